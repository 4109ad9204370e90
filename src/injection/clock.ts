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
}
