import { withRetries } from '../../../src/http/index.js';
import { FakeClock } from '../../../src/testing/index.js';

describe('withRetries', () => {
  it('tries again after the pause that it is told', async () => {
    const clock = new FakeClock();
    const triedAt: number[] = [];
    const task = async (): Promise<string> => {
      triedAt.push(clock.monotonic());
      if (triedAt.length < 3) throw new Error('not yet');
      return 'done';
    };
    const result = withRetries(task, { clock, pauseMs: (_error, attempt) => attempt * 100 });

    await clock.advance(1_000);

    await expect(result).resolves.toBe('done');
    expect(triedAt).toEqual([0, 100, 300]);
  });

  it('throws the last error as it is when it is told to give up', async () => {
    const error = new Error('never');

    const result = withRetries(() => Promise.reject(error), {
      clock: new FakeClock(),
      pauseMs: () => undefined,
    });

    await expect(result).rejects.toBe(error);
  });

  it('ends its pause when the signal aborts', async () => {
    const clock = new FakeClock();
    const abort = new AbortController();
    const result = withRetries(() => Promise.reject(new Error('later')), {
      clock,
      signal: abort.signal,
      pauseMs: () => 60_000,
    });
    await clock.sleeping();

    abort.abort(new Error('stopped'));

    await expect(result).rejects.toThrow('stopped');
    expect(clock.pending).toBe(0);
  });

  it('does not ask for a pause once the signal has aborted', async () => {
    const abort = new AbortController();
    let asked = 0;
    const task = (): Promise<never> => {
      abort.abort();
      return Promise.reject(new Error('cut off'));
    };

    const result = withRetries(task, {
      clock: new FakeClock(),
      signal: abort.signal,
      pauseMs: () => ++asked,
    });

    await expect(result).rejects.toThrow('cut off');
    expect(asked).toBe(0);
  });
});
