import type { Knowledge } from '../knowledge/knowledge.js';
import { labelOf, texts, type StixRecord } from '../knowledge/stix-record.js';

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

/** What the sandbox holds, listed and counted. */
export interface KnowledgeView {
  /** Everything that is not a relationship or sighting. */
  readonly objects: readonly ObjectView[];
  readonly relationships: readonly RelationshipView[];
  /** Number of objects of each STIX type, relationships included. */
  readonly byType: Readonly<Record<string, number>>;
}

/** Lists what is known, and counts it. */
export function knowledgeView(knowledge: Knowledge): KnowledgeView {
  const objects: ObjectView[] = [];
  const relationships: RelationshipView[] = [];
  const byType = new Map<string, number>();

  for (const { object } of knowledge.all()) {
    byType.set(object.type, (byType.get(object.type) ?? 0) + 1);
    const relationship = relationshipView(object);
    if (relationship) relationships.push(relationship);
    else objects.push({ id: object.id, type: object.type, name: labelOf(object) });
  }

  return { objects, relationships, byType: Object.fromEntries(byType) };
}

function relationshipView(object: StixRecord): RelationshipView | undefined {
  const { id, type } = object;
  if (type === 'relationship') {
    return {
      id,
      relationship_type: String(object.relationship_type),
      source_ref: String(object.source_ref),
      target_ref: String(object.target_ref),
    };
  }
  if (type !== 'sighting') return undefined;

  return {
    id,
    relationship_type: 'stix-sighting-relationship',
    source_ref: String(object.sighting_of_ref),
    target_ref: texts(object.where_sighted_refs)[0] ?? '',
  };
}
