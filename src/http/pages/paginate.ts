import { byCursor } from './by-cursor.js';
import { byDate } from './by-date.js';
import { byLink, byNextUrl } from './by-next-url.js';
import { byOffset } from './by-offset.js';
import { byPage } from './by-page.js';
import { byTaxii } from './by-taxii.js';

/**
 * Ways to read a source that hands out its items in pages. Each gives the pages one at a time, with a
 * bookmark: the next one is asked for when the reader wants it, and a run that ends in the middle
 * goes on there when it gives the bookmark back as `from`.
 *
 * ```ts
 * fetch(from?: CursorPosition): AsyncIterable<Page<Ioc, CursorPosition>> {
 *   return paginate.byCursor<Ioc, IocReply>(this.acme, '/iocs', {
 *     from,
 *     items: body => body.data,
 *     cursor: body => body.next,
 *   });
 * }
 * ```
 *
 * Pages that lead in a circle, skip what they announced, or hold something other than a list are an
 * error (`HTTP_PAGINATION`), never fewer items.
 */
export const paginate = {
  /** By number: `?page=1`, `?page=2`. */
  byPage,
  /** By the number of items before a page: `?offset=0`, `?offset=500`. */
  byOffset,
  /** With the cursor that the last page held. */
  byCursor,
  /** By the `Link` header with `rel="next"`. */
  byLink,
  /** By the address of the next page, which each page tells. */
  byNextUrl,
  /** The objects of a TAXII 2.1 collection. */
  byTaxii,
  /** Window after window of time, and page after page in each. */
  byDate,
} as const;
