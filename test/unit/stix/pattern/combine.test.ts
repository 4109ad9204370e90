import { pattern, readPattern } from '../../../../src/stix/index.js';

const a = "[a:x = '1']";
const b = "[b:x = '2']";
const c = "[c:x = '3']";

describe('and, or and followedBy', () => {
  it('put whole patterns together', () => {
    expect(pattern.and(a, b)).toBe(`${a} AND ${b}`);
    expect(pattern.or(a, b, c)).toBe(`${a} OR ${b} OR ${c}`);
    expect(pattern.followedBy(a, b)).toBe(`${a} FOLLOWEDBY ${b}`);
  });

  it('keep what was put together before together', () => {
    expect(pattern.and(pattern.or(a, b), c)).toBe(`(${a} OR ${b}) AND ${c}`);
  });

  it('keep a qualifier with its pattern', () => {
    expect(pattern.or(`${a} WITHIN 5 SECONDS`, b)).toBe(`(${a} WITHIN 5 SECONDS) OR ${b}`);
  });

  it('give a lone pattern as it is', () => {
    expect(pattern.and(a)).toBe(a);
  });
});

describe('allOf and anyOf', () => {
  it('put comparisons into one observation', () => {
    expect(pattern.allOf(a, b)).toBe("[a:x = '1' AND b:x = '2']");
    expect(pattern.anyOf(a, b)).toBe("[a:x = '1' OR b:x = '2']");
  });

  it('keep what was put together before together', () => {
    expect(pattern.allOf(pattern.anyOf(a, b), c)).toBe("[(a:x = '1' OR b:x = '2') AND c:x = '3']");
  });

  it('refuse a pattern about several objects', () => {
    expect(() => pattern.allOf(pattern.and(a, b), c)).toThrow(
      expect.objectContaining({ code: 'BUNDLE_PATTERN_INVALID' }),
    );
    expect(() => pattern.allOf(`${a} REPEATS 2 TIMES`, c)).toThrow(
      expect.objectContaining({ code: 'BUNDLE_PATTERN_INVALID' }),
    );
  });
});

describe('every way of putting patterns together', () => {
  const ways = [pattern.and, pattern.or, pattern.followedBy, pattern.allOf, pattern.anyOf];

  it('gives a pattern', () => {
    for (const combine of ways) expect(readPattern(combine(a, b, c)).problem).toBeUndefined();
  });

  it.each([
    ['no pattern', []],
    ['what is no pattern', [a, 'b']],
    ['a comment that would swallow the rest', [`${a} // `, b]],
    ['nothing', [undefined as unknown as string]],
  ])('refuses %s', (_what, patterns) => {
    for (const combine of ways) {
      expect(() => combine(...patterns)).toThrow(
        expect.objectContaining({ code: 'BUNDLE_PATTERN_INVALID' }),
      );
    }
  });
});
