import type { StixObject } from '../stix-object.js';
import { ENTITIES_BY_STIX_TYPE, ENTITY_GROUPS, ENTITY_TYPES } from './entity-table.js';
import type { EntityGroup, EntityName, StixOf } from './entity-types.js';
import { OPENCTI_EXTENSION } from './extensions.js';

/**
 * The name that OpenCTI has for the entity behind a STIX object: `'IPv4-Addr'`, `'Organization'`,
 * `'Country'`, `'Threat-Actor-Group'` … Undefined for a type that OpenCTI does not keep.
 *
 * The spellings `x-opencti-…` and `x-mitre-…` of a type count as the type. An identity is told by its
 * class, a location and a threat actor by their type, at the root or in OpenCTI's extension.
 *
 * @see OpenCTI `convertTypeToStixType` and pycti `OpenCTIStix2.import_object`
 */
export function entityNameOf(object: StixObject): EntityName | undefined {
  const candidates = entitiesOfStixType(object.type);
  if (candidates.length < 2) return candidates[0];

  switch (candidates[0]) {
    case 'Individual':
      return identityName(object);
    case 'Threat-Actor-Group':
      return threatActorName(object);
    default:
      return locationName(object);
  }
}

/**
 * True when a STIX object is of an entity, or of a group of entities, of OpenCTI.
 *
 * ```ts
 * if (isEntity(object, 'Organization')) console.log(object.x_opencti_organization_type);
 * ```
 */
export function isEntity<Name extends EntityName | EntityGroup>(
  object: StixObject,
  name: Name,
): object is StixOf<Name> & StixObject {
  const found = entityNameOf(object);

  return found !== undefined && entitiesOf(name).includes(found);
}

/**
 * The entities that a name of OpenCTI stands for: a group's entities, or the entity itself. Empty
 * for a name that OpenCTI does not know.
 */
export function entitiesOf(name: string): readonly EntityName[] {
  if (Object.hasOwn(ENTITY_TYPES, name)) return [name as EntityName];

  return Object.hasOwn(ENTITY_GROUPS, name) ? ENTITY_GROUPS[name as EntityGroup] : [];
}

/** The entities that objects of a STIX type may be: several for identities, locations, threat actors. */
export function entitiesOfStixType(type: string): readonly EntityName[] {
  const known = ENTITIES_BY_STIX_TYPE.get(type);
  if (known !== undefined || typeof type !== 'string') return known ?? [];

  return ENTITIES_BY_STIX_TYPE.get(type.replace(/^x-(?:opencti|mitre)-/, '')) ?? [];
}

const identityClasses: ReadonlyMap<unknown, EntityName> = new Map<unknown, EntityName>([
  ['individual', 'Individual'],
  ['class', 'Sector'],
  ['system', 'System'],
  ['securityplatform', 'SecurityPlatform'],
]);

function identityName(object: StixObject): EntityName {
  const identityClass = member(object, 'identity_class');
  if (identityClass != null) return identityClasses.get(identityClass) ?? 'Organization';

  return oneOf(ENTITY_GROUPS.Identity, extensionType(object)) ?? 'Organization';
}

function threatActorName(object: StixObject): EntityName {
  const threatActors = ENTITY_GROUPS['Threat-Actor'];

  return (
    oneOf(threatActors, member(object, 'x_opencti_type')) ??
    oneOf(threatActors, extensionType(object)) ??
    'Threat-Actor-Group'
  );
}

function locationName(object: StixObject): EntityName {
  const told =
    oneOf(ENTITY_GROUPS.Location, member(object, 'x_opencti_location_type')) ??
    oneOf(ENTITY_GROUPS.Location, extensionType(object));
  if (told !== undefined) return told;
  if (member(object, 'city') != null) return 'City';
  if (member(object, 'country') != null) return 'Country';

  return member(object, 'region') == null ? 'Position' : 'Region';
}

function oneOf(names: readonly EntityName[], value: unknown): EntityName | undefined {
  return names.find(name => name === value);
}

function extensionType(object: StixObject): unknown {
  return member(member(member(object, 'extensions'), OPENCTI_EXTENSION), 'type');
}

function member(value: unknown, name: string): unknown {
  if (typeof value !== 'object' || value === null) return undefined;

  return Object.hasOwn(value, name) ? (value as Record<string, unknown>)[name] : undefined;
}
