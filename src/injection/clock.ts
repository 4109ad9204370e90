/**
 * Time as octiflow sees it. Injected wherever time matters, so that tests own it; the system's
 * clock is read in one place only (`runtime/clock.ts`).
 */
export abstract class Clock {
  /** The moment it is. */
  abstract now(): Date;
  /** Milliseconds on a clock that never goes back; for measuring, not for dates. */
  abstract monotonic(): number;
  /**
   * Resolves after `ms` milliseconds. Rejects with the signal's reason as soon as `signal` aborts.
   */
  abstract sleep(ms: number, signal?: AbortSignal): Promise<void>;

  /**
   * Waits between two tries, or between two looks at something. The same as {@link Clock.sleep},
   * which is for time that has a meaning: a rhythm, a deadline. A test's clock may leave pauses out.
   */
  pause(ms: number, signal?: AbortSignal): Promise<void> {
    return this.sleep(ms, signal);
  }
}
