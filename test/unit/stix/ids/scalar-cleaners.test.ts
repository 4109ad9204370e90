import { BundleError } from '../../../../src/errors/index.js';
import type { Cleaner } from '../../../../src/stix/ids/observable/cleaner.js';
import * as cleaners from '../../../../src/stix/ids/observable/scalar-cleaners.js';

const AT = { type: 'file', property: 'size', allowCustom: false, checkReferences: true };

function clean(cleaner: Cleaner, value: unknown): unknown {
  return cleaner(value, AT);
}

describe('text', () => {
  it.each([
    ['as it is', ' A ', ' A '],
    ['a whole number', 12, '12'],
    ['a fraction', 1.5, '1.5'],
    ['a small fraction, as Python writes it', 1e-7, '1e-07'],
    ['a fraction that JavaScript would write out', 0.00001, '1e-05'],
    ['a number beyond 2^53', 1e21, '1000000000000000000000'],
    ['true', true, 'True'],
    ['false', false, 'False'],
  ])('takes %s', (_, value, expected) => {
    expect(clean(cleaners.text, value)).toBe(expected);
  });
});

describe('integer', () => {
  it.each([
    [12.9, 12],
    [-12.9, -12],
    [' 7 ', 7],
    ['+1_000', 1_000],
    [true, 1],
  ])('reads %p as %p', (value, expected) => {
    expect(clean(cleaners.integer(), value)).toBe(expected);
  });
});

describe('boolean', () => {
  it.each([
    ['TRUE', true],
    ['t', true],
    [1, true],
    ['0', false],
    [false, false],
  ])('reads %p as %p', (value, expected) => {
    expect(clean(cleaners.boolean, value)).toBe(expected);
  });
});

describe('base64', () => {
  it.each(['', 'VGhpcw==', 'VGh\npcw==', 'VGhp', 'VGhpcw==trailing'])('takes %j', value => {
    expect(clean(cleaners.base64, value)).toBe(value);
  });
});

describe('scalar cleaners', () => {
  it.each<[string, Cleaner, unknown]>([
    ['an object as text', cleaners.text, {}],
    ['a fraction in text as an integer', cleaners.integer(), '12.5'],
    ['an empty text as an integer', cleaners.integer(), ''],
    ['Infinity as an integer', cleaners.integer(), Infinity],
    ['a number below the range', cleaners.integer(0), -1],
    ['a blank as a number', cleaners.float, ' '],
    ['an object as a number', cleaners.float, {}],
    ['a word as a boolean', cleaners.boolean, 'yes'],
    ['2 as a boolean', cleaners.boolean, 2],
    ['an incomplete quad', cleaners.base64, 'VGhpc'],
    ['padding too short', cleaners.base64, 'VGhpcw='],
    ['letters outside ASCII as base64', cleaners.base64, 'VGhpé'],
    ['a number as base64', cleaners.base64, 1],
    ['one hexadecimal digit', cleaners.hex, 'a'],
    ['a number as a date', cleaners.timestamp, 0],
    ['a date without a time', cleaners.timestamp, '2024-01-15'],
  ])('refuse %s', (_, cleaner, value) => {
    expect(() => clean(cleaner, value)).toThrow(BundleError);
  });
});
