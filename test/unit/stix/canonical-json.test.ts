import fc from 'fast-check';
import { BundleError } from '../../../src/errors/index.js';
import { canonicalJson } from '../../../src/stix/index.js';

const jsonValue = fc.jsonValue({ noUnicodeString: false, maxDepth: 4 });

function nested(depth: number): unknown {
  let value: unknown = 1;
  for (let level = 0; level < depth; level++) value = level % 2 === 0 ? [value] : { a: value };

  return value;
}

function problemOf(value: unknown): unknown {
  try {
    canonicalJson(value);
  } catch (error) {
    return error instanceof BundleError ? error.code : error;
  }

  return undefined;
}

describe('canonicalJson', () => {
  it('sorts members by the UTF-16 code units of their names', () => {
    const text = canonicalJson({ '\ue000': 1, '\u{1f600}': 2, b: 3, a: 4 });

    expect(text).toBe('{"a":4,"b":3,"\u{1f600}":2,"\ue000":1}');
  });

  it('sorts members whose names are digits as text', () => {
    expect(canonicalJson({ 10: 'ten', 9: 'nine' })).toBe('{"10":"ten","9":"nine"}');
  });

  it('keeps the order of lists', () => {
    expect(canonicalJson([3, 1, 2])).toBe('[3,1,2]');
  });

  it('writes minus zero as zero', () => {
    expect(canonicalJson({ a: -0 })).toBe('{"a":0}');
  });

  it('leaves out members that are undefined', () => {
    expect(canonicalJson({ a: undefined, b: null })).toBe('{"b":null}');
  });

  it('keeps a member named __proto__', () => {
    const value: unknown = JSON.parse('{"__proto__":{"polluted":true},"a":1}');

    expect(canonicalJson(value)).toBe('{"__proto__":{"polluted":true},"a":1}');
  });

  it('takes an object without a prototype', () => {
    const value = Object.assign(Object.create(null) as object, { b: 1, a: 2 });

    expect(canonicalJson(value)).toBe('{"a":2,"b":1}');
  });

  it('gives text that reads back as the value', () => {
    fc.assert(
      fc.property(jsonValue, value => {
        expect(JSON.parse(canonicalJson(value))).toEqual(JSON.parse(JSON.stringify(value)));
      }),
    );
  });

  it('gives the same text whatever the order in which members were set', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), jsonValue), members => {
        const reversed = Object.fromEntries(Object.entries(members).reverse());

        expect(canonicalJson(reversed)).toBe(canonicalJson(members));
      }),
    );
  });

  it.each([
    ['a number that is not finite', { a: [Infinity] }],
    ['NaN', NaN],
    ['half of a surrogate pair in a text', ['a\ud800b']],
    ['half of a surrogate pair in a name', { '\udfff': 1 }],
    ['a big integer', 1n],
    ['a function', { a: () => 1 }],
    ['a symbol', Symbol('a')],
    ['nothing at all', undefined],
    ['a hole in a list', [1, undefined]],
    ['a date', new Date(0)],
    ['a map', new Map([['a', 1]])],
    ['a class instance', new (class Thing {})()],
    ['bytes', Buffer.from('a')],
    ['100,000 levels', nested(100_000)],
  ])('refuses %s', (_, value) => {
    expect(problemOf(value)).toBe('BUNDLE_NOT_CANONICAL');
  });

  it('takes 1000 levels and not one more', () => {
    expect(problemOf(nested(1_000))).toBeUndefined();
    expect(problemOf(nested(1_001))).toBe('BUNDLE_NOT_CANONICAL');
  });

  it('names a value that holds itself as such', () => {
    const value: Record<string, unknown> = { list: [] };
    value.list = [{ value }];

    expect(() => canonicalJson(value)).toThrow('it holds itself');
  });

  it('takes the same object twice, side by side', () => {
    const shared = { a: 1 };

    expect(canonicalJson([shared, shared])).toBe('[{"a":1},{"a":1}]');
  });
});
