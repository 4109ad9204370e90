import type { Relationship, Sighting } from '../model/relationships.js';
import type {
  AllowedTarget,
  RelationshipEnd,
  RelationshipTypeFrom,
} from '../relationships/allowed-relationship.js';
import { defineBuilder } from './build.js';
import type { PropertiesOf } from './properties-of.js';

/** What {@link relationship} takes besides type and ends. */
export type RelationshipProperties = PropertiesOf<
  Relationship,
  'relationship_type' | 'source_ref' | 'target_ref'
>;

/**
 * Builds a relationship. Its id follows from type, ends and start and stop time.
 *
 * A pair that OpenCTI refuses does not compile. An end that is an id, a bare `StixObject`, or an
 * identity, location or threat actor of unknown kind may be anything that it could be; what becomes
 * of it at run time, `checkRelationship` tells.
 *
 * ```ts
 * const actor = Stix.intrusionSet({ name: 'Sandworm' });
 * const malware = Stix.malware({ name: 'Industroyer', is_family: true });
 * Stix.relationship(actor, 'uses', malware, { start_time: new Date('2016-12-17') });
 * ```
 *
 * @throws BundleError `BUNDLE_PROPERTY_MISSING`, `BUNDLE_PROPERTY_INVALID`.
 */
export function relationship<
  Source extends RelationshipEnd,
  Type extends RelationshipTypeFrom<Source>,
  Target extends RelationshipEnd,
>(
  source: Source,
  relationshipType: Type,
  target: AllowedTarget<Source, Type, Target>,
  properties?: RelationshipProperties,
): Relationship<Type>;
export function relationship(
  source: RelationshipEnd,
  relationshipType: string,
  target: RelationshipEnd,
  properties?: RelationshipProperties,
): Relationship {
  return buildRelationship({
    ...properties,
    relationship_type: relationshipType,
    source_ref: source,
    target_ref: target,
  });
}

/** Builds a sighting. Its id follows from what was seen, where, and when. */
export const sighting = defineBuilder<Sighting>('sighting', {
  sighting_of_ref: 'text',
  where_sighted_refs: 'list',
});

const buildRelationship = defineBuilder<Relationship>('relationship', {
  relationship_type: 'text',
  source_ref: 'text',
  target_ref: 'text',
});
