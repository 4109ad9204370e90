import type { Knowledge } from '../knowledge/knowledge.js';
import { deleteObject } from '../knowledge/delete-object.js';
import { standardIdOf } from '../knowledge/object-ids.js';
import type { MissingReference } from '../knowledge/references.js';
import { attribute, texts, type StixRecord } from '../knowledge/stix-record.js';
import { upsertObject } from '../knowledge/upsert-object.js';
import { refusedRelationship } from './refused-relationship.js';

/** What became of an object that a worker imported. */
export type ImportOutcome =
  | { readonly kind: 'done'; readonly ids: readonly string[] }
  | { readonly kind: 'missing'; readonly references: readonly MissingReference[] }
  | { readonly kind: 'refused'; readonly error: string };

/**
 * Imports one object: carries out the operation it asks for, or stores it.
 *
 * @see OpenCTI `client-python/pycti/utils/opencti_stix2.py`
 */
export function importObject(knowledge: Knowledge, object: StixRecord, now: string): ImportOutcome {
  const operation = operationOf(object);
  if (operation === 'delete' || operation === 'delete_force') {
    return deleteObject(knowledge, object.id, now) ? done([]) : NOTHING_TO_DELETE;
  }
  if (operation !== undefined) {
    return refused('UNSUPPORTED_ERROR', `the sandbox does not know the operation "${operation}"`);
  }
  const problem = incompleteness(object);
  if (problem) return refused('VALIDATION_ERROR', problem);

  return store(knowledge, onePlaceEach(object), now);
}

const NOTHING_TO_DELETE = refused('UNSUPPORTED_ERROR', 'Cant find element to delete');

function store(knowledge: Knowledge, objects: readonly StixRecord[], now: string): ImportOutcome {
  const ids: string[] = [];

  for (const object of objects) {
    const outcome = upsertObject(knowledge, object, now, refusedRelationship);
    if (outcome.kind === 'missing') return outcome;
    if (outcome.kind === 'refused') return refused('FUNCTIONAL_ERROR', outcome.reason);
    ids.push(...outcome.stored.ids);
  }

  return done(ids);
}

function operationOf(object: StixRecord): string | undefined {
  const operation = attribute(object, 'opencti_operation') ?? object.opencti_operation;

  return typeof operation === 'string' && operation !== '' ? operation : undefined;
}

/** What a relationship or sighting lacks to be one. */
function incompleteness(object: StixRecord): string | undefined {
  const needed = Object.hasOwn(NEEDED, object.type) ? (NEEDED[object.type] ?? []) : [];
  const lacking = needed.find(property => texts([object[property]].flat()).length === 0);

  return lacking && `${object.type} has no ${lacking}`;
}

const NEEDED: Readonly<Record<string, readonly string[]>> = {
  relationship: ['relationship_type', 'source_ref', 'target_ref'],
  sighting: ['sighting_of_ref', 'where_sighted_refs'],
};

/** OpenCTI knows sightings of one place: a sighting with several becomes as many sightings. */
function onePlaceEach(object: StixRecord): readonly StixRecord[] {
  const places = texts(object.where_sighted_refs);
  if (object.type !== 'sighting' || places.length < 2) return [object];

  return places.map((place, index) => {
    const one = { ...object, where_sighted_refs: [place] };
    // The id that was sent can lead to one of them only.
    return index === 0 ? one : { ...one, id: standardIdOf(one), x_opencti_stix_ids: [] };
  });
}

function done(ids: readonly string[]): ImportOutcome {
  return { kind: 'done', ids };
}

function refused(name: string, reason: string): ImportOutcome {
  return { kind: 'refused', error: `${name}: ${reason}` };
}
