import { PlatformError, type ConnectorError } from '../errors/index.js';
import { backOffMs } from '../http/index.js';
import type { PlatformCall } from './platform-call.js';

/** A longer wait than this is the caller's to plan, not one request's. */
const LONGEST_PAUSE_MS = 60_000;

/** Statuses behind which OpenCTI or its proxy is only away for a moment. */
const PASSING_STATUSES: readonly unknown[] = [429, 502, 503, 504];

/**
 * How long to wait before a failed request is sent again.
 *
 * @param attempt tries made so far, from 1
 * @param random gives a number from 0 to 1
 * @returns undefined when it is not sent again
 */
export function platformPauseMs(
  error: unknown,
  attempt: number,
  { retries, isIdempotent }: Pick<PlatformCall, 'retries' | 'isIdempotent'>,
  random: () => number,
): number | undefined {
  if (attempt > retries || !(error instanceof PlatformError)) return undefined;
  if (!isPassing(error) || !(isIdempotent || isUndone(error))) return undefined;
  const { afterMs } = (error as ConnectorError).details;
  const ms = typeof afterMs === 'number' ? afterMs : backOffMs(attempt, { firstMs: 500, random });

  return ms <= LONGEST_PAUSE_MS ? ms : undefined;
}

function isPassing({ code, details }: ConnectorError): boolean {
  if (code === 'PLATFORM_UNREACHABLE') return true;
  if (code !== 'PLATFORM_UNAVAILABLE') return false;

  return PASSING_STATUSES.includes(details['status']) || details['platformCode'] === 'LOCK_ERROR';
}

/** Whether the request surely was not carried out. */
function isUndone({ details }: ConnectorError): boolean {
  return details['isSent'] === false || details['status'] === 429;
}
