import { readLooseDate } from './loose-date.js';
import { PythonDatetime } from './python-datetime.js';

/**
 * Writes a moment as OpenCTI's Python client does: milliseconds always, cut and not rounded, and the
 * offset kept (`Z` for UTC, and for a date that names none). Text is read generously: ISO 8601 in all
 * its forms, `01/31/2024`, `31 Jan 2024 10:00 GMT`. A date without a time is midnight.
 *
 * Ids are hashed from dates as text, so give dates this form (or a `Date`) before they go into an
 * object: the platform hashes `2024-01-15T10:30:00.000Z` too.
 *
 * @throws BundleError `BUNDLE_DATE_UNREADABLE`.
 * @see pycti `OpenCTIStix2.format_date`
 */
export function platformTimestamp(value: string | Date | PythonDatetime): string {
  const moment = asDatetime(value);
  const text = moment.isoFormat('milliseconds');
  if (moment.utcOffsetSeconds === null) return `${text}Z`;

  return text.replace('+00:00', 'Z');
}

function asDatetime(value: string | Date | PythonDatetime): PythonDatetime {
  if (value instanceof PythonDatetime) return value;

  return value instanceof Date ? PythonDatetime.fromDate(value) : readLooseDate(value);
}
