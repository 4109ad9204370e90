import type { HttpError } from '../../errors/index.js';

/** How items are read, in whatever format. */
export interface ReadOptions {
  /**
   * Called for each item that can't be read, with its place in the message; reading goes on with the
   * next one. What it throws ends the reading. Default: a warning in the log.
   */
  readonly onMalformed?: (error: HttpError) => void;
  /**
   * Most items that may be malformed; one more, or a body in which nothing else is, ends the reading
   * with `HTTP_FEED_MALFORMED`. Default 1,000.
   */
  readonly maxMalformed?: number;
  /** Most items; one more ends the reading with `HTTP_TOO_MANY_ITEMS`. Default: any number. */
  readonly maxItems?: number;
  /** Largest item, in bytes; a larger one is malformed, and not held. Default 10 MB (10^7). */
  readonly maxItemBytes?: number;
}

/** Largest item, unless an author says otherwise. */
export const MAX_ITEM_BYTES = 10_000_000;
