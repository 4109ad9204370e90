import type { Http } from '../http.js';
import type { HttpPage } from './http-page.js';
import type { PaginateOptions } from './paginate-options.js';
import { turnPages } from './turn-pages.js';

/** Where a page begins, for a source that counts its items. */
export interface OffsetPosition {
  readonly offset?: number;
}

/** How a source counts its items. */
export interface ByOffsetOptions<Body, Item> extends PaginateOptions<Body, Item> {
  /** Where to go on, from a bookmark. Default: at the first item. */
  readonly from?: OffsetPosition;
  /** Name of the parameter. Default `offset`. */
  readonly offsetParameter?: string;
  /** Items a page. Default: not sent. A source may give fewer. */
  readonly limit?: number;
  /** Name of the parameter for `limit`. Default `limit`. */
  readonly limitParameter?: string;
  /** How many items there are in all. Default: the pages end with an empty one. */
  readonly total?: (body: Body) => number | undefined;
}

/**
 * Asks for page after page by the number of items before it: `?offset=0`, `?offset=500`. It goes on
 * behind what the source really gave, not behind what it was asked for.
 *
 * ```ts
 * paginate.byOffset<Vulnerability, NvdReply>(this.nvd, '/cves/2.0', {
 *   offsetParameter: 'startIndex',
 *   items: body => body.vulnerabilities,
 *   total: body => body.totalResults,
 * });
 * ```
 */
export function byOffset<Item, Body = unknown>(
  http: Http,
  url: string | URL,
  options: ByOffsetOptions<Body, Item> = {},
): AsyncIterable<HttpPage<Item, OffsetPosition, Body>> {
  const { from, offsetParameter = 'offset', limitParameter = 'limit', limit, ...rest } = options;
  const { total, ...request } = rest;

  return turnPages<Body, Item, OffsetPosition>(http, url, request, {
    from: { offset: from?.offset ?? 0 },
    values: ({ offset = 0 }) => ({ [offsetParameter]: offset, [limitParameter]: limit }),
    next: ({ body, items, position: { offset = 0 }, fail }) => {
      const next = offset + items.length;
      const count = total?.(body);
      const isLast = count === undefined ? items.length === 0 : next >= count;
      if (!isLast && items.length === 0) fail(`the page at ${offset} of ${count} items is empty`);
      return isLast ? undefined : { offset: next };
    },
  });
}
