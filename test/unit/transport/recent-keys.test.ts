import { FakeClock } from '../../../src/testing/index.js';
import { RecentKeys } from '../../../src/transport/recent-keys.js';

describe('RecentKeys', () => {
  it('knows a key for an hour', async () => {
    const clock = new FakeClock();
    const keys = new RecentKeys(clock);
    keys.add('a');

    await clock.advance(3_599_999);
    const before = keys.has('a');
    await clock.advance(1);

    expect([before, keys.has('a'), keys.has('b')]).toEqual([true, false, false]);
  });

  it('forgets the oldest when there are too many', () => {
    const keys = new RecentKeys(new FakeClock(), { keys: 2 });

    for (const key of ['a', 'b', 'a', 'c']) keys.add(key);

    expect(['a', 'b', 'c'].map(key => keys.has(key))).toEqual([true, false, true]);
  });
});
