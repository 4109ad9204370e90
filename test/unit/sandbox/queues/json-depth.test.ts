import { isDeeperThan } from '../../../../src/sandbox/queues/json-depth.js';

describe('isDeeperThan', () => {
  it.each([
    ['[[[]]]', 3, false],
    ['[[[[]]]]', 3, true],
    ['{"a":{"b":[{}]}}', 3, true],
    ['[[],[],[],[],[]]', 3, false],
    ['"[[[[[[[["', 1, false],
    ['["\\"[[[[[[[["]', 1, false],
    ['["\\\\",[[[]]]]', 3, true],
    ['', 0, false],
  ])('of %s and %i is %s', (text, levels, expected) => {
    expect(isDeeperThan(text, levels)).toBe(expected);
  });
});
