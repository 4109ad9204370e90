import { HttpError } from '../errors/index.js';
import type { Clock } from '../injection/index.js';
import { withDeadline } from './with-deadline.js';

/** The time that a request may take, over all its tries and the pauses between them. */
export class TimeBudget {
  private spentMs = 0;

  /**
   * @param totalMs milliseconds
   * @param url for the error; already bare
   */
  constructor(
    private readonly clock: Clock,
    private readonly totalMs: number,
    private readonly url: string,
  ) {}

  /** Milliseconds that are left. */
  get leftMs(): number {
    return this.totalMs - this.spentMs;
  }

  /** Takes the time of a pause. */
  spend(ms: number): void {
    this.spentMs += ms;
  }

  /**
   * Runs a task within what is left, and takes the time that it needed.
   *
   * @throws HttpError `HTTP_TIMEOUT` when the time is over; what the task throws
   */
  async run<T>(signal: AbortSignal, task: (signal: AbortSignal) => Promise<T>): Promise<T> {
    const { clock, url, totalMs } = this;
    const beganAt = clock.monotonic();
    try {
      return await withDeadline(task, {
        clock,
        signal,
        ms: this.leftMs,
        expired: () => new HttpError('HTTP_TIMEOUT', { url, phase: 'total', limitMs: totalMs }),
      });
    } finally {
      this.spend(clock.monotonic() - beganAt);
    }
  }
}
