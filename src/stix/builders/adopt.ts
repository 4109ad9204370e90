import { BundleError } from '../../errors/index.js';
import { isStixObject } from '../model/is-type.js';
import type { StixObject } from '../stix-object.js';

/**
 * Takes a STIX object that someone else made as it is, with its id. Only that `type` and `id` are
 * text is checked. OpenCTI keeps a foreign id beside its own; to give foreign objects the ids that
 * OpenCTI expects, use `restamp`.
 *
 * @throws BundleError `BUNDLE_NOT_STIX`.
 */
export function adopt(object: unknown): StixObject {
  if (isStixObject(object)) return object;

  throw new BundleError('BUNDLE_NOT_STIX', { problem: problemOf(object) });
}

function problemOf(value: unknown): string {
  if (typeof value !== 'object' || value === null) return 'it is not an object';
  const { type } = value as Partial<StixObject>;

  return typeof type === 'string'
    ? `its "id" is not text (type "${type}")`
    : 'its "type" is not text';
}
