import { HttpError } from '../errors/index.js';
import { bareUrl } from './bare-url.js';
import type { Answer } from './exchange.js';
import type { Outgoing } from './outgoing.js';
import { retryAfterMs } from './retry-after.js';

/** Statuses that say "later" rather than "no". */
const LATER: ReadonlySet<number> = new Set([408, 425, 429]);

/**
 * The error that a status stands for.
 *
 * @param now for a `Retry-After` that names a date
 * @returns undefined for 2xx, and for 304 when the request asked whether something changed
 */
export function statusFailure(
  { url, headers }: Outgoing,
  answer: Answer,
  now: Date,
): HttpError | undefined {
  const { status } = answer;
  const facts = { url: bareUrl(url), status };
  const isConditional = 'if-none-match' in headers || 'if-modified-since' in headers;
  if ((status >= 200 && status < 300) || (status === 304 && isConditional)) return undefined;
  if (status === 404 || status === 410) return new HttpError('HTTP_NOT_FOUND', facts);
  if (status === 401 || status === 403) return new HttpError('HTTP_REFUSED', facts);
  if (status < 500 && !LATER.has(status)) return new HttpError('HTTP_STATUS', facts);

  return new HttpError('HTTP_UNAVAILABLE', {
    ...facts,
    reason: status === 429 ? 'too many requests (429)' : `it answered ${status}`,
    afterMs: retryAfterMs(answer.headers['retry-after'], now),
    isSent: true,
  });
}
