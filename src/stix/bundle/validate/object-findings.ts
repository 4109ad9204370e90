import { isStixId } from '../../ids/observable/container-cleaners.js';
import type { Members } from '../../ids/observable/shape.js';
import { checkRelationship } from '../../relationships/check-relationship.js';
import type { StixObject } from '../../stix-object.js';
import { isSupportedId } from '../supported-ids.js';
import { dateFindings } from './date-findings.js';
import type { Finding } from './finding.js';
import { OBSERVABLE_SHAPES } from './observable-rules.js';
import { DOMAIN_SHAPES } from './property-rules.js';
import { droppedReferenceFindings, referenceFindings } from './reference-findings.js';
import { shapeFindings } from './shape-findings.js';

/** The objects of a bundle by id. */
export type ObjectsById = ReadonlyMap<unknown, Members>;

/** Finds what is wrong with one object of a bundle. */
export function* objectFindings(
  object: Members,
  path: string,
  byId: ObjectsById,
): Generator<Finding, void> {
  const { type, id } = object;
  if (typeof type !== 'string') {
    yield { path: `${path}.type`, code: 'STIX_REQUIRED', message: 'An object needs a "type".' };
    return;
  }
  yield* idFindings(type, id, path);
  if (!isSupportedId(`${type}--`)) {
    const message = `OpenCTI imports no object of type "${type.slice(0, 100)}".`;
    yield { path, code: 'OCTI_TYPE_REFUSED', message };
    return;
  }

  const shape = DOMAIN_SHAPES.get(plainType(type)) ?? OBSERVABLE_SHAPES.get(type);
  if (shape !== undefined) yield* shapeFindings(shape, object, path);
  yield* dateFindings(object, path);
  yield* referenceFindings(object, path, ref => byId.has(ref));
  yield* droppedReferenceFindings(object, path);
  if (type === 'relationship') yield* relationFindings(object, path, byId);
}

function* idFindings(type: string, id: unknown, path: string): Generator<Finding, void> {
  const at = `${path}.id`;
  if (typeof id !== 'string') {
    yield { path: at, code: 'STIX_REQUIRED', message: 'An object needs an "id" of text.' };
  } else if (!isStixId(id)) {
    yield { path: at, code: 'STIX_ID', message: 'An id is a type, "--" and a UUID.' };
  } else if (plainType(id.slice(0, id.indexOf('--'))) !== plainType(type)) {
    yield { path: at, code: 'STIX_ID', message: `The id does not begin with the type "${type}".` };
  }
}

function* relationFindings(
  { source_ref, target_ref, relationship_type }: Members,
  path: string,
  byId: ObjectsById,
): Generator<Finding, void> {
  const isComplete = [source_ref, target_ref, relationship_type].every(isText);
  if (!isComplete || !isSupportedId(source_ref as string) || !isSupportedId(target_ref as string)) {
    return;
  }

  const source = endOf(source_ref as string, byId);
  const target = endOf(target_ref as string, byId);
  const refusal = checkRelationship(source, relationship_type as string, target);
  if (refusal === undefined) return;
  yield {
    path: `${path}.relationship_type`,
    code: 'OCTI_RELATION_REFUSED',
    message: refusal.message,
  };
}

function endOf(id: string, byId: ObjectsById): StixObject | string {
  const object = byId.get(id);

  return isText(object?.['type']) ? (object as unknown as StixObject) : id;
}

function isText(value: unknown): value is string {
  return typeof value === 'string';
}

/** OpenCTI's older spellings of a type count as the type. */
function plainType(type: string): string {
  return isSupportedId(`${type}--`) ? type.replace(/^x-(?:opencti|mitre)-/, '') : type;
}
