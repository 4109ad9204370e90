import { daysFromCivil, civilFromDays } from './civil-day.js';
import { unreadableDate } from './unreadable-date.js';

/** The parts of a {@link PythonDatetime}; what is left out is zero. */
export interface DatetimeParts {
  /** From 1 to 9999. */
  readonly year: number;
  /** From 1 to 12. */
  readonly month: number;
  /** From 1 to the last day of the month. */
  readonly day: number;
  /** From 0 to 23. */
  readonly hour?: number;
  /** From 0 to 59. */
  readonly minute?: number;
  /** From 0 to 59; no leap seconds. */
  readonly second?: number;
  /** From 0 to 999999. */
  readonly microsecond?: number;
  /** Seconds east of UTC; null or absent for a moment that names no offset. */
  readonly utcOffsetSeconds?: number | null;
}

const SECONDS_A_DAY = 86_400;

/**
 * A moment as a Python `datetime` holds it: to the microsecond, with its own offset or none. A `Date`
 * has neither, so a connector that must find the ids which a Python connector once made from datetimes
 * gives their dates as this.
 *
 * @see Python `datetime.datetime`
 */
export class PythonDatetime {
  /** From 1 to 9999. */
  readonly year: number;
  /** From 1 to 12. */
  readonly month: number;
  /** From 1 to 31. */
  readonly day: number;
  /** From 0 to 23. */
  readonly hour: number;
  /** From 0 to 59. */
  readonly minute: number;
  /** From 0 to 59. */
  readonly second: number;
  /** From 0 to 999999. */
  readonly microsecond: number;
  /** Seconds east of UTC; null when the moment names no offset. */
  readonly utcOffsetSeconds: number | null;

  /** @throws BundleError `BUNDLE_DATE_UNREADABLE` for a part out of its range. */
  constructor(parts: DatetimeParts) {
    this.year = parts.year;
    this.month = parts.month;
    this.day = parts.day;
    this.hour = parts.hour ?? 0;
    this.minute = parts.minute ?? 0;
    this.second = parts.second ?? 0;
    this.microsecond = parts.microsecond ?? 0;
    this.utcOffsetSeconds = parts.utcOffsetSeconds ?? null;
    checkRanges(this);
  }

  /** The moment of a `Date`, in UTC. */
  static fromDate(date: Date): PythonDatetime {
    return new PythonDatetime({
      year: date.getUTCFullYear(),
      month: date.getUTCMonth() + 1,
      day: date.getUTCDate(),
      hour: date.getUTCHours(),
      minute: date.getUTCMinutes(),
      second: date.getUTCSeconds(),
      microsecond: date.getUTCMilliseconds() * 1_000,
      utcOffsetSeconds: 0,
    });
  }

  /**
   * The text that Python writes for this moment: the fraction in six digits unless it is zero, the
   * offset as `+HH:MM` if there is one. `2024-01-15T10:30:00+00:00`, never `Z`.
   *
   * @param fraction `milliseconds` writes three digits always, cut off and not rounded.
   */
  isoFormat(fraction: 'auto' | 'milliseconds' = 'auto'): string {
    const date = `${pad(this.year, 4)}-${pad(this.month)}-${pad(this.day)}`;
    const time = `${pad(this.hour)}:${pad(this.minute)}:${pad(this.second)}`;

    return `${date}T${time}${this.fractionText(fraction)}${this.offsetText()}`;
  }

  /**
   * The same moment in UTC. One that names no offset is taken as UTC.
   *
   * @throws BundleError `BUNDLE_DATE_UNREADABLE` when that leaves the years 1 to 9999.
   */
  toUtc(): PythonDatetime {
    if (this.utcOffsetSeconds === 0) return this;
    const seconds = this.secondsSinceEpoch();
    const days = Math.floor(seconds / SECONDS_A_DAY);
    const rest = seconds - days * SECONDS_A_DAY;

    return new PythonDatetime({
      ...civilFromDays(days),
      hour: Math.floor(rest / 3_600),
      minute: Math.floor(rest / 60) % 60,
      second: rest % 60,
      microsecond: this.microsecond,
      utcOffsetSeconds: 0,
    });
  }

  /** True when this moment is earlier than the other. */
  isBefore(other: PythonDatetime): boolean {
    const difference = this.secondsSinceEpoch() - other.secondsSinceEpoch();

    return difference < 0 || (difference === 0 && this.microsecond < other.microsecond);
  }

  private secondsSinceEpoch(): number {
    const days = daysFromCivil(this.year, this.month, this.day);
    const time = this.hour * 3_600 + this.minute * 60 + this.second;

    return days * SECONDS_A_DAY + time - (this.utcOffsetSeconds ?? 0);
  }

  private fractionText(fraction: 'auto' | 'milliseconds'): string {
    if (fraction === 'milliseconds') return `.${pad(Math.floor(this.microsecond / 1_000), 3)}`;

    return this.microsecond === 0 ? '' : `.${pad(this.microsecond, 6)}`;
  }

  private offsetText(): string {
    if (this.utcOffsetSeconds === null) return '';
    const offset = Math.abs(this.utcOffsetSeconds);
    const seconds = offset % 60;
    const sign = this.utcOffsetSeconds < 0 ? '-' : '+';
    const minutes = `${sign}${pad(Math.floor(offset / 3_600))}:${pad(Math.floor(offset / 60) % 60)}`;

    return seconds === 0 ? minutes : `${minutes}:${pad(seconds)}`;
  }
}

function checkRanges(moment: PythonDatetime): void {
  const { year, month, day, hour, minute, second, microsecond, utcOffsetSeconds } = moment;
  const isPossible =
    isWithin(year, 1, 9_999) &&
    isWithin(month, 1, 12) &&
    isWithin(day, 1, day <= 28 ? 28 : lastDayOf(year, month)) &&
    isWithin(hour, 0, 23) &&
    isWithin(minute, 0, 59) &&
    isWithin(second, 0, 59) &&
    isWithin(microsecond, 0, 999_999) &&
    isWithin(utcOffsetSeconds ?? 0, 1 - SECONDS_A_DAY, SECONDS_A_DAY - 1);
  if (isPossible) return;

  const date = `${year}-${month}-${day} ${hour}:${minute}:${second}`;
  throw unreadableDate(date, 'there is no such moment');
}

function lastDayOf(year: number, month: number): number {
  if (month === 12) return 31;

  return daysFromCivil(year, month + 1, 1) - daysFromCivil(year, month, 1);
}

function isWithin(value: number, min: number, max: number): boolean {
  return Number.isInteger(value) && value >= min && value <= max;
}

function pad(value: number, width = 2): string {
  return String(value).padStart(width, '0');
}
