import { HttpError } from '../../errors/index.js';
import type { RateLimitStore } from './rate-limit-store.js';

/** At most so many requests in any stretch of time of a length. */
export interface RateQuota {
  /** 1 or more. */
  readonly requests: number;
  /** Milliseconds; 1 or more. */
  readonly everyMs: number;
}

/**
 * How often a source may be asked. All that is given holds at once. Each try counts, retries too.
 * What is over the limit waits for its turn.
 *
 * ```ts
 * http.with({ rateLimit: { perSecond: 4, perDay: 500 } });
 * http.with({ rateLimit: { quotas: [{ requests: 5, everyMs: 30_000 }] } });
 * ```
 */
export interface RateLimit {
  readonly perSecond?: number;
  readonly perMinute?: number;
  readonly perHour?: number;
  readonly perDay?: number;
  /** Limits over other stretches of time. */
  readonly quotas?: readonly RateQuota[];
  /**
   * Longest pause before one request, in milliseconds; a request that would have to wait longer
   * fails with `HTTP_QUOTA`. Waiting in line behind others does not count. Default 600,000 (10 min).
   */
  readonly maxWaitMs?: number;
  /**
   * Where what is left survives a restart. Default: the folder `CONNECTOR_STORE_PATH`; nowhere when
   * that is not set.
   */
  readonly store?: RateLimitStore;
  /** Name of this limit in the store. Default: the host of the client, and the limit in words. */
  readonly key?: string;
}

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/**
 * The quotas that a limit consists of.
 *
 * @throws HttpError `HTTP_OPTION` for a number that can't be meant
 */
export function quotasOf(limit: RateLimit): RateQuota[] {
  const named: [string, number | undefined, number][] = [
    ['rateLimit.perSecond', limit.perSecond, SECOND],
    ['rateLimit.perMinute', limit.perMinute, MINUTE],
    ['rateLimit.perHour', limit.perHour, HOUR],
    ['rateLimit.perDay', limit.perDay, DAY],
    ...(limit.quotas ?? []).map(({ requests, everyMs }): [string, number, number] => [
      'rateLimit.quotas',
      requests,
      everyMs,
    ]),
  ];

  return named.flatMap(([option, requests, everyMs]) => {
    if (requests === undefined) return [];
    if (!isCount(requests) || !isCount(everyMs)) {
      throw new HttpError('HTTP_OPTION', { option, reason: 'it is not a whole number above 0' });
    }
    return [{ requests, everyMs }];
  });
}

/** A quota in words. */
export function quotaText({ requests, everyMs }: RateQuota): string {
  const unit = new Map([
    [SECOND, 'a second'],
    [MINUTE, 'a minute'],
    [HOUR, 'an hour'],
    [DAY, 'a day'],
  ]).get(everyMs);

  return `the limit is ${requests} requests ${unit ?? `every ${everyMs / SECOND} s`}`;
}

function isCount(value: number): boolean {
  return Number.isSafeInteger(value) && value > 0;
}
