import type { StixObject } from '../stix-object.js';
import { ENTITY_GROUPS, ENTITY_TYPES } from './entity-table.js';
import type {
  CyberObservable,
  DomainObject,
  EntityGroup,
  MetaObject,
  RelationshipObject,
  StixType,
  StixTypes,
} from './entity-types.js';

/**
 * True when a value is a STIX object of a type. Only `type` and `id` are looked at; what else the
 * object holds is believed.
 *
 * ```ts
 * if (isType(object, 'vulnerability')) console.log(object.x_opencti_cisa_kev);
 * ```
 */
export function isType<T extends StixType>(value: unknown, type: T): value is StixTypes[T] {
  return isStixObject(value) && value.type === type;
}

/** True when a value has a text `type` and a text `id`, the least that makes a STIX object. */
export function isStixObject(value: unknown): value is StixObject {
  if (typeof value !== 'object' || value === null) return false;
  const { type, id } = value as Partial<StixObject>;

  return typeof type === 'string' && typeof id === 'string';
}

/** True for a domain object (SDO), OpenCTI's own included. */
export function isSdo(value: unknown): value is DomainObject {
  return isStixObject(value) && domainTypes.has(value.type);
}

/** True for a cyber observable (SCO), OpenCTI's own included. */
export function isSco(value: unknown): value is CyberObservable {
  return isStixObject(value) && observableTypes.has(value.type);
}

/** True for a relationship or a sighting (SRO). */
export function isSro(value: unknown): value is RelationshipObject {
  return isStixObject(value) && relationshipTypes.has(value.type);
}

/** True for a meta object: marking, label, vocabulary, language content … */
export function isMeta(value: unknown): value is MetaObject {
  return isStixObject(value) && metaTypes.has(value.type);
}

const domainTypes = typesOf('Stix-Domain-Object');
const observableTypes = typesOf('Stix-Cyber-Observable');
const relationshipTypes = typesOf('stix-relationship');
const metaTypes = typesOf('Stix-Meta-Object').add('language-content').add('extension-definition');

function typesOf(group: EntityGroup): Set<string> {
  return new Set(ENTITY_GROUPS[group].map(name => ENTITY_TYPES[name]));
}
