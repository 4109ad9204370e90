import { HttpError, type ConnectorError } from '../errors/index.js';
import { backOffMs } from './back-off.js';
import type { HttpLimits } from './http-options.js';

/**
 * How long to wait before a failed request is tried again.
 *
 * @param attempt tries made so far, from 1
 * @param remainingMs what is left of the total time: a longer pause would be in vain
 * @returns undefined when it is not tried again
 */
export function retryPauseMs(
  error: unknown,
  attempt: number,
  limits: HttpLimits,
  remainingMs: number,
): number | undefined {
  if (attempt > limits.retries || !(error instanceof HttpError)) return undefined;
  if (!isWorthAnotherTry(error, limits.isIdempotent)) return undefined;
  const { afterMs } = error.details;
  const ms = typeof afterMs === 'number' ? afterMs : backOffMs(attempt);

  return ms < remainingMs ? ms : undefined;
}

function isWorthAnotherTry({ code, details }: ConnectorError, isIdempotent: boolean): boolean {
  if (code === 'HTTP_UNAVAILABLE') {
    return isIdempotent || details['isSent'] === false || details['status'] === 429;
  }
  if (code === 'HTTP_TIMEOUT') return isIdempotent || details['phase'] === 'connect';

  return code === 'HTTP_TRUNCATED' && isIdempotent;
}
