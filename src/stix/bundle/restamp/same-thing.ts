import { canonicalJson } from '../../canonical-json.js';
import type { Members } from '../../ids/observable/shape.js';
import { withFormerIds } from './former-ids.js';

/** Properties that tell when a thing was written down and under which ids, not what it is. */
const CIRCUMSTANCES: ReadonlySet<string> = new Set([
  'id',
  'created',
  'modified',
  'spec_version',
  'x_opencti_stix_ids',
]);

/**
 * Tells whether two objects say the same in every property that both have.
 *
 * @throws BundleError `BUNDLE_NOT_CANONICAL` for a value that can't be compared.
 */
export function agree(first: Members, second: Members): boolean {
  return Object.entries(second).every(
    ([name, value]) =>
      CIRCUMSTANCES.has(name) || !Object.hasOwn(first, name) || isSame(first[name], value),
  );
}

/** One object from two that agree: the first, with what only the second says, and the ids of both. */
export function united(first: Members, second: Members): Members {
  const former = second['x_opencti_stix_ids'];
  const ids = [second['id'], ...(Array.isArray(former) ? (former as unknown[]) : [])];

  return withFormerIds({ ...second, x_opencti_stix_ids: undefined, ...first }, ids);
}

function isSame(a: unknown, b: unknown): boolean {
  return a === b || canonicalJson(a) === canonicalJson(b);
}
