import fc from 'fast-check';
import { pattern } from '../../../../src/stix/index.js';

describe('comparisons', () => {
  it('write one observation', () => {
    expect(pattern.equals('url:value', 'https://example.com')).toBe(
      "[url:value = 'https://example.com']",
    );
    expect(pattern.notEquals('mutex:name', 'a')).toBe("[mutex:name != 'a']");
    expect(pattern.greaterThan('file:size', 10)).toBe('[file:size > 10]');
    expect(pattern.greaterOrEqual('file:size', 10)).toBe('[file:size >= 10]');
    expect(pattern.lessThan('file:size', 1.5)).toBe('[file:size < 1.5]');
    expect(pattern.lessOrEqual('file:size', -1)).toBe('[file:size <= -1]');
    expect(pattern.oneOf('url:value', ['a', 'b'])).toBe("[url:value IN ('a', 'b')]");
    expect(pattern.like('url:value', 'a%')).toBe("[url:value LIKE 'a%']");
    expect(pattern.matches('url:value', '^a')).toBe("[url:value MATCHES '^a']");
    expect(pattern.isSubset('ipv4-addr:value', '10.0.0.0/8')).toBe(
      "[ipv4-addr:value ISSUBSET '10.0.0.0/8']",
    );
    expect(pattern.isSuperset('ipv4-addr:value', '10.0.0.0/8')).toBe(
      "[ipv4-addr:value ISSUPERSET '10.0.0.0/8']",
    );
  });

  it('write booleans and moments as STIX does', () => {
    expect(pattern.equals('process:is_hidden', true)).toBe('[process:is_hidden = true]');
    expect(pattern.equals('file:ctime', new Date(0))).toBe(
      "[file:ctime = t'1970-01-01T00:00:00.000Z']",
    );
  });

  it('escape quotes and backslashes', () => {
    expect(pattern.equals('email-message:subject', "it's")).toBe(
      "[email-message:subject = 'it\\'s']",
    );
    expect(pattern.equals('windows-registry-key:key', 'HKLM\\X')).toBe(
      "[windows-registry-key:key = 'HKLM\\\\X']",
    );
  });

  it('put names of the path that are no plain words in quotes', () => {
    expect(pattern.equals('file:hashes.SHA-256', 'a')).toBe("[file:hashes.'SHA-256' = 'a']");
    expect(pattern.equals("file:hashes.'MD5'", 'a')).toBe("[file:hashes.MD5 = 'a']");
    expect(pattern.equals('windows-registry-key:values[0].data', 'a')).toBe(
      "[windows-registry-key:values[0].data = 'a']",
    );
    expect(pattern.equals('file:extensions.windows-pebinary-ext.sections[*].name', 'a')).toBe(
      "[file:extensions.'windows-pebinary-ext'.sections[*].name = 'a']",
    );
  });

  it('know the hash algorithms by any spelling', () => {
    expect(pattern.fileHash('sha256', 'a')).toBe("[file:hashes.'SHA-256' = 'a']");
    expect(pattern.fileHash('md5', 'a')).toBe("[file:hashes.MD5 = 'a']");
  });

  it('read back to the value that was written, whatever it is', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), value => {
        const { observables } = pattern.observables(pattern.equals('url:value', value));

        expect(observables).toEqual([{ type: 'url', property: 'value', value }]);
      }),
    );
  });

  it.each([
    ['a path without property', () => pattern.equals('url:', 'a')],
    ['a path that goes on', () => pattern.equals('url:value = 1 OR url:value', 'a')],
    ['a path that is no text', () => pattern.equals(1 as unknown as 'a:b', 'a')],
    ['NaN', () => pattern.equals('file:size', NaN)],
    ['infinity', () => pattern.equals('file:size', Infinity)],
    ['an invalid Date', () => pattern.equals('file:ctime', new Date(NaN))],
    ['an object', () => pattern.equals('url:value', {} as unknown as string)],
    ['nothing', () => pattern.equals('url:value', undefined as unknown as string)],
    ['no value at all', () => pattern.oneOf('url:value', [])],
  ])('refuse %s', (_what, write) => {
    expect(write).toThrow(expect.objectContaining({ code: 'BUNDLE_PATTERN_INVALID' }));
  });
});
