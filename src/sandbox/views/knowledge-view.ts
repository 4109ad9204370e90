import { labelOf, texts } from '../knowledge/stix-record.js';
import type { StoredObject } from '../knowledge/stored-object.js';

/** An object in the list of the state. */
export interface ObjectView {
  readonly id: string;
  readonly type: string;
  /** Its name, value or closest thing to it. */
  readonly name: string;
}

/** A relationship or sighting in the list of the state. */
export interface RelationshipView {
  readonly id: string;
  /** For a sighting: `stix-sighting-relationship`. */
  readonly relationship_type: string;
  readonly source_ref: string;
  readonly target_ref: string;
}

/** Shows an object in a list. */
export function objectView({ object }: StoredObject): ObjectView {
  return { id: object.id, type: object.type, name: labelOf(object) };
}

/** Shows a relationship or sighting in a list. */
export function relationshipView({ object }: StoredObject): RelationshipView {
  const { id, type } = object;
  if (type === 'sighting') {
    return {
      id,
      relationship_type: 'stix-sighting-relationship',
      source_ref: String(object.sighting_of_ref),
      target_ref: texts(object.where_sighted_refs)[0] ?? '',
    };
  }

  return {
    id,
    relationship_type: String(object.relationship_type),
    source_ref: String(object.source_ref),
    target_ref: String(object.target_ref),
  };
}
