import { BenchClock } from '../../../src/testing/index.js';

describe('the clock of a bench', () => {
  it('leaves pauses out, and moves on by as much', async () => {
    const clock = new BenchClock();

    await clock.pause(60_000);

    expect(clock.now().toISOString()).toBe('2026-01-01T00:01:00.000Z');
    expect(clock.pauses).toEqual([60_000]);
  });

  it('wakes nobody else by a pause, and all who are due with the next advance', async () => {
    const clock = new BenchClock();
    let isAwake = false;
    const slept = clock.sleep(30_000).then(() => (isAwake = true));

    await clock.pause(60_000);
    const before = isAwake;
    await clock.advance(0);
    await slept;

    expect([before, isAwake]).toEqual([false, true]);
  });

  it('gives up a pause with the reason of its signal', async () => {
    const clock = new BenchClock();
    const stop = new AbortController();
    const reason = new Error('enough');
    const paused = clock.pause(1_000, stop.signal);

    stop.abort(reason);

    await expect(paused).rejects.toBe(reason);
    await expect(clock.pause(1_000, stop.signal)).rejects.toBe(reason);
    expect(clock.pauses).toEqual([]);
  });
});
