/** A larger number of seconds is a moment since 1970 (here: since 2001), not a pause. */
const EPOCH_SECONDS = 1_000_000_000;

/**
 * Reads a `Retry-After` header: seconds, or a date.
 *
 * @returns milliseconds from `now`, 0 or more; undefined when there is nothing that can be read
 * @see RFC 9110 section 10.2.3
 */
export function retryAfterMs(header: string | undefined, now: Date): number | undefined {
  const text = header?.trim();
  if (!text) return undefined;
  if (/^\d{1,9}$/.test(text)) return Number(text) * 1_000;

  // A date always names its month; without that test Date.parse takes nearly any number for a year.
  const at = /[A-Za-z]{3}/.test(text) ? Date.parse(text) : Number.NaN;

  return Number.isNaN(at) ? undefined : Math.max(0, at - now.getTime());
}

/**
 * How long a source asks to wait, in any of the ways in which sources say it: `Retry-After`, else
 * the headers that tell when a used up limit starts again.
 *
 * @returns milliseconds from `now`; undefined when it does not ask
 * @see draft-ietf-httpapi-ratelimit-headers; `X-RateLimit-Reset` of GitHub, in seconds since 1970
 */
export function pauseAskedMs(
  headers: Readonly<Record<string, string>>,
  now: Date,
): number | undefined {
  const asked = retryAfterMs(headers['retry-after'], now);
  if (asked !== undefined) return asked;
  const left = headers['x-ratelimit-remaining'] ?? headers['ratelimit-remaining'];
  if (left === undefined || Number(left) > 0) return undefined;
  const reset = Number(headers['x-ratelimit-reset'] ?? headers['ratelimit-reset']);
  if (!(reset >= 0)) return undefined;

  return reset > EPOCH_SECONDS ? Math.max(0, reset * 1_000 - now.getTime()) : reset * 1_000;
}
