import type { Http } from '../http.js';
import type { HttpReply } from '../http-reply.js';
import type { HttpPage } from './http-page.js';
import type { PaginateOptions } from './paginate-options.js';
import { turnPages } from './turn-pages.js';

/** Where a page begins, for a source that hands out cursors. */
export interface CursorPosition {
  readonly cursor?: string;
}

/** How a source hands out cursors. */
export interface ByCursorOptions<Body, Item> extends PaginateOptions<Body, Item> {
  /** Where to go on, from a bookmark. Default: at the beginning. */
  readonly from?: CursorPosition;
  /** Name of the parameter. Default `cursor`. */
  readonly cursorParameter?: string;
  /** Where the cursor of the next page is; nothing, or an empty text, on the last one. */
  readonly cursor: (body: Body, reply: HttpReply) => string | number | null | undefined;
}

/**
 * Asks for page after page with the cursor that the last one held.
 *
 * ```ts
 * paginate.byCursor<Ioc, IocReply>(this.acme, '/iocs', {
 *   from,
 *   query: { limit: 500 },
 *   items: body => body.data,
 *   cursor: body => body.meta.next_cursor,
 * });
 * ```
 */
export function byCursor<Item, Body = unknown>(
  http: Http,
  url: string | URL,
  options: ByCursorOptions<Body, Item>,
): AsyncIterable<HttpPage<Item, CursorPosition, Body>> {
  const { from, cursorParameter = 'cursor', cursor: cursorOf, ...request } = options;

  return turnPages<Body, Item, CursorPosition>(http, url, request, {
    from: from?.cursor === undefined ? {} : { cursor: from.cursor },
    values: ({ cursor }) => ({ [cursorParameter]: cursor }),
    next: ({ body, reply, fail }) => {
      const cursor = cursorOf(body, reply) ?? '';
      if (typeof cursor !== 'string' && typeof cursor !== 'number') fail('a cursor is no text');
      return cursor === '' ? undefined : { cursor: String(cursor) };
    },
  });
}
