import type { Members } from '../../ids/observable/shape.js';
import { PAP_LEVELS, TLP_LEVELS } from '../../marking/levels.js';
import { externalReferenceKey } from '../split/embedded-lists.js';
import { isReferenceProperty } from '../split/reference-list.js';
import { isSupportedId } from '../supported-ids.js';
import type { Finding } from './finding.js';

/** Markings that every platform has. */
const KNOWN_EVERYWHERE: ReadonlySet<string> = new Set(
  Object.values({ ...TLP_LEVELS, ...PAP_LEVELS }).map(({ id }) => id),
);

/** Finds references that lead to nothing that OpenCTI will have. */
export function* referenceFindings(
  object: Members,
  path: string,
  isInBundle: (id: string) => boolean,
): Generator<Finding, void> {
  for (const [ref, where] of referencesOf(object)) {
    // An internal id has no type, and the platform alone knows where it leads.
    if (!ref.includes('--')) continue;
    if (!isSupportedId(ref)) {
      const message = `OpenCTI imports no "${typeOf(ref)}", so the reference is cut.`;
      yield { path: `${path}.${where}`, code: 'REF_UNKNOWN_TYPE', message };
    } else if (!isInBundle(ref) && !KNOWN_EVERYWHERE.has(ref)) {
      const message = 'The bundle does not hold this object; the platform must have it already.';
      yield { path: `${path}.${where}`, code: 'REF_MISSING', message };
    }
  }
}

/** Finds external references that OpenCTI has no id for. */
export function* droppedReferenceFindings(object: Members, path: string): Generator<Finding, void> {
  const { external_references: references } = object;
  if (!Array.isArray(references)) return;

  for (const [index, reference] of (references as unknown[]).entries()) {
    if (typeof reference !== 'object' || reference === null) continue;
    if (externalReferenceKey(reference as Members) !== undefined) continue;
    yield {
      path: `${path}.external_references[${index}]`,
      code: 'OCTI_REFERENCE_DROPPED',
      message: 'OpenCTI keeps no reference without a url, or a source_name and an external_id.',
    };
  }
}

function* referencesOf(object: Members): Generator<readonly [ref: string, where: string], void> {
  for (const [property, value] of Object.entries(object)) {
    if (!isReferenceProperty(property)) continue;
    if (typeof value === 'string') yield [value, property];
    if (!Array.isArray(value)) continue;
    for (const [index, ref] of (value as unknown[]).entries()) {
      if (typeof ref === 'string') yield [ref, `${property}[${index}]`];
    }
  }
}

function typeOf(id: string): string {
  return id.slice(0, id.indexOf('--')).slice(0, 100);
}
