import type { Members } from '../../ids/observable/shape.js';
import { jsonProblem } from '../json-problem.js';
import type { Finding } from './finding.js';
import { objectFindings } from './object-findings.js';

/** No reader needs more, and no bundle may make more. */
const MOST_FINDINGS = 1_000;

/** An object of the bundle, safe to read. */
interface Entry {
  readonly path: string;
  /** A copy; undefined when the object can't be used. */
  readonly object?: Members;
  readonly problem?: Finding;
}

/**
 * Finds what STIX 2.1 forbids in a bundle and what OpenCTI would refuse: ids, required properties,
 * kinds of values, references, relationships. Takes anything, changes nothing and never throws.
 *
 * Custom properties that begin with `x_` are free, and so are the words of open vocabularies.
 *
 * ```ts
 * for (const { path, code, message } of validateBundle(bundle)) log.warn(message, { path, code });
 * ```
 *
 * @param bundle a bundle, or its JSON text.
 * @returns the findings in the order of the bundle, at most 1000; a last one with the code
 * `AND_MORE` says that there were others.
 * @see docs/reference/validator.md for the codes
 */
export function validateBundle(bundle: unknown): Finding[] {
  const found: Finding[] = [];
  for (const finding of findingsOf(bundle)) {
    if (found.length === MOST_FINDINGS) {
      const message = `There are more than these ${MOST_FINDINGS} findings.`;
      found.push({ path: '', code: 'AND_MORE', message });
      break;
    }
    found.push(finding);
  }

  return found;
}

function* findingsOf(bundle: unknown): Generator<Finding, void> {
  const { type, objects } = readMembers(bundle);
  if (type !== 'bundle') yield ofBundle('The bundle is not of type "bundle".');
  if (!Array.isArray(objects)) {
    yield ofBundle('The bundle has no list "objects".');
    return;
  }

  const entries = Array.from(objects as unknown[], (object, index) => readEntry(object, index));
  const places = new Map<unknown, Entry>();
  const byId = new Map<unknown, Members>();
  for (const { object } of entries) if (object !== undefined) byId.set(object['id'], object);

  for (const entry of entries) {
    if (entry.problem !== undefined) yield entry.problem;
    if (entry.object === undefined) continue;
    const { path, object } = entry;
    const first = places.get(object['id']);
    if (first !== undefined && typeof object['id'] === 'string') {
      const message = `${first.path} has the same id; OpenCTI takes the last.`;
      yield { path: `${path}.id`, code: 'STIX_DUPLICATE', message };
    }
    places.set(object['id'], entry);
    yield* guarded(path, objectFindings(object, path, byId));
  }
}

/** A part that is read twice may throw the second time. */
function* guarded(path: string, findings: Iterable<Finding>): Generator<Finding, void> {
  try {
    yield* findings;
  } catch {
    yield notJson(path, 'it is not the same each time it is read');
  }
}

function ofBundle(message: string): Finding {
  return { path: '', code: 'STIX_BUNDLE', message };
}

function readMembers(bundle: unknown): Members {
  try {
    const value: unknown = typeof bundle === 'string' ? JSON.parse(bundle) : bundle;

    return typeof value === 'object' && value !== null ? { ...value } : {};
  } catch {
    return {};
  }
}

function readEntry(object: unknown, index: number): Entry {
  const path = `objects[${index}]`;
  if (typeof object !== 'object' || object === null || Array.isArray(object)) {
    return { path, problem: { path, code: 'STIX_OBJECT', message: 'This is not an object.' } };
  }
  const problem = jsonProblem(object);
  if (problem !== undefined) return { path, problem: notJson(path, problem) };

  return { path, object: { ...object } };
}

function notJson(path: string, problem: string): Finding {
  return { path, code: 'STIX_NOT_JSON', message: `The object can not be sent: ${problem}.` };
}
