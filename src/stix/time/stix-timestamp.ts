import { PythonDatetime } from './python-datetime.js';
import { unreadableDate } from './unreadable-date.js';

/** How many digits of a second {@link stixTimestamp} writes. */
export interface TimestampPrecision {
  /** `any` (default) writes what is there, without trailing zeros. */
  readonly precision?: 'any' | 'second' | 'millisecond';
  /** `exact` (default) cuts to the precision; `min` keeps what is finer. */
  readonly constraint?: 'exact' | 'min';
}

/** Parts may have one digit, as Python's `strptime` allows. */
const STIX_TIMESTAMP =
  /^(\d{4})-(\d{1,2})-(\d{1,2})T(\d{1,2}):(\d{1,2}):(\d{1,2})(?:\.(\d{1,6}))?Z$/i;

/**
 * Writes a moment as STIX does, in UTC. Text must be a STIX timestamp already (an offset other than
 * `Z` is refused); a {@link PythonDatetime} without an offset is taken as UTC.
 *
 * @throws BundleError `BUNDLE_DATE_UNREADABLE`.
 * @see STIX 2.1 section 2.16, as the OASIS Python library reads and writes it
 */
export function stixTimestamp(
  value: string | Date | PythonDatetime,
  precision: TimestampPrecision = {},
): string {
  return formatUtc(readStixTimestamp(value).toUtc(), precision);
}

/**
 * Reads what {@link stixTimestamp} takes.
 *
 * @throws BundleError `BUNDLE_DATE_UNREADABLE`.
 */
export function readStixTimestamp(value: unknown): PythonDatetime {
  if (value instanceof PythonDatetime) return value;
  if (value instanceof Date) return PythonDatetime.fromDate(value);
  if (typeof value !== 'string') throw unreadableDate(value, 'it is not text');

  const match = STIX_TIMESTAMP.exec(value);
  if (!match) throw unreadableDate(value, 'it is not written YYYY-MM-DDTHH:MM:SS[.ffffff]Z');
  const [year, month, day, hour, minute, second] = match.slice(1, 7).map(Number);

  return new PythonDatetime({
    year: year ?? 0,
    month: month ?? 0,
    day: day ?? 0,
    hour,
    minute,
    second,
    microsecond: Number((match[7] ?? '').padEnd(6, '0')),
    utcOffsetSeconds: 0,
  });
}

function formatUtc(utc: PythonDatetime, { precision, constraint }: TimestampPrecision): string {
  // The year is not padded: that is how the Python library writes years before 1000 on Linux.
  const seconds = `${utc.year}${utc.isoFormat().slice(4, 19)}`;
  const fraction = fractionText(utc.microsecond, precision ?? 'any', constraint ?? 'exact');

  return `${seconds}${fraction && `.${fraction}`}Z`;
}

function fractionText(
  microsecond: number,
  precision: 'any' | 'second' | 'millisecond',
  constraint: 'exact' | 'min',
): string {
  const digits = String(microsecond).padStart(6, '0');
  if (precision === 'millisecond' && constraint === 'exact') return digits.slice(0, 3);
  if (precision === 'second' && constraint === 'exact') return '';
  const shortest = digits.replace(/0+$/, '');

  return precision === 'millisecond' ? shortest.padEnd(3, '0') : shortest;
}
