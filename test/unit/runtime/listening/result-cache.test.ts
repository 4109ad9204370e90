import { ResultCache } from '../../../../src/runtime/listening/result-cache.js';
import { Stix } from '../../../../src/stix/index.js';
import { FakeClock } from '../../../../src/testing/fake-clock.js';

const result = [Stix.ipv4('198.51.100.7')];

describe('the cache of results', () => {
  it('keeps a result until its time is over', async () => {
    const clock = new FakeClock();
    const cache = new ResultCache(clock, 1_000);
    cache.set('a', result);

    await clock.advance(999);
    expect(cache.get('a')).toBe(result);
    await clock.advance(1);
    expect(cache.get('a')).toBeUndefined();
  });

  it('keeps that there was nothing to say', () => {
    const cache = new ResultCache(new FakeClock(), 1_000);
    cache.set('a', []);

    expect(cache.get('a')).toEqual([]);
  });

  it('forgets the oldest when there are more than a thousand', () => {
    const cache = new ResultCache(new FakeClock(), 1_000);
    for (let n = 0; n <= 1_000; n++) cache.set(String(n), result);

    expect(cache.get('0')).toBeUndefined();
    expect(cache.get('1')).toBe(result);
    expect(cache.get('1000')).toBe(result);
  });
});
