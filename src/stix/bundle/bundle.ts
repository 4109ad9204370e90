import { randomUUID } from 'node:crypto';

import type { Bundle, StixObject } from '../stix-object.js';

/**
 * Puts objects into a new STIX 2.1 bundle with a random id. Objects with the same id all stay; `uniqueById`
 * keeps the first of each.
 */
export function bundle(objects: Iterable<StixObject>): Bundle {
  return {
    type: 'bundle',
    id: `bundle--${randomUUID()}`,
    spec_version: '2.1',
    objects: [...objects],
  };
}
