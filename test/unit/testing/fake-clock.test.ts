import { FakeClock } from '../../../src/testing/index.js';

describe('FakeClock', () => {
  it('stands still until it is moved', async () => {
    const clock = new FakeClock('2026-05-04T12:00:00Z');

    await clock.advance(1_500);

    expect(clock.now().toISOString()).toBe('2026-05-04T12:00:01.500Z');
    expect(clock.monotonic()).toBe(1_500);
  });

  it('wakes sleepers in the order of their moments', async () => {
    const clock = new FakeClock();
    const woken: string[] = [];
    void clock.sleep(200).then(() => woken.push(`second at ${clock.monotonic()}`));
    void clock.sleep(100).then(() => woken.push(`first at ${clock.monotonic()}`));

    await clock.advance(1_000);

    expect(woken).toEqual(['first at 100', 'second at 200']);
  });

  it('sees the sleeps that a woken sleeper starts', async () => {
    const clock = new FakeClock();
    const beats: number[] = [];
    const beat = async (): Promise<void> => {
      for (let count = 0; count < 3; count++) {
        await clock.sleep(40_000);
        beats.push(clock.monotonic());
      }
    };
    void beat();

    await clock.advance(120_000);

    expect(beats).toEqual([40_000, 80_000, 120_000]);
  });

  it('leaves those asleep who are not due', async () => {
    const clock = new FakeClock();
    void clock.sleep(1_000);

    await clock.advance(999);

    expect(clock.pending).toBe(1);
    expect(clock.nextInMs).toBe(1);
  });

  it('rejects with the reason of the signal, and forgets the sleeper', async () => {
    const clock = new FakeClock();
    const abort = new AbortController();
    const slept = clock.sleep(1_000, abort.signal);

    abort.abort(new Error('stopped'));

    await expect(slept).rejects.toThrow('stopped');
    expect(clock.pending).toBe(0);
  });

  it('rejects at once when the signal has aborted already', async () => {
    const clock = new FakeClock();

    const slept = clock.sleep(1_000, AbortSignal.abort(new Error('stopped')));

    await expect(slept).rejects.toThrow('stopped');
    expect(clock.pending).toBe(0);
  });

  it('tells a pause from a deadline by when it is due', async () => {
    const clock = new FakeClock();
    void clock.sleep(300_000);
    let seen = false;
    const watched = clock.sleeping(1, 10_000).then(() => (seen = true));

    await clock.advance(0);
    expect(seen).toBe(false);

    void clock.sleep(500);
    await watched;
    expect(seen).toBe(true);
  });
});
