import type { HttpOptions } from '../http-options.js';

/** What all ways to turn pages have in common; the rest are options of each request. */
export interface PaginateOptions<Body, Item> extends Omit<HttpOptions, 'etag' | 'lastModified'> {
  /**
   * Where the items are in the parsed JSON. Default: the JSON is the list. `null` and `undefined`
   * are an empty list; anything else that is no list ends the pages with `HTTP_PAGINATION`.
   */
  readonly items?: (body: Body) => readonly Item[] | null | undefined;
  /**
   * Where the position goes: into the query (default), or into the JSON body of the request, beside
   * what `body` holds.
   */
  readonly sendIn?: 'query' | 'body';
  /** Most pages; one more ends them with `HTTP_PAGINATION`. Default 100,000. */
  readonly maxPages?: number;
}
