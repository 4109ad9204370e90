import { HttpError } from '../errors/index.js';
import { bareUrl } from './bare-url.js';
import type { Answer } from './exchange.js';
import type { Outgoing } from './outgoing.js';
import { pauseAskedMs } from './retry-after.js';
import { saidBy } from './said.js';

/** Statuses that say "later" rather than "no". */
const LATER: ReadonlySet<number> = new Set([408, 425, 429]);

/** Statuses that mean something else at one source than everywhere. */
export interface StatusExceptions {
  /** They say "later" too. */
  readonly retryOn?: readonly number[];
  /** They are no failures. */
  readonly allow?: readonly number[];
}

/** Whether a status says success: 2xx, and 304 when the request asked whether something changed. */
export function isSuccess(
  { headers }: Outgoing,
  status: number,
  { allow = [] }: StatusExceptions = {},
): boolean {
  const isConditional = 'if-none-match' in headers || 'if-modified-since' in headers;
  if (status === 304) return isConditional || allow.includes(304);

  return (status >= 200 && status < 300) || allow.includes(status);
}

/**
 * The error that a status stands for.
 *
 * @param now for a `Retry-After` that names a date
 * @returns undefined for success
 */
export function statusFailure(
  request: Outgoing,
  answer: Answer,
  now: Date,
  exceptions: StatusExceptions = {},
): HttpError | undefined {
  const { status } = answer;
  if (isSuccess(request, status, exceptions)) return undefined;

  const afterMs = pauseAskedMs(answer.headers, now);
  const said = saidBy(request, answer);
  const facts = { url: bareUrl(request.url), status, ...(said !== undefined && { said }) };
  // A 403 that names a time is a limit, whatever the specification says about 403.
  const isLater = LATER.has(status) || (status === 403 && afterMs !== undefined);
  if (status >= 500 || isLater || exceptions.retryOn?.includes(status)) {
    const reason = status === 429 ? 'too many requests (429)' : `it answered ${status}`;
    return new HttpError('HTTP_UNAVAILABLE', { ...facts, reason, afterMs, isSent: true });
  }
  if (status === 404 || status === 410) return new HttpError('HTTP_NOT_FOUND', facts);
  if (status === 401 || status === 403) return new HttpError('HTTP_REFUSED', facts);

  return new HttpError('HTTP_STATUS', facts);
}
