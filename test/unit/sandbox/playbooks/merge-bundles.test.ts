import { mergeBundles } from '../../../../src/sandbox/playbooks/merge-bundles.js';
import type { Bundle, StixObject } from '../../../../src/stix/index.js';

function bundleOf(...objects: Record<string, unknown>[]): Bundle {
  return { type: 'bundle', id: 'bundle--1', objects: objects as unknown as StixObject[] };
}

describe('mergeBundles', () => {
  it('unites what came back with what was sent, member by member', () => {
    const before = { id: 'a', type: 'x', name: 'old', kept: 1, ext: { one: 1, list: ['p'] } };
    const after = { id: 'a', type: 'x', name: 'new', ext: { two: 2, list: ['p', 'q'] } };

    const { objects } = mergeBundles(bundleOf(before), bundleOf(after));

    expect(objects).toEqual([
      { id: 'a', type: 'x', name: 'new', kept: 1, ext: { one: 1, two: 2, list: ['p', 'q'] } },
    ]);
  });

  it('adds again what did not come back, and takes what is new', () => {
    const { objects } = mergeBundles(
      bundleOf({ id: 'a', type: 'x' }, { id: 'b', type: 'x' }),
      bundleOf({ id: 'c', type: 'x' }, { id: 'a', type: 'x' }),
    );

    expect(objects.map(({ id }) => id)).toEqual(['c', 'a', 'b']);
  });

  it('keeps a member named __proto__ as data', () => {
    const hostile = JSON.parse('{"id":"a","type":"x","__proto__":{"polluted":true}}') as StixObject;

    const { objects } = mergeBundles(bundleOf({ id: 'a', type: 'x' }), {
      ...bundleOf(),
      objects: [hostile],
    });

    expect(JSON.stringify(objects)).toContain('"__proto__":{"polluted":true}');
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
  });
});
