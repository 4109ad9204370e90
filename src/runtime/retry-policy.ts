import { RetryableError, type ConnectorError } from '../errors/index.js';
import { backOffMs, type BackOffOptions } from '../http/index.js';

/** Decides whether a failed unit of work is tried again, and when. */
export interface RetryPolicy {
  /**
   * @param attempt tries that have failed since the last success, from 1.
   * @param limit tries allowed after the first one.
   * @returns milliseconds to wait, or undefined when it is not tried again.
   */
  delayMs(error: ConnectorError, attempt: number, limit: number): number | undefined;
}

/** They come after minutes of tries; trying the whole page again would multiply them. */
const TRIED_ENOUGH: ReadonlySet<string> = new Set([
  'HTTP_TIMEOUT',
  'HTTP_UNAVAILABLE',
  'PLATFORM_TIMEOUT',
  'PLATFORM_UNAVAILABLE',
  'PLATFORM_UNREACHABLE',
  'TRANSPORT_UNREACHABLE',
]);

/**
 * Tries again what may succeed later (`recovery` is `retry`), as long as the limit allows, unless
 * it was tried for long already where it failed. A `RetryableError` may name its own pause; else
 * the pauses double.
 */
export function retryByRecovery(options: BackOffOptions = {}): RetryPolicy {
  return {
    delayMs: (error, attempt, limit) => {
      if (error.recovery !== 'retry' || attempt > limit) return undefined;
      if (TRIED_ENOUGH.has(error.code)) return undefined;
      if (error instanceof RetryableError && error.afterMs !== undefined) return error.afterMs;

      return backOffMs(attempt, options);
    },
  };
}
