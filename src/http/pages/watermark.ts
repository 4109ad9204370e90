import { utcTime } from './utc-time.js';

/**
 * How far a source by time has been read: the newest moment, and what was read of that very moment.
 * Keep it in the bookmark, and ask the source for everything `since`, that moment included.
 */
export interface Watermark {
  /** ISO 8601. */
  readonly since?: string;
  /** Ids of the items of that moment. */
  readonly seen?: readonly string[];
}

/** How items tell their time and who they are. */
export interface WatermarkOptions<Item> {
  /** Where the last run ended. Default: nothing was read yet. */
  readonly from?: Watermark;
  /** ISO 8601 (without a zone it is UTC), seconds or milliseconds since 1970, or a Date. */
  readonly time: (item: Item) => string | number | Date | null | undefined;
  /** What tells an item from others of the same moment. */
  readonly id: (item: Item) => string;
  /**
   * The moment on the clock of the source. An item that is dated later does not move the mark: a
   * single wrong year would hide everything until then. Default: any date is believed.
   */
  readonly now?: Date;
}

/** Ids that a bookmark can hold; with more at one moment, some are read twice. */
const MOST_SEEN = 1_000;

/**
 * Moves a watermark over the items of a page, and leaves out those that were read before.
 *
 * Several items may share the newest moment, and not all of them may be there yet: asking for what
 * is later would lose the rest. So the moment is asked for again, and what was seen of it is left
 * out.
 *
 * ```ts
 * const { items, watermark } = pastWatermark(body.data, {
 *   from, time: item => item.updated_at, id: item => item.id, now: reply.date,
 * });
 * ```
 *
 * Save the mark of a page only when nothing older can follow: at once for a source that gives the
 * oldest first, else with the last page.
 */
export function pastWatermark<Item>(
  items: Iterable<Item>,
  options: WatermarkOptions<Item>,
): { readonly items: readonly Item[]; readonly watermark: Watermark } {
  const { from = {}, time, id, now } = options;
  const before = new Set(from.seen);
  const mark = new Mark(from, now?.getTime() ?? Infinity);
  const fresh: Item[] = [];
  const was = utcTime(from.since);
  for (const item of items) {
    const at = utcTime(time(item));
    if (at !== was || !before.has(id(item))) fresh.push(item);
    mark.move(at, id(item));
  }

  return { items: fresh, watermark: mark.kept };
}

class Mark {
  private at: number;
  private seen: Set<string>;

  constructor(
    from: Watermark,
    private readonly latest: number,
  ) {
    this.at = utcTime(from.since);
    this.seen = new Set(from.seen);
  }

  move(at: number, id: string): void {
    if (Number.isNaN(at) || at > this.latest || at < this.at) return;
    if (at !== this.at) this.seen = new Set();
    this.at = at;
    if (this.seen.size < MOST_SEEN) this.seen.add(id);
  }

  get kept(): Watermark {
    if (Number.isNaN(this.at)) return {};

    return { since: new Date(this.at).toISOString(), seen: [...this.seen] };
  }
}
