import { HttpError } from '../../errors/index.js';
import { abortable } from './abortable.js';
import { dateWindows, type DateWindow } from './date-windows.js';
import { utcTime } from './utc-time.js';

/**
 * How far an import by date has come: in the middle of a window (`since`, `until` and `at`), or at
 * its end (`since` alone).
 *
 * @typeParam Position where a page inside a window begins
 */
export interface WindowBookmark<Position = unknown> {
  /** Beginning of the window that is being read, else end of the last one; ISO 8601. */
  readonly since?: string;
  /** End of the window that is being read. */
  readonly until?: string;
  /** The page of that window to go on with. */
  readonly at?: Position;
}

/** What is read by date. */
export interface ByDateOptions<Position> {
  /** Where to go on. Default: at `start`. */
  readonly from?: WindowBookmark<Position>;
  /** Where the very first run begins. */
  readonly start: Date;
  /** Up to when: the moment on the clock of the source, see {@link sourceTime}. */
  readonly end: Date;
  /** Most days that the source takes at once. */
  readonly maxDays: number;
  /** How much earlier than the last run ended this one begins, in milliseconds. Default 0. */
  readonly overlapMs?: number;
}

/** A page of a window. */
export interface PageOfWindow<Item, Position> {
  readonly items: readonly Item[];
  readonly bookmark: Position;
  readonly more: boolean;
}

/** A page, with a bookmark that knows its window. */
export interface WindowPage<Item, Position> {
  readonly items: readonly Item[];
  readonly bookmark: WindowBookmark<Position>;
  readonly more: boolean;
  readonly window: DateWindow;
}

/**
 * Reads window after window, and page after page in each. A run that ends in the middle goes on
 * there: the borders of the window are in the bookmark, as its pages are counted by them.
 *
 * ```ts
 * const end = await sourceTime(this.nvd, '/cves/2.0');
 * yield* paginate.byDate({ from, start, end, maxDays: 120 }, (window, at) =>
 *   paginate.byOffset<Vulnerability, NvdReply>(this.nvd, '/cves/2.0', {
 *     from: at,
 *     query: { lastModStartDate: window.from.toISOString(), lastModEndDate: window.to.toISOString() },
 *     offsetParameter: 'startIndex',
 *     items: body => body.vulnerabilities,
 *     total: body => body.totalResults,
 *   }),
 * );
 * ```
 *
 * @throws HttpError `HTTP_OPTION` for a bookmark or option that is no date
 */
export function byDate<Item, Position extends object>(
  options: ByDateOptions<Position>,
  pagesOf: (
    window: DateWindow,
    at: Position | undefined,
  ) => AsyncIterable<PageOfWindow<Item, Position>>,
): AsyncIterable<WindowPage<Item, Position>> {
  return abortable(async function* () {
    let at = options.from?.until === undefined ? undefined : options.from.at;
    for (const window of windowsOf(options)) {
      yield* pagesIn(window, pagesOf(window, at));
      at = undefined;
    }
  });
}

async function* pagesIn<Item, Position>(
  window: DateWindow,
  pages: AsyncIterable<PageOfWindow<Item, Position>>,
): AsyncGenerator<WindowPage<Item, Position>, void> {
  const done = { bookmark: { since: window.to.toISOString() }, more: !window.isLast, window };
  const inside = { since: window.from.toISOString(), until: window.to.toISOString() };
  let isDone = false;
  for await (const { items, bookmark, more } of pages) {
    isDone = !more;
    yield more
      ? { items, bookmark: { ...inside, at: bookmark }, more: true, window }
      : { items, ...done };
  }
  // A window without a single page has been read all the same.
  if (!isDone) yield { items: [], ...done };
}

function* windowsOf<Position>(options: ByDateOptions<Position>): Generator<DateWindow, void> {
  const { from = {}, start, end, maxDays, overlapMs } = options;
  if (from.since === undefined) return yield* dateWindows({ from: start, to: end, maxDays });
  const since = dateOf(from.since, 'from.since');
  if (from.until === undefined) {
    return yield* dateWindows({ from: since, to: end, maxDays, overlapMs });
  }
  const until = dateOf(from.until, 'from.until');
  yield { from: since, to: until, isLast: until >= end };
  yield* dateWindows({ from: until, to: end, maxDays });
}

function dateOf(text: string, option: string): Date {
  const time = utcTime(text);
  if (Number.isNaN(time)) throw new HttpError('HTTP_OPTION', { option, reason: 'it is no date' });

  return new Date(time);
}
