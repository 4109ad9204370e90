import { HttpError } from '../../errors/index.js';

/** A stretch of time to ask a source for. Its ends belong to both neighbours. */
export interface DateWindow {
  readonly from: Date;
  readonly to: Date;
  /** Whether none follows. */
  readonly isLast: boolean;
}

/** What is cut into windows. */
export interface DateWindowsOptions {
  readonly from: Date;
  readonly to: Date;
  /** Most days a window; 0.5 is twelve hours. */
  readonly maxDays: number;
  /**
   * How much earlier than `from` the first window begins, in milliseconds, for sources that publish
   * late what is dated earlier. Default 0.
   */
  readonly overlapMs?: number;
}

const DAY_MS = 86_400_000;

/**
 * Cuts time into windows that a source accepts, oldest first. The end of each is the beginning of the
 * next: an item that is dated on the border is read twice rather than not at all. There is none when
 * `to` is not after `from`.
 *
 * ```ts
 * for (const { from, to } of dateWindows({ from: start, to: now, maxDays: 120 })) …
 * ```
 *
 * @throws HttpError `HTTP_OPTION`
 */
export function* dateWindows(options: DateWindowsOptions): Generator<DateWindow, void> {
  const { maxDays, overlapMs = 0 } = options;
  const end = options.to.getTime();
  const lengthMs = maxDays * DAY_MS;
  let at = options.from.getTime() - overlapMs;
  if (Number.isNaN(at) || Number.isNaN(end)) throw wrong('from, to', 'they are no dates');
  if (!(lengthMs >= 1)) throw wrong('maxDays', 'it is not above 0');

  while (at < end) {
    const to = Math.min(at + lengthMs, end);
    yield { from: new Date(at), to: new Date(to), isLast: to === end };
    at = to;
  }
}

function wrong(option: string, reason: string): HttpError {
  return new HttpError('HTTP_OPTION', { option, reason });
}
