/** A date, with a time of day or without, that names no zone. */
const NO_ZONE = /^\d{4}-\d{2}-\d{2}(?:[T ]\d{2}:\d{2}(?::\d{2}(?:[.,]\d+)?)?)?$/;

/** As in mail and feeds: the month by its name, which leaves no doubt about day and month. */
const NAMED_MONTH = /\d\s+(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?\s+\d/i;

/**
 * Milliseconds since 1970 of a moment as sources write it: ISO 8601 (without a zone it is UTC), as in
 * mail and feeds, or a number of seconds or milliseconds since 1970. `05/04/2026` is none of these: it
 * could be in April or in May.
 *
 * @returns NaN for what can't be read
 */
export function utcTime(value: unknown): number {
  if (value instanceof Date) return value.getTime();
  if (typeof value === 'number') return value < SECONDS_UNTIL ? value * 1_000 : value;
  if (typeof value !== 'string') return Number.NaN;
  const text = value.trim();
  if (/^\d{9,13}$/.test(text)) return utcTime(Number(text));
  if (NO_ZONE.test(text)) {
    return Date.parse(text.length === 10 ? text : `${text.replace(' ', 'T').replace(',', '.')}Z`);
  }
  if (/^\d{4}-\d{2}-\d{2}[T ]/.test(text)) return Date.parse(text.replace(' ', 'T'));
  if (!NAMED_MONTH.test(text)) return Number.NaN;
  // Without a zone, Date.parse would take the time of this machine.
  const hasZone = /(?:[+-]\d{2}:?\d{2}|Z|[A-Z]{1,4})$/i.test(text);

  return Date.parse(hasZone ? text : `${text} GMT`);
}

/** Larger numbers are milliseconds: as seconds they would be after the year 5000. */
const SECONDS_UNTIL = 100_000_000_000;
