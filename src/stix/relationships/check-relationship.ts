import { entitiesOf, entitiesOfStixType, entityNameOf } from '../model/entity-name.js';
import type { StixObject } from '../stix-object.js';
import type { RelationshipEnd } from './allowed-relationship.js';
import { RELATIONSHIP_RULES, UNRULED_RELATIONSHIPS } from './relationship-rules.js';

/** Why OpenCTI would refuse a relationship. */
export interface RelationshipFinding {
  readonly code: 'RELATIONSHIP_REFUSED';
  readonly relationshipType: string;
  /** What the source is, as far as it is known. */
  readonly source: string;
  /** What the target is, as far as it is known. */
  readonly target: string;
  /** The relationship types that OpenCTI takes for this pair. */
  readonly allowed: readonly string[];
  /** One sentence for a person. */
  readonly message: string;
}

/**
 * Tells whether OpenCTI takes a relationship between two ends: undefined when it does, else what is
 * wrong. It never throws. An end is an object, an id, an entity name (`'Intrusion-Set'`), a STIX type
 * or the name of a group of entities. An end that may be several entities, such as the id of an
 * identity, is taken as the one that fits.
 *
 * ```ts
 * checkRelationship('Malware', 'uses', 'Tool'); // undefined
 * checkRelationship('Tool', 'uses', 'Malware')?.message;
 * // OpenCTI takes no "uses" from Tool to Malware; it takes delivers, drops, related-to, revoked-by.
 * ```
 *
 * @see OpenCTI `checkStixCoreRelationshipMapping`
 */
export function checkRelationship(
  source: RelationshipEnd,
  relationshipType: string,
  target: RelationshipEnd,
): RelationshipFinding | undefined {
  const allowed = allowedRelationships(source, target);
  if (allowed.includes(relationshipType)) return undefined;
  const ends = { source: nameOf(source), target: nameOf(target) };

  return {
    code: 'RELATIONSHIP_REFUSED',
    relationshipType,
    ...ends,
    allowed,
    message: `OpenCTI takes no "${relationshipType}" from ${ends.source} to ${ends.target}; it takes ${allowed.join(', ')}.`,
  };
}

/**
 * The relationship types that OpenCTI takes from one end to another, in alphabetical order. Ends are
 * given as for {@link checkRelationship}.
 */
export function allowedRelationships(
  source: RelationshipEnd,
  target: RelationshipEnd,
): readonly string[] {
  const targets = new Set(ruleNamesOf(target));
  const types = new Set<string>(UNRULED_RELATIONSHIPS);
  for (const name of ruleNamesOf(source)) {
    for (const [type, names] of Object.entries(rules.get(name) ?? {})) {
      if (names.some(allowed => targets.has(allowed))) types.add(type);
    }
  }

  return [...types].sort();
}

const rules = new Map<string, Readonly<Record<string, readonly string[]>>>(
  Object.entries(RELATIONSHIP_RULES),
);

/** The relationship types that the rules know as an end of another relationship. */
const relationshipEnds = ['targets', 'uses'];

const observables = new Set<string>(entitiesOf('Stix-Cyber-Observable'));

function ruleNamesOf(end: unknown): readonly string[] {
  const names = typeof end === 'string' ? namesOfText(end) : namesOfObject(end);
  if (!names.some(name => observables.has(name))) return names;

  return [...names, 'Stix-Cyber-Observable'];
}

function namesOfText(end: string): readonly string[] {
  if (relationshipEnds.includes(end)) return [end];
  const entities = entitiesOf(end);
  if (entities.length > 0) return entities;
  const [type = ''] = end.split('--', 1);

  return type === 'relationship' ? relationshipEnds : entitiesOfStixType(type);
}

function namesOfObject(end: unknown): readonly string[] {
  if (typeof end !== 'object' || end === null) return [];
  const object = end as StixObject & { readonly relationship_type?: unknown };
  if (object.type === 'relationship') {
    const type = object.relationship_type;

    return typeof type === 'string' ? [type] : relationshipEnds;
  }
  const name = entityNameOf(object);

  return name === undefined ? [] : [name];
}

function nameOf(end: unknown): string {
  if (typeof end === 'string') return end;
  const [name] = namesOfObject(end);

  return name ?? 'an unknown object';
}
