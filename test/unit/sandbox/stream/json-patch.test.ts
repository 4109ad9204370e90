import fc from 'fast-check';
import { jsonPatch, type PatchOperation } from '../../../../src/sandbox/stream/json-patch.js';

/** Applies operations as RFC 6902 says, to see whether they lead where they should. */
function applied(document: unknown, operations: readonly PatchOperation[]): unknown {
  let result = JSON.parse(JSON.stringify(document)) as unknown;
  for (const operation of operations) {
    const path = operation.path
      .split('/')
      .slice(1)
      .map(step => step.replace(/~1/g, '/').replace(/~0/g, '~'));
    const last = path.pop();
    if (last === undefined) {
      result = 'value' in operation ? operation.value : undefined;
      continue;
    }
    let holder = result;
    for (const step of path) holder = (holder as Record<string, unknown>)[step];
    if (Array.isArray(holder)) {
      if (operation.op === 'remove') holder.splice(Number(last), 1);
      else if (operation.op === 'add') holder.splice(Number(last), 0, operation.value);
      else holder[Number(last)] = operation.value;
    } else if (operation.op === 'remove') {
      delete (holder as Record<string, unknown>)[last];
    } else {
      (holder as Record<string, unknown>)[last] = operation.value;
    }
  }

  return result;
}

describe('jsonPatch', () => {
  it('says what is replaced, added and removed', () => {
    const operations = jsonPatch({ a: 1, b: { c: 2 }, d: 3 }, { a: 1, b: { c: 4 }, e: 5 });

    expect(operations).toEqual([
      { op: 'remove', path: '/d' },
      { op: 'replace', path: '/b/c', value: 4 },
      { op: 'add', path: '/e', value: 5 },
    ]);
  });

  it('takes items from the end of a list', () => {
    expect(jsonPatch({ l: [1, 2, 3, 4] }, { l: [1, 5] })).toEqual([
      { op: 'remove', path: '/l/3' },
      { op: 'remove', path: '/l/2' },
      { op: 'replace', path: '/l/1', value: 5 },
    ]);
  });

  it('writes what means something to a path otherwise', () => {
    expect(jsonPatch({ 'a/b~c': 1 }, { 'a/b~c': 2 })).toEqual([
      { op: 'replace', path: '/a~1b~0c', value: 2 },
    ]);
  });

  it('is empty for what is the same', () => {
    expect(jsonPatch({ a: [1, { b: null }] }, { a: [1, { b: null }] })).toEqual([]);
  });

  it('leads from any value to any other, and back', () => {
    const value = fc.dictionary(
      fc.string({ maxLength: 4 }).filter(name => name !== '__proto__'),
      fc.jsonValue({ maxDepth: 3, noUnicodeString: false }).filter(noProto),
    );

    fc.assert(
      fc.property(value, value, (from, to) => {
        const there = JSON.parse(JSON.stringify(to)) as unknown;
        expect(applied(from, jsonPatch(from, there))).toEqual(there);
      }),
    );
  });
});

/** Assigning to it, as the test does, would not make a member. */
function noProto(value: unknown): boolean {
  return !JSON.stringify(value).includes('__proto__');
}
