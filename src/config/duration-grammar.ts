/** A length of time without loss: both parts are whole, neither is negative. */
export interface Span {
  readonly seconds: number;
  /** Millionths of a second beside them; may come to more than a second. */
  readonly micros: number;
}

const ISO = /^P((?:\d+(?:[.,]\d*)?[YMWD])*)(?:T((?:\d+(?:[.,]\d*)?[HMS])*))?$/;
const QUANTITY = /(\d+)(?:[.,](\d*))?([YMWDHS])/g;
const CLOCK = /^(\d{0,10}):([0-5]\d)(?::([0-5]\d)(?:[.,](\d+))?)?$/;
const DAYS = /^(\d+) ?[dD](?:ays?|AYS?)?,? ?(.*)$/;

const DATE_UNITS: Readonly<Record<string, number>> = {
  Y: 365 * 86_400,
  M: 30 * 86_400,
  W: 7 * 86_400,
  D: 86_400,
};
const TIME_UNITS: Readonly<Record<string, number>> = { H: 3_600, M: 60, S: 1 };

const MICROS = 1_000_000;
/** Seconds that the time part of an ISO duration may count: 32 bits. */
const MAX_TIME_SECONDS = 2 ** 32 - 1;
const MAX_HOURS = 2_400_000_000;

/**
 * Reads a duration without sign, or answers undefined where the text is none.
 *
 * @see pydantic's `timedelta`, which OpenCTI's connectors read durations with; `0` is let in by
 * pycti's scheduler before pydantic sees it.
 */
export function parseSpan(text: string): Span | undefined {
  if (text.startsWith('P')) return isoSpan(text);

  return daysSpan(text) ?? clockSpan(text);
}

function isoSpan(text: string): Span | undefined {
  const match = ISO.exec(text);
  if (!match || text === 'P' || text === 'PT') return undefined;
  const [, date = '', time = ''] = match;
  const dateParts = quantitiesOf(date, DATE_UNITS);
  const timeParts = quantitiesOf(time, TIME_UNITS);
  const isTooPrecise = [...dateParts, ...timeParts].slice(0, -1).some(part => part.hasFraction);
  const inTime = sumOf(timeParts);
  const timeSeconds = inTime.seconds + Math.floor(inTime.micros / MICROS);
  if (isTooPrecise || timeSeconds > MAX_TIME_SECONDS) return undefined;

  return sumOf([...dateParts, inTime]);
}

function quantitiesOf(
  text: string,
  units: Readonly<Record<string, number>>,
): (Span & { readonly hasFraction: boolean })[] {
  return [...text.matchAll(QUANTITY)].map(([, whole, fraction, unit = '']) => {
    const factor = units[unit] ?? Number.NaN;

    return {
      seconds: Number(whole) * factor,
      micros: Math.round(Number(`0.${fraction ?? ''}`) * factor * MICROS),
      hasFraction: fraction !== undefined,
    };
  });
}

function sumOf(spans: readonly Span[]): Span {
  return {
    seconds: spans.reduce((sum, { seconds }) => sum + seconds, 0),
    micros: spans.reduce((sum, { micros }) => sum + micros, 0),
  };
}

function daysSpan(text: string): Span | undefined {
  const match = DAYS.exec(text);
  if (!match) return undefined;
  const [, days, rest = ''] = match;
  const clock = rest === '' ? { seconds: 0, micros: 0 } : clockSpan(rest);
  // Beside days, the clock shows a time of day.
  if (!clock || clock.seconds >= 86_400) return undefined;

  return sumOf([{ seconds: Number(days) * 86_400, micros: 0 }, clock]);
}

/** `HH:MM` or `HH:MM:SS`; the four characters of `5:00` could be meant either way and are refused. */
function clockSpan(text: string): Span | undefined {
  const match = text.length < 5 ? null : CLOCK.exec(text);
  if (!match || Number(match[1]) > MAX_HOURS) return undefined;
  const [, hours, minutes, seconds = '0', fraction = ''] = match;

  return {
    seconds: Number(hours) * 3_600 + Number(minutes) * 60 + Number(seconds),
    // More than six digits are cut here, whereas ISO fractions are rounded.
    micros: Number(fraction.slice(0, 6).padEnd(6, '0')),
  };
}
