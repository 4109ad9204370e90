import { setTimeout as after } from 'node:timers/promises';
import { FakeClock } from './fake-clock.js';

/** What a pause really takes, in milliseconds: real sockets get their turn. */
const REAL_MS = 5;

/**
 * The clock of a bench. It stands still, like every {@link FakeClock}, but pauses between two tries
 * are left out: the time that they would take passes at once. Deadlines and rhythms, such as the time
 * limit of a request or the heartbeat, come only when the test says so: `clock.advance(40_000)`.
 */
export class BenchClock extends FakeClock {
  /** The pauses that were left out, in milliseconds, oldest first. */
  readonly pauses: number[] = [];

  override async pause(ms: number, signal?: AbortSignal): Promise<void> {
    signal?.throwIfAborted();
    await after(REAL_MS, undefined, { signal }).catch((error: unknown) => {
      throw signal?.aborted ? signal.reason : error;
    });

    this.pauses.push(ms);
    this.skip(ms);
  }
}
