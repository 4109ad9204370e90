import fc from 'fast-check';
import { TokenBucket } from '../../../../src/http/gates/token-bucket.js';

const MINUTE = 60_000;

/** Takes `count` tokens one after the other, waiting as told; gives the moments. */
function takeAll(bucket: TokenBucket, count: number, pauses: readonly number[] = []): number[] {
  let now = 1_000_000;

  return Array.from({ length: count }, (_, at) => {
    now += pauses[at] ?? 0;
    for (let ms = bucket.waitMs(now); ms > 0; ms = bucket.waitMs(now)) now += ms;
    bucket.take(now);
    return now;
  });
}

describe('TokenBucket', () => {
  it('gives all its tokens at once, and the next one when the window of the first is over', () => {
    const moments = takeAll(new TokenBucket(3, MINUTE), 5);

    expect(moments.map(moment => moment - 1_000_000)).toEqual([0, 0, 0, MINUTE, MINUTE]);
  });

  it.each([
    ['few tokens', 30, MINUTE, 200],
    ['many tokens', 5_000, 86_400_000, 12_000],
  ])('never lets through more than it has in any window: %s', (_what, tokens, windowMs, count) => {
    fc.assert(
      fc.property(fc.array(fc.nat(windowMs / 10), { maxLength: count }), pauses => {
        const moments = takeAll(new TokenBucket(tokens, windowMs), count, pauses);

        for (let at = tokens; at < count; at++) {
          const began = moments[at - tokens] ?? 0;
          expect((moments[at] ?? 0) - began).toBeGreaterThanOrEqual(windowMs);
        }
      }),
      { numRuns: 20 },
    );
  });

  it('remembers a large number of tokens in little room', () => {
    const bucket = new TokenBucket(100_000, 86_400_000);

    takeAll(
      bucket,
      50_000,
      Array.from({ length: 50_000 }, () => 800),
    );

    expect(bucket.missing.length).toBeLessThanOrEqual(102);
  });

  it('goes on from what was kept', () => {
    const before = new TokenBucket(2, MINUTE);
    before.take(1_000);
    before.take(2_000);
    const after = new TokenBucket(2, MINUTE);

    after.resume(JSON.parse(JSON.stringify(before.missing)), 5_000);

    expect(after.waitMs(5_000)).toBe(1_000 + MINUTE - 5_000);
  });

  it('gives back what was taken before a long pause', () => {
    const bucket = new TokenBucket(1, MINUTE);

    bucket.resume([[1_000, 1]], 10 * MINUTE);

    expect(bucket.waitMs(10 * MINUTE)).toBe(0);
  });

  it('does not wait for a clock that was ahead', () => {
    const bucket = new TokenBucket(1, MINUTE);

    bucket.resume([[999 * MINUTE, 1]], 5_000);

    expect(bucket.waitMs(5_000)).toBe(MINUTE);
  });

  it.each([
    null,
    'x',
    7,
    {},
    [1, 2],
    [['a', 'b']],
    [[-1, 1]],
    [[1.5, 1]],
    [[1, NaN]],
    [{ 0: 1, 1: 2 }],
    [[1, 2, 3]],
  ])('starts with all of its tokens when %j was kept', kept => {
    const bucket = new TokenBucket(1, MINUTE);

    bucket.resume(kept, 1_000);

    expect(bucket.waitMs(1_000)).toBe(0);
  });
});
