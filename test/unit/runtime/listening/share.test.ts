import { organizationsOf, sharedWith } from '../../../../src/runtime/listening/share.js';
import {
  OPENCTI_EXTENSION,
  Stix,
  tlpMarking,
  type StixObject,
} from '../../../../src/stix/index.js';

const extended = (refs?: unknown): StixObject =>
  ({
    ...Stix.ipv4('198.51.100.7'),
    extensions: { [OPENCTI_EXTENSION]: { granted_refs: refs } },
  }) as never;

describe('organizationsOf', () => {
  it.each([
    [['a'], ['a']],
    [undefined, []],
    ['a', []],
    [['a', 7, null], ['a']],
  ])('reads %j', (refs, organizations) => {
    expect(organizationsOf(extended(refs))).toEqual(organizations);
    expect(organizationsOf({ type: 'a', id: 'b', x_opencti_granted_refs: refs } as never)).toEqual(
      organizations,
    );
  });
});

describe('sharedWith', () => {
  it('adds to what an object is shared with, where the object says so', () => {
    const atRoot = { ...Stix.ipv4('198.51.100.8'), x_opencti_granted_refs: ['a'] };

    expect(sharedWith([extended(['a']), atRoot, Stix.ipv4('198.51.100.9')], ['a', 'b'])).toEqual([
      extended(['a', 'b']),
      { ...atRoot, x_opencti_granted_refs: ['a', 'b'] },
      { ...Stix.ipv4('198.51.100.9'), x_opencti_granted_refs: ['a', 'b'] },
    ]);
  });

  it('leaves markings as they are, and everything when nothing is shared', () => {
    const marking = tlpMarking('TLP:RED');

    expect(sharedWith([marking], ['a'])).toEqual([marking]);
    expect(sharedWith([extended()], [])).toEqual([extended()]);
  });
});
