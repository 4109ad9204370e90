import { inspect } from 'node:util';
import { ConfigError } from '../errors/index.js';
import { parseSpan, type Span } from './duration-grammar.js';
import { shownValue } from './shown-value.js';

const MICROS = 1_000_000;
const DAY = 86_400;
/** A duration goes forward for less than this many seconds. */
const TOO_LONG = 1_000_000_000 * DAY;
/** A duration goes back for at most this many seconds. */
const LONGEST_BACK = 999_999_999 * DAY;

/**
 * A length of time, exact to the microsecond. A year counts 365 days and a month 30, as OpenCTI's
 * schedules count them.
 */
export class Duration {
  /** Microseconds beside {@link Duration.whole}, with its sign. */
  private readonly micros: number;

  private constructor(
    /** Whole seconds, cut towards zero. */
    private readonly whole: number,
    micros: number,
  ) {
    this.micros = micros;
    Object.freeze(this);
  }

  /**
   * Reads what OpenCTI's Python helpers read: ISO 8601 (`PT1H`, `P2W`, `P1DT12H`, `PT0.5S`), clock
   * time (`HH:MM`, `HH:MM:SS`), days with clock time (`1 day, 01:00:00`, `1d`), and `0`. Any other
   * number as text is refused, since nothing says its unit; a `number` counts seconds.
   *
   * @throws ConfigError `CONFIG_VALUE`
   */
  static parse(text: string | number): Duration {
    const found = typeof text === 'number' ? spanOfNumber(text) : spanOfText(text);
    const duration = found && Duration.of(found);
    if (duration) return duration;

    throw new ConfigError('CONFIG_VALUE', {
      shown: shownValue(text),
      rule: 'is not a duration, such as PT1H',
      fix: 'write it as ISO 8601, such as PT1H for an hour or P2D for two days',
    });
  }

  private static of({ seconds, micros, isBack }: SignedSpan): Duration | undefined {
    const whole = seconds + Math.floor(micros / MICROS);
    const rest = micros % MICROS;
    const isInRange = isBack
      ? whole < LONGEST_BACK || (whole === LONGEST_BACK && rest === 0)
      : whole < TOO_LONG;
    if (!isInRange) return undefined;

    // The additions turn -0 into 0.
    return isBack ? new Duration(-whole + 0, -rest + 0) : new Duration(whole, rest);
  }

  /** Length in seconds, with a fraction; negative for a duration that goes back. */
  get seconds(): number {
    return this.whole + this.micros / MICROS;
  }

  /** Length in milliseconds, with a fraction. */
  get milliseconds(): number {
    return this.whole * 1_000 + this.micros / 1_000;
  }

  /** Canonical ISO 8601 of days, hours, minutes and seconds, such as `P1DT12H` or `PT0S`. */
  toString(): string {
    const whole = Math.abs(this.whole);
    const fraction = String(Math.abs(this.micros)).padStart(6, '0').replace(/0+$/, '');
    const seconds = `${whole % 60}${fraction && `.${fraction}`}`;
    const date = part(Math.floor(whole / DAY), 'D');
    const hours = part(Math.floor(whole / 3_600) % 24, 'H');
    const minutes = part(Math.floor(whole / 60) % 60, 'M');
    const time = hours + minutes + (seconds === '0' ? '' : `${seconds}S`);
    if (date === '' && time === '') return 'PT0S';

    return `${this.seconds < 0 ? '-' : ''}P${date}${time && `T${time}`}`;
  }

  /** The same as {@link Duration.toString}. */
  toJSON(): string {
    return this.toString();
  }

  /** The same as {@link Duration.toString}. */
  [inspect.custom](): string {
    return this.toString();
  }
}

interface SignedSpan extends Span {
  readonly isBack: boolean;
}

function spanOfText(text: string): SignedSpan | undefined {
  if (text === '0') return { seconds: 0, micros: 0, isBack: false };
  const hasSign = text.startsWith('-') || text.startsWith('+');
  const span = parseSpan(hasSign ? text.slice(1) : text);

  return span && { ...span, isBack: text.startsWith('-') };
}

function spanOfNumber(number: number): SignedSpan | undefined {
  if (!Number.isFinite(number)) return undefined;
  const seconds = Math.trunc(Math.abs(number));

  return {
    seconds,
    micros: Math.round((Math.abs(number) - seconds) * MICROS),
    isBack: number < 0,
  };
}

function part(amount: number, unit: string): string {
  return amount === 0 ? '' : `${amount}${unit}`;
}
