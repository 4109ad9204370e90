import { applyPatch, type PatchOperation } from '../../../../src/stix/index.js';

describe('applyPatch', () => {
  it('adds, replaces and removes members and items, and leaves the original alone', () => {
    const before = { a: { b: [1, 2, 3] }, c: 1 };
    const patch: PatchOperation[] = [
      { op: 'replace', path: '/c', value: 2 },
      { op: 'add', path: '/a/b/-', value: 4 },
      { op: 'remove', path: '/a/b/0' },
      { op: 'add', path: '/x~1y~0z', value: true },
    ];

    expect(applyPatch<object>(before, patch)).toEqual({ a: { b: [2, 3, 4] }, c: 2, 'x/y~z': true });
    expect(before).toEqual({ a: { b: [1, 2, 3] }, c: 1 });
  });

  it('does not touch prototypes', () => {
    const patched = applyPatch<object>({}, [{ op: 'add', path: '/__proto__', value: { evil: 1 } }]);

    expect(Object.getPrototypeOf(patched)).toBe(Object.prototype);
    expect(({} as { evil?: number }).evil).toBeUndefined();
  });

  it.each<[string, PatchOperation]>([
    ['a member that is not there', { op: 'remove', path: '/nothing' }],
    ['an item beyond the end', { op: 'add', path: '/list/9', value: 1 }],
    ['a way through a text', { op: 'add', path: '/text/x', value: 1 }],
    ['a way through the prototype', { op: 'add', path: '/constructor/prototype/x', value: 1 }],
    ['no pointer', { op: 'add', path: 'list', value: 1 }],
  ])('refuses %s', (_name, operation) => {
    expect(() => applyPatch({ list: [1], text: 'x' }, [operation])).toThrow(
      expect.objectContaining({ code: 'BUNDLE_PATCH' }),
    );
  });
});
