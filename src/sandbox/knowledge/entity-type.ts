import { ENTITY_GROUPS, entityNameOf } from '../../stix/index.js';
import type { StixRecord } from './stix-record.js';

/** What OpenCTI calls a sighting. */
export const SIGHTING = 'stix-sighting-relationship';

/**
 * What OpenCTI calls the entity or relationship behind an object: `IPv4-Addr`, `Organization`, and for
 * a relationship its own type, such as `uses`.
 */
export function entityTypeOf(object: StixRecord): string {
  if (object.type === 'relationship') return String(object.relationship_type);
  if (object.type === 'sighting') return SIGHTING;

  return entityNameOf(object) ?? object.type;
}

/** The types above an entity type, from the most general; fragments of queries may name any of them. */
export function parentTypesOf(object: StixRecord): readonly string[] {
  if (object.type === 'relationship') return [...RELATIONSHIP, 'stix-core-relationship'];
  if (object.type === 'sighting') return [...RELATIONSHIP, SIGHTING];
  const name = entityTypeOf(object);

  return PARENTS.get(name) ?? OBJECT;
}

/** True for an observable. */
export function isObservable(object: StixRecord): boolean {
  return parentTypesOf(object).includes('Stix-Cyber-Observable');
}

/** True for a relationship or sighting. */
export function isRelationship({ type }: StixRecord): boolean {
  return type === 'relationship' || type === 'sighting';
}

const OBJECT = ['Basic-Object', 'Stix-Object'];
const RELATIONSHIP = ['basic-relationship', 'stix-relationship'];

/** Groups of entities below `Stix-Domain-Object`, in the order the platform lists them. */
const FAMILIES = ['Container', 'Case', 'Identity', 'Location', 'Threat-Actor'] as const;

const PARENTS: ReadonlyMap<string, readonly string[]> = new Map<string, readonly string[]>([
  ...ENTITY_GROUPS['Stix-Domain-Object'].map(name => {
    const families = FAMILIES.filter(family => ENTITY_GROUPS[family].includes(name));
    const parents = [...OBJECT, 'Stix-Core-Object', 'Stix-Domain-Object', ...families];
    return [name, parents] as const;
  }),
  ...ENTITY_GROUPS['Stix-Cyber-Observable'].map(
    name => [name, [...OBJECT, 'Stix-Core-Object', 'Stix-Cyber-Observable']] as const,
  ),
  ...ENTITY_GROUPS['Stix-Meta-Object'].map(
    name => [name, [...OBJECT, 'Stix-Meta-Object']] as const,
  ),
]);
