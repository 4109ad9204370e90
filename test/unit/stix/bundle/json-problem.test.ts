import { jsonProblem } from '../../../../src/stix/bundle/json-problem.js';

function nested(depth: number): unknown {
  let value: unknown = 1;
  for (let level = 0; level < depth; level++) value = [value];

  return value;
}

describe('jsonProblem', () => {
  it.each([[null], ['text'], [1], [{ a: [{ b: undefined }] }], [nested(1_000)]])(
    'finds nothing in what JSON can hold',
    value => {
      expect(jsonProblem(value)).toBeUndefined();
    },
  );

  it.each([
    [nested(1_001), 'it is nested more than 1000 levels deep'],
    [nested(100_000), 'it is nested more than 1000 levels deep'],
    [{ a: NaN }, 'it holds the number NaN'],
    [[-Infinity], 'it holds the number -Infinity'],
    [{ a: 1n }, 'it holds a bigint'],
    [[Symbol('s')], 'it holds a symbol'],
    [{ a: () => 1 }, 'it holds a function'],
  ])('names what JSON can not hold', (value, problem) => {
    expect(jsonProblem(value)).toBe(problem);
  });

  it('sees a value that holds itself, and not one that is only there twice', () => {
    const twice = { a: 1 };
    const self: { inner?: unknown } = {};
    self.inner = [self];

    expect(jsonProblem([twice, twice])).toBeUndefined();
    expect(jsonProblem(self)).toBe('it holds itself');
  });

  it('looks at each shared part once', () => {
    let value: unknown = [];
    for (let level = 0; level < 60; level++) value = [value, value];

    expect(jsonProblem(value)).toBeUndefined();
  });

  it('survives a getter that throws', () => {
    const hostile = {
      get a(): never {
        throw new Error('no');
      },
    };

    expect(jsonProblem([hostile])).toBe('a part of it throws when it is read');
  });
});
