import type { Http } from '../http.js';
import type { HttpPage } from './http-page.js';
import type { PaginateOptions } from './paginate-options.js';
import { turnPages } from './turn-pages.js';

/** Where a page begins, for a source that numbers its pages. */
export interface PagePosition {
  readonly page?: number;
}

/** How a source numbers its pages. */
export interface ByPageOptions<Body, Item> extends PaginateOptions<Body, Item> {
  /** Where to go on, from a bookmark. Default: at the first page. */
  readonly from?: PagePosition;
  /** Number of the first page. Default 1. */
  readonly firstPage?: number;
  /** Name of the parameter. Default `page`. */
  readonly pageParameter?: string;
  /** How many pages there are. Default: they end with an empty one. */
  readonly pages?: (body: Body) => number | undefined;
  /** Whether the source answers 404 behind its last page. Default false: a 404 is a failure. */
  readonly notFoundIsEnd?: boolean;
}

/** Asks for page after page by number: `?page=1`, `?page=2`. */
export function byPage<Item, Body = unknown>(
  http: Http,
  url: string | URL,
  options: ByPageOptions<Body, Item> = {},
): AsyncIterable<HttpPage<Item, PagePosition, Body>> {
  const { from, firstPage = 1, pageParameter = 'page', pages, notFoundIsEnd, ...rest } = options;
  const allow = notFoundIsEnd ? [...(rest.allow ?? []), 404] : rest.allow;
  const numberOf = ({ page = firstPage }: PagePosition): number => page;

  return turnPages<Body, Item, PagePosition>(
    http,
    url,
    { ...rest, allow },
    {
      from: { page: numberOf(from ?? {}) },
      values: position => ({ [pageParameter]: numberOf(position) }),
      isEnd: status => notFoundIsEnd === true && status === 404,
      next: ({ body, items, position, fail }) => {
        const read = numberOf(position);
        const count = pages?.(body);
        const isLast = count === undefined ? items.length === 0 : read - firstPage + 1 >= count;
        if (!isLast && items.length === 0) fail(`page ${read} of ${count} is empty`);
        return isLast ? undefined : { page: read + 1 };
      },
    },
  );
}
