import { isObservable } from '../knowledge/entity-type.js';
import { referencesOf } from '../knowledge/references.js';
import type { StoredObject } from '../knowledge/stored-object.js';
import { entityNode } from './entity-node.js';
import type { EntitySurroundings } from './entity-surroundings.js';

/** References that the API shows as fields of their own. */
const SHOWN = new Set([
  ...['created_by_ref', 'x_opencti_created_by_ref', 'object_marking_refs', 'object_refs'],
  ...['source_ref', 'target_ref', 'sighting_of_ref', 'where_sighted_refs'],
  'x_mitre_data_source_ref',
]);

/**
 * The references of an object that the API shows as relationships: those of observables to each
 * other, such as what a domain name resolves to.
 *
 * @see OpenCTI `schema/stixRefRelationship.ts`
 */
export function nestedReferences(
  stored: StoredObject,
  surroundings: EntitySurroundings,
): readonly unknown[] {
  const { object, internalId, createdAt, updatedAt } = stored;
  const from = entityNode(stored, surroundings);

  return [...referencesOf(object)].flatMap(({ property, ref }) => {
    const to = surroundings.knowledge.find(ref);
    if (!to || SHOWN.has(property)) return [];
    const type = typeOf(property, isObservable(object));
    return [
      {
        id: `${internalId}-${type}-${to.internalId}`,
        standard_id: `relationship-meta--${to.internalId}`,
        entity_type: type,
        parent_types: ['basic-relationship', 'stix-relationship', 'stix-ref-relationship'],
        relationship_type: type,
        spec_version: '2.1',
        created_at: createdAt,
        updated_at: updatedAt,
        start_time: null,
        stop_time: null,
        from,
        to: entityNode(to, surroundings),
      },
    ];
  });
}

/** `resolves_to_refs` of an observable is the relationship `obs_resolves-to`. */
function typeOf(property: string, isOfObservable: boolean): string {
  const name = property.replace(/_refs?$/, '').replace(/_/g, '-');

  return isOfObservable && PREFIXED.has(name) ? `obs_${name}` : name;
}

/** Relationships whose names domain objects use too. */
const PREFIXED = new Set(['resolves-to', 'belongs-to', 'content']);
