import { readPattern } from '../../../../src/stix/index.js';

describe('readPattern', () => {
  it('gives every comparison with its operator and values', () => {
    const text = "[url:value NOT LIKE 'a%'] AND [file:size >= 10 OR file:name IN ('a', 'b')]";

    expect(readPattern(text)).toEqual({
      observations: 2,
      comparisons: [
        { type: 'url', path: ['value'], operator: 'LIKE', negated: true, values: ['a%'] },
        { type: 'file', path: ['size'], operator: '>=', negated: false, values: [10] },
        { type: 'file', path: ['name'], operator: 'IN', negated: false, values: ['a', 'b'] },
      ],
    });
  });

  it('writes the second spelling of an operator as the first', () => {
    expect(readPattern("[a:b <> 'c' AND a:b == 'd']").comparisons.map(c => c.operator)).toEqual([
      '!=',
      '=',
    ]);
  });

  it('gives a problem for what is no pattern', () => {
    expect(readPattern('no pattern')).toEqual({
      comparisons: [],
      observations: 0,
      problem: '[ is expected at character 0, but something else is there',
    });
  });
});
