import type { Bundle, StixObject } from '../../../src/stix/index.js';

/** Split bundles of one small object each. */
export function sampleBundles(count: number, text = 'x'): Bundle[] {
  return Array.from({ length: count }, (_, index) => oneObject(`identity--${index + 1}`, text));
}

/** A bundle that holds one object. */
export function oneObject(id: string, text = 'x'): Bundle {
  const object: StixObject & { name: string } = { type: 'identity', id, name: text };

  return { type: 'bundle', id: 'bundle--1', spec_version: '2.1', objects: [object] };
}
