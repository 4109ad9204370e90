/**
 * A part of a source: the unit of everything at once. A page is asked for, converted, sent and
 * confirmed as a whole; if anything goes wrong before that, it is fetched again as a whole. A few
 * hundred to a few thousand items are a good size: what a page becomes is held in memory.
 *
 * @typeParam Raw one item, as the source gives it.
 * @typeParam Bookmark where to go on; `undefined` for a connector that always starts at the beginning.
 */
export interface Page<Raw, Bookmark = undefined> {
  /**
   * What the page holds. Iterated once, one item at a time, at most `concurrency` at once. May be
   * empty: the bookmark moves all the same.
   */
  readonly items: Iterable<Raw> | AsyncIterable<Raw>;
  /**
   * Where the next fetch starts once this page is safe. Saved in OpenCTI after the broker has
   * confirmed every message of the page, and never before. Its properties are JSON values or
   * `Date`s, at most 100 kB in all.
   *
   * Make a bookmark of time inclusive: ask the source for `since >= bookmark`, not `>`. Items that
   * share the last moment of a page are then read twice, which is harmless; the other way round
   * those that the page did not hold are lost.
   */
  readonly bookmark: Bookmark;
  /**
   * True when there is more to fetch right away: `fetch` is called again with this page's bookmark
   * as soon as the page is safe. For a `fetch` that returns one page at a time; one that yields
   * page after page leaves it out. Of several pages from one call, the last one's counts.
   */
  readonly more?: boolean;
  /** What the operator should read about this page, such as `catalogue unchanged`. */
  readonly note?: string;
}
