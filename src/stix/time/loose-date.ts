import { PythonDatetime } from './python-datetime.js';
import { unreadableDate } from './unreadable-date.js';

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const NAME = `(?<name>(?:${MONTHS.join('|')})[a-z]*)\\.?`;
const DAY = '(?<day>\\d{1,2})(?:st|nd|rd|th)?';
const YEAR = '(?<year>\\d{4})';

/** The spellings of a day; `first` and `second` are month and day in either order. */
const DAY_SHAPES = [
  /^(?<year>\d{4})(?<separator>[-/.])(?<month>\d{1,2})\k<separator>(?<day>\d{1,2})$/,
  /^(?<year>\d{4})(?<month>\d{2})(?<day>\d{2})$/,
  /^(?<first>\d{1,2})(?<separator>[-/.])(?<second>\d{1,2})\k<separator>(?<year>\d{4})$/,
  new RegExp(`^${DAY}[-\\s/]*${NAME}[-\\s,/]*${YEAR}$`, 'i'),
  new RegExp(`^${NAME}[-\\s/]*${DAY}[-\\s,/]+${YEAR}$`, 'i'),
  new RegExp(`^${YEAR}[-\\s/]${NAME}[-\\s/]${DAY}$`, 'i'),
];

const WEEKDAY = /^(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?[,.]?\s+/i;
const CLOCK_TIME =
  /(?:^|T|\s|,)(\d{1,2})(?::(\d{1,2})(?::(\d{1,2})(?:[.,](\d+))?)?)?(?:\s*([ap])m)?(?=\s|$|[-+Z])/i;
const COMPACT =
  /^(\d{4})(\d{2})(\d{2})(?:[T\s]?(\d{2})(\d{2})(?:(\d{2})(?:\.(\d+))?)?)?(?=\s*(?:$|[-+Z]|UTC|GMT))/i;
const ZONE = /^\s*(?:(Z|UTC|GMT)|([+-])(\d{1,2})(?::?(\d{2}))?)?$/i;

type Clock = Pick<PythonDatetime, 'hour' | 'minute' | 'second' | 'microsecond'>;
type Day = Pick<PythonDatetime, 'year' | 'month' | 'day'>;

const MIDNIGHT: Clock = { hour: 0, minute: 0, second: 0, microsecond: 0 };

/**
 * Reads a date as people and programs write it: ISO 8601 with and without separators, month before
 * day in `01/31/2024` unless that can not be, month names in English, `Z`, `UTC`, `GMT` and numeric
 * offsets. The whole date must be there, with a year of four digits.
 *
 * @throws BundleError `BUNDLE_DATE_UNREADABLE`.
 */
export function readLooseDate(text: string): PythonDatetime {
  if (typeof text !== 'string') throw unreadableDate(text, 'it is not text');
  const written = text.trim().replace(WEEKDAY, '');

  return readCompact(written, text) ?? readSeparated(written, text);
}

function readCompact(written: string, text: string): PythonDatetime | undefined {
  const match = COMPACT.exec(written);
  if (!match) return undefined;
  const [year, month, day] = match.slice(1, 4).map(Number);

  return new PythonDatetime({
    year: year ?? 0,
    month: month ?? 0,
    day: day ?? 0,
    ...clockOf(match[4], match[5], match[6], match[7]),
    utcOffsetSeconds: readZone(written.slice(match[0].length), text),
  });
}

function readSeparated(written: string, text: string): PythonDatetime {
  const { before, clock, after } = splitAtClock(written);
  const zone = ZONE.exec(after);
  // Behind the time comes either an offset or, as in `Jan 15 10:30:00 2024`, the rest of the date.
  const day = readDay(zone ? before : `${before} ${after.trim()}`);
  if (!day) throw unreadableDate(text, 'no full date is found in it');

  return new PythonDatetime({
    ...day,
    ...clock,
    utcOffsetSeconds: zone ? readZone(after, text) : null,
  });
}

function splitAtClock(written: string): { before: string; clock: Clock; after: string } {
  // A lone number is an hour only behind an ISO date; elsewhere it is a day or a year.
  const from = /^\d{4}-\d{1,2}-\d{1,2}(?=[T\s])/i.exec(written)?.[0].length ?? firstColon(written);
  const match = from === undefined ? null : CLOCK_TIME.exec(written.slice(from));
  if (!match || from === undefined) return { before: written, clock: MIDNIGHT, after: '' };
  const at = from + match.index;
  const clock = clockOf(match[1], match[2], match[3], match[4]);

  return {
    before: written.slice(0, at).trim(),
    clock: { ...clock, hour: hourOfDay(clock.hour, match[5]) },
    after: written.slice(at + match[0].length),
  };
}

function firstColon(written: string): number | undefined {
  const match = /(?:^|T|\s|,)\d{1,2}:/i.exec(written);

  return match?.index;
}

function clockOf(hour?: string, minute?: string, second?: string, fraction = ''): Clock {
  return {
    hour: Number(hour ?? 0),
    minute: Number(minute ?? 0),
    second: Number(second ?? 0),
    microsecond: Number(fraction.slice(0, 6).padEnd(6, '0')),
  };
}

function hourOfDay(hour: number, half: string | undefined): number {
  if (half === undefined) return hour;
  if (half.toLowerCase() === 'a') return hour === 12 ? 0 : hour;

  return hour === 12 ? 12 : hour + 12;
}

function readZone(after: string, text: string): number | null {
  const match = ZONE.exec(after);
  if (!match) throw unreadableDate(text, `"${after.trim()}" is no time zone`);
  if (match[1] !== undefined) return 0;
  if (match[2] === undefined) return null;
  const seconds = Number(match[3]) * 3_600 + Number(match[4] ?? 0) * 60;

  return match[2] === '-' ? -seconds : seconds;
}

function readDay(written: string): Day | undefined {
  for (const shape of DAY_SHAPES) {
    const parts = shape.exec(written)?.groups;
    if (parts) return dayOf(parts);
  }

  return undefined;
}

function dayOf({ year, month, day, first, second, name }: Readonly<Record<string, string>>): Day {
  const [one, two] = [Number(first ?? month), Number(second ?? day)];
  if (name) return { year: Number(year), month: monthNamed(name), day: Number(day) };
  // The month comes first, unless there is no such month.
  const isDayFirst = first !== undefined && one > 12;

  return { year: Number(year), month: isDayFirst ? two : one, day: isDayFirst ? one : two };
}

function monthNamed(name: string): number {
  return MONTHS.indexOf(name.slice(0, 3).toLowerCase()) + 1;
}
