import { withDeadline } from '../../../src/http/index.js';
import { FakeClock } from '../../../src/testing/index.js';

const untilAborted = (signal: AbortSignal): Promise<never> =>
  new Promise((_resolve, reject) => {
    const fail = (): void => reject(signal.reason as Error);
    if (signal.aborted) fail();
    signal.addEventListener('abort', fail);
  });

const expired = (): Error => new Error('too slow');

describe('withDeadline', () => {
  it('aborts the task when its time is over', async () => {
    const clock = new FakeClock();
    const result = withDeadline(untilAborted, { clock, ms: 5_000, expired });
    const outcome = expect(result).rejects.toThrow('too slow');

    await clock.advance(5_000);

    await outcome;
  });

  it('leaves no timer behind', async () => {
    const clock = new FakeClock();

    await withDeadline(() => Promise.resolve('done'), { clock, ms: 5_000, expired });

    expect(clock.pending).toBe(0);
  });

  it('passes on the abort of the caller, with its reason', async () => {
    const clock = new FakeClock();
    const abort = new AbortController();
    const result = withDeadline(untilAborted, { clock, ms: 5_000, expired, signal: abort.signal });

    abort.abort(new Error('stopped'));

    await expect(result).rejects.toThrow('stopped');
    expect(clock.pending).toBe(0);
  });

  it('starts aborted when the caller has aborted already', async () => {
    const signal = AbortSignal.abort(new Error('stopped'));

    const result = withDeadline(untilAborted, {
      clock: new FakeClock(),
      ms: 5_000,
      expired,
      signal,
    });

    await expect(result).rejects.toThrow('stopped');
  });
});
