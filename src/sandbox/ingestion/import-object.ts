import { fieldPatches } from '../entities/edits.js';
import { absorbObjects } from '../knowledge/absorb-objects.js';
import { deleteObject } from '../knowledge/delete-object.js';
import type { KnowledgeChange } from '../knowledge/knowledge-change.js';
import type { Knowledge } from '../knowledge/knowledge.js';
import { standardIdOf } from '../knowledge/object-ids.js';
import { patchObject } from '../knowledge/patch-object.js';
import type { MissingReference } from '../knowledge/references.js';
import { attribute, texts, type StixRecord } from '../knowledge/stix-record.js';
import { upsertObject } from '../knowledge/upsert-object.js';
import { refusedRelationship } from './refused-relationship.js';

/** What became of an object that was imported. */
export type ImportOutcome =
  | {
      readonly kind: 'done';
      /** Every id under which what was stored is found. */
      readonly ids: readonly string[];
      readonly changes: readonly KnowledgeChange[];
    }
  | { readonly kind: 'missing'; readonly references: readonly MissingReference[] }
  | { readonly kind: 'refused'; readonly error: string };

/**
 * Imports one object: carries out the operation it asks for, or stores it.
 *
 * @see OpenCTI `client-python/pycti/utils/opencti_stix2.py`
 */
export function importObject(knowledge: Knowledge, object: StixRecord, now: string): ImportOutcome {
  const operation = operationOf(object);
  if (operation !== undefined) return carryOut(operation, knowledge, object, now);
  const problem = incompleteness(object);
  if (problem) return refused('VALIDATION_ERROR', problem);

  return store(knowledge, onePlaceEach(object), now);
}

function carryOut(
  operation: string,
  knowledge: Knowledge,
  object: StixRecord,
  now: string,
): ImportOutcome {
  switch (operation) {
    case 'delete':
    case 'delete_force':
      return changed(deleteObject(knowledge, object.id, now), 'Cant find element to delete');
    case 'merge': {
      const named = attribute(object, 'merge_target_id') ?? object.merge_target_id;
      const target = typeof named === 'string' ? named : object.id;
      const given = attribute(object, 'merge_source_ids') ?? object.merge_source_ids;
      const change = absorbObjects(knowledge, target, texts(given), now);
      return changed(change, 'Cannot merge, elements not found');
    }
    case 'patch':
      return patch(knowledge, object, now);
    default:
      return refused('UNSUPPORTED_ERROR', `the sandbox does not know the operation "${operation}"`);
  }
}

function patch(knowledge: Knowledge, object: StixRecord, now: string): ImportOutcome {
  const stored = knowledge.find(object.id);
  if (!stored) return refused('UNSUPPORTED_ERROR', 'Cant find element to patch');
  const given = attribute(object, 'opencti_field_patch') ?? object.opencti_field_patch;
  const edits: readonly unknown[] = Array.isArray(given) ? given : [];
  try {
    const patches = fieldPatches(stored.object, edits, knowledge);
    const change = patchObject(knowledge, stored, patches, now);
    return done([...stored.ids], change ? [change] : []);
  } catch (error) {
    return refused('VALIDATION_ERROR', error instanceof Error ? error.message : String(error));
  }
}

function changed(change: KnowledgeChange | undefined, otherwise: string): ImportOutcome {
  return change ? done([], [change]) : refused('UNSUPPORTED_ERROR', otherwise);
}

function store(knowledge: Knowledge, objects: readonly StixRecord[], now: string): ImportOutcome {
  const ids: string[] = [];
  const changes: KnowledgeChange[] = [];

  for (const object of objects) {
    const outcome = upsertObject(knowledge, object, now, refusedRelationship);
    if (outcome.kind === 'missing') return outcome;
    if (outcome.kind === 'refused') return refused('FUNCTIONAL_ERROR', outcome.reason);
    ids.push(...outcome.stored.ids);
    if (outcome.change) changes.push(outcome.change);
  }

  return done(ids, changes);
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

function done(ids: readonly string[], changes: readonly KnowledgeChange[]): ImportOutcome {
  return { kind: 'done', ids, changes };
}

function refused(name: string, reason: string): ImportOutcome {
  return { kind: 'refused', error: `${name}: ${reason}` };
}
