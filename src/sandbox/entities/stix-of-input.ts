import { ENTITY_GROUPS, ENTITY_TYPES, type EntityName } from '../../stix/index.js';
import type { Knowledge } from '../knowledge/knowledge.js';
import { standardIdOf } from '../knowledge/object-ids.js';
import { isEmpty, texts, type StixRecord } from '../knowledge/stix-record.js';
import { PlatformRefusal } from '../platform-refusal.js';
import { stixProperties } from './stix-properties.js';

type Input = Readonly<Record<string, unknown>>;

/** What an input is read with. */
export interface InputSurroundings {
  readonly knowledge: Knowledge;
  readonly now: () => Date;
}

/**
 * The STIX object that the input of a creating mutation stands for. What it refers to by internal id
 * is referred to by standard id.
 *
 * @throws PlatformRefusal `VALIDATION_ERROR` for a type the platform doesn't have
 */
export function stixOfInput(
  entityType: string,
  input: Input,
  surroundings: InputSurroundings,
): StixRecord {
  return identified(recordOf(entityType, input, surroundings), surroundings);
}

/** The relationship that an input stands for. */
export function relationshipOfInput(input: Input, surroundings: InputSurroundings): StixRecord {
  const { fromId, toId, ...rest } = input;
  const members = recordOf('stix-core-relationship', rest, surroundings);

  return identified(
    {
      ...members,
      source_ref: standardId(fromId, surroundings),
      target_ref: standardId(toId, surroundings),
    },
    surroundings,
  );
}

/** The sighting that an input stands for. */
export function sightingOfInput(input: Input, surroundings: InputSurroundings): StixRecord {
  const { fromId, toId, attribute_count: count, ...rest } = input;
  const members = recordOf('stix-sighting-relationship', rest, surroundings);

  return identified(
    {
      ...members,
      count: count ?? 1,
      sighting_of_ref: standardId(fromId, surroundings),
      where_sighted_refs: [standardId(toId, surroundings)],
    },
    surroundings,
  );
}

/** The object without the id that its properties make. */
function recordOf(entityType: string, input: Input, surroundings: InputSurroundings): StixRecord {
  const type = stixTypeOf(entityType);
  const given = Object.entries(input).filter(
    ([name, value]) => !SKIPPED.has(name) && !isEmpty(value),
  );
  const members = given.flatMap(([name, value]) =>
    Object.entries(stixProperties(name, value, type, surroundings.knowledge)),
  );

  return {
    ...kindOf(entityType, input),
    ...Object.fromEntries(members),
    type,
    id: typeof input.stix_id === 'string' ? input.stix_id : '',
  };
}

/** Members of inputs that say how to take them, or that are dealt with elsewhere. */
const SKIPPED = new Set([
  ...['stix_id', 'type', 'update', 'upsertOperations', 'clientMutationId', 'customFieldValues'],
  ...['files', 'filesMarkings', 'noTriggerImport', 'embedded', 'createIndicator', 'file'],
]);

function stixTypeOf(entityType: string): string {
  if (!Object.hasOwn(ENTITY_TYPES, entityType)) {
    throw new PlatformRefusal('VALIDATION_ERROR', `Unsupported type ${entityType}`);
  }

  return ENTITY_TYPES[entityType as EntityName];
}

/** What tells identities, locations and threat actors apart in STIX. */
function kindOf(entityType: string, { name }: Input): Input {
  const isIn = (group: 'Location' | 'Threat-Actor'): boolean =>
    ENTITY_GROUPS[group].some(member => member === entityType);
  const identityClass = IDENTITY_CLASSES.get(entityType);
  if (identityClass !== undefined) return { identity_class: identityClass };
  if (isIn('Threat-Actor')) return { x_opencti_type: entityType };
  if (!isIn('Location')) return {};
  const place = ['City', 'Country', 'Region'].includes(entityType) ? entityType.toLowerCase() : '';

  return { x_opencti_location_type: entityType, ...(place && { [place]: name }) };
}

const IDENTITY_CLASSES: ReadonlyMap<string, string> = new Map([
  ['Individual', 'individual'],
  ['Organization', 'organization'],
  ['Sector', 'class'],
  ['SecurityPlatform', 'securityplatform'],
  ['System', 'system'],
]);

/**
 * An object without an id gets the one that is made from its properties. Of some the date of creation
 * is one of those: it is now, unless the input says when.
 */
function identified(given: StixRecord, { now }: InputSurroundings): StixRecord {
  const dated: StixRecord = { created: now().toISOString(), ...given };
  const object = standardIdOf(given) === '' ? dated : given;
  const id = standardIdOf(object);
  if (id === '') {
    throw new PlatformRefusal('VALIDATION_ERROR', `${object.type} lacks what makes its id`);
  }
  if (object.id === '' || object.id === id) return { ...object, id };
  const others = [...texts(object.x_opencti_stix_ids), object.id];

  return { ...object, id, x_opencti_stix_ids: others };
}

function standardId(id: unknown, { knowledge }: InputSurroundings): string {
  const found = typeof id === 'string' ? knowledge.find(id) : undefined;
  if (!found)
    throw new PlatformRefusal('MISSING_REFERENCE_ERROR', undefined, { unresolvedIds: [id] });

  return found.object.id;
}
