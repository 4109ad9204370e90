import { runsOf } from '../../../src/runtime/schedule.js';
import { FakeClock } from '../../../src/testing/fake-clock.js';

describe('a schedule', () => {
  it('runs at once and then a fixed delay after each run ends', async () => {
    const clock = new FakeClock();
    const stopping = new AbortController();
    const due: (Date | undefined)[] = [];
    const runs = runsOf({
      everyMs: 60_000,
      clock,
      stopping: stopping.signal,
      onNext: next => due.push(next),
    });
    const began = clock.now().getTime();

    expect((await runs.next()).value).toBe(1);
    await clock.advance(5_000);
    const second = runs.next();
    await clock.advance(60_000);

    expect((await second).value).toBe(2);
    expect(due).toEqual([new Date(began + 65_000)]);
    expect(clock.now().getTime()).toBe(began + 65_000);
  });

  it('runs once when it has no period', async () => {
    const numbers: number[] = [];
    const stopping = new AbortController().signal;

    for await (const run of runsOf({ everyMs: undefined, clock: new FakeClock(), stopping })) {
      numbers.push(run);
    }

    expect(numbers).toEqual([1]);
  });

  it('ends while it waits when it is told to stop', async () => {
    const clock = new FakeClock();
    const stopping = new AbortController();
    const runs = runsOf({ everyMs: 60_000, clock, stopping: stopping.signal });
    await runs.next();

    const next = runs.next();
    stopping.abort(new Error('SIGTERM'));

    expect((await next).done).toBe(true);
  });

  it('does not begin when it is told to stop before', async () => {
    const runs = runsOf({
      everyMs: 1,
      clock: new FakeClock(),
      stopping: AbortSignal.abort(new Error('SIGTERM')),
    });

    expect((await runs.next()).done).toBe(true);
  });
});
