import { BundleError } from '../../errors/index.js';
import type { Timestamp } from '../model/timestamp.js';

const ISO_8601 =
  /^\d{4}-(\d{2})-(\d{2})(?:[Tt ](\d{2}:\d{2}(?::\d{2}(?:[.,]\d+)?)?)([Zz]|[+-]\d{2}(?::?\d{2})?)?)?$/;

/**
 * Writes a moment as OpenCTI does, with milliseconds and `Z`. Text without an offset is UTC, a date
 * without a time is midnight, what is finer than a millisecond is cut.
 *
 * @throws BundleError `BUNDLE_PROPERTY_INVALID` for what is neither a valid `Date` nor ISO 8601 text.
 */
export function toTimestamp(value: unknown, type: string, property: string): Timestamp {
  const date = value instanceof Date ? value : readIsoText(value);
  if (date !== undefined && !Number.isNaN(date.getTime())) return date.toISOString();

  const problem = 'is neither a valid Date nor ISO 8601 text';
  throw new BundleError('BUNDLE_PROPERTY_INVALID', { type, property, problem });
}

function readIsoText(value: unknown): Date | undefined {
  const match = typeof value === 'string' && value.length <= 64 && ISO_8601.exec(value);
  if (!match) return undefined;
  const [text, , , time, offset = 'Z'] = match;
  const day = text.slice(0, 10);
  if (!isRealDay(day)) return undefined;

  return new Date(`${day}T${(time ?? '00:00').replace(',', '.')}${zoneOf(offset)}`);
}

/** `Date` turns 30 February into 1 March; a calendar has no such day. */
function isRealDay(day: string): boolean {
  if (Number(day.slice(8)) <= 28) return true;
  const date = new Date(`${day}T00:00:00Z`);

  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(day);
}

function zoneOf(offset: string): string {
  if (offset === 'Z' || offset === 'z') return 'Z';
  const digits = offset.slice(1).replace(':', '').padEnd(4, '0');

  return `${offset.charAt(0)}${digits.slice(0, 2)}:${digits.slice(2)}`;
}
