import { HttpError } from '../../errors/index.js';
import type { Http } from '../http.js';
import type { HttpOptions } from '../http-options.js';
import type { HttpReply } from '../http-reply.js';
import { abortable } from './abortable.js';
import type { HttpPage } from './http-page.js';
import type { PaginateOptions } from './paginate-options.js';
import { requested } from './requested.js';

/** What was read at a position. */
export interface Turned<Body, Item, Position> {
  readonly body: Body;
  readonly items: readonly Item[];
  readonly reply: HttpReply;
  readonly position: Position;
  /** Ends the pages. */
  fail(this: void, reason: string): never;
}

/** A way to turn pages. */
export interface PageTurner<Body, Item, Position> {
  /** Where to begin. */
  readonly from: Position;
  /** The address of a position, when it is not the same for all. */
  url?(position: Position): string | URL;
  /** What goes into the query (or body) at a position. */
  values(position: Position): NonNullable<HttpOptions['query']>;
  /** The position behind what was read; undefined when it was the last. */
  next(turned: Turned<Body, Item, Position>): Position | undefined;
  /** The bookmark of the last page. Default: an empty object, to begin anew. */
  last?(turned: Turned<Body, Item, Position>): Position;
  /** Whether a status says that the position is behind the end. */
  isEnd?(status: number): boolean;
}

const MAX_PAGES = 100_000;

/**
 * Reads page after page, each when it is asked for. A source that leads in a circle, or that gives
 * something other than a list, ends the pages with an error: never with fewer items.
 */
export function turnPages<Body, Item, Position extends object>(
  http: Http,
  url: string | URL,
  options: PaginateOptions<Body, Item>,
  turner: PageTurner<Body, Item, Position>,
): AsyncIterable<HttpPage<Item, Position, Body>> {
  const { items: itemsOf, sendIn, maxPages = MAX_PAGES, ...request } = options;
  const accept = { accept: 'application/json', ...request.headers };

  return abortable(async function* (signal) {
    const visited = new Set<string>();
    let position: Position | undefined = turner.from;
    while (position !== undefined) {
      const at: Position = position;
      const address = turner.url?.(at) ?? url;
      const asked = withValues({ ...request, headers: accept }, turner.values(at), sendIn);
      const reply = await requested(http.request(address, asked), signal);
      const fail = (reason: string): never => {
        throw new HttpError('HTTP_PAGINATION', { url: reply.url, reason });
      };
      if (turner.isEnd?.(reply.status)) {
        yield { items: [], bookmark: {} as Position, more: false, body: undefined as Body, reply };
        return;
      }
      const body = reply.json<Body>();
      const items = listOf<Item>(itemsOf === undefined ? body : itemsOf(body), fail);
      const turned = { body, items, reply, position: at, fail };
      position = turner.next(turned);
      remember(visited, at, position, { maxPages, fail });
      const bookmark = position ?? turner.last?.(turned) ?? ({} as Position);
      yield { items, bookmark, more: position !== undefined, body, reply };
    }
  });
}

interface VisitRules {
  readonly maxPages: number;
  fail(this: void, reason: string): never;
}

function remember(
  visited: Set<string>,
  at: object,
  next: object | undefined,
  { maxPages, fail }: VisitRules,
): void {
  visited.add(JSON.stringify(at));
  if (next === undefined) return;
  if (visited.has(JSON.stringify(next))) fail('a page leads back to one that was read');
  if (visited.size >= maxPages) fail(`there are more than ${maxPages}`);
}

function withValues(
  request: HttpOptions,
  values: NonNullable<HttpOptions['query']>,
  sendIn: 'query' | 'body' = 'query',
): HttpOptions {
  if (sendIn === 'query') return { ...request, query: { ...request.query, ...values } };
  const { body } = request;
  const beside = typeof body === 'object' && !(body instanceof Uint8Array) ? body : {};

  // What reads pages may be asked twice, whatever its method.
  return { isIdempotent: true, method: 'POST', ...request, body: { ...beside, ...values } };
}

function listOf<Item>(value: unknown, fail: (reason: string) => never): readonly Item[] {
  if (value === null || value === undefined) return [];

  return Array.isArray(value) ? (value as Item[]) : fail('the items of a page are no list');
}
