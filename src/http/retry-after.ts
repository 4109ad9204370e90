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
