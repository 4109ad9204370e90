import { backOffMs } from '../../../src/http/index.js';

describe('backOffMs', () => {
  it('doubles the pause up to the longest one', () => {
    const options = { firstMs: 500, longestMs: 3_000, random: () => 1 };

    expect([1, 2, 3, 4, 400].map(attempt => backOffMs(attempt, options))).toEqual([
      500, 1_000, 2_000, 3_000, 3_000,
    ]);
  });

  it('spreads it over the upper half', () => {
    expect(backOffMs(1, { firstMs: 1_000, random: () => 0 })).toBe(500);
    expect(backOffMs(1, { firstMs: 1_000, random: () => 0.5 })).toBe(750);
  });
});
