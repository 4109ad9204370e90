import type { Clock } from '../injection/index.js';

/** What {@link withRetries} goes by. */
export interface RetryOptions {
  readonly clock: Clock;
  /** Ends the pauses; what is in flight is the task's own matter. */
  readonly signal?: AbortSignal;
  /**
   * Asked after each failure, with the tries made so far (from 1).
   *
   * @returns milliseconds to wait before the next try, or undefined when this error ends it
   */
  pauseMs(error: unknown, attempt: number): number | undefined;
}

/**
 * Runs a task until it succeeds or `pauseMs` gives up on its error, which is then thrown as it is.
 */
export async function withRetries<T>(task: () => Promise<T>, options: RetryOptions): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await task();
    } catch (error) {
      const ms = options.signal?.aborted ? undefined : options.pauseMs(error, attempt);
      if (ms === undefined) throw error;
      await options.clock.pause(ms, options.signal);
    }
  }
}
