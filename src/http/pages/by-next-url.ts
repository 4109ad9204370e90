import { HttpError } from '../../errors/index.js';
import type { Http } from '../http.js';
import type { HttpReply } from '../http-reply.js';
import { bareUrl } from '../bare-url.js';
import { isSecretName } from '../secret-names.js';
import type { HttpPage } from './http-page.js';
import { readLinks } from './link-header.js';
import type { PaginateOptions } from './paginate-options.js';
import { turnPages } from './turn-pages.js';

/** Where a page begins, for a source that tells the address of the next one. */
export interface UrlPosition {
  /** Complete, but for parameters that hold secrets: those are added again by the client's `auth`. */
  readonly url?: string;
}

/** How a source tells the address of the next page, in a header. */
export interface ByLinkOptions<Body, Item> extends PaginateOptions<Body, Item> {
  /** Where to go on, from a bookmark. Default: at the address given. */
  readonly from?: UrlPosition;
}

/** How a source tells the address of the next page. */
export interface ByNextUrlOptions<Body, Item> extends ByLinkOptions<Body, Item> {
  /** Where it is; nothing, or an empty text, on the last page. May be relative to the page. */
  readonly next: (body: Body, reply: HttpReply) => string | null | undefined;
}

/**
 * Follows the address of the next page that each page tells. It has to be at the same host as the
 * first one, or the pages end with `HTTP_PAGINATION`: a source must not send our credentials
 * elsewhere. `query` is for the first page only, as the addresses carry it on.
 *
 * ```ts
 * paginate.byNextUrl<Pulse, PulseReply>(this.otx, '/pulses/subscribed', {
 *   query: { modified_since: since },
 *   items: body => body.results,
 *   next: body => body.next,
 * });
 * ```
 */
export function byNextUrl<Item, Body = unknown>(
  http: Http,
  url: string | URL,
  options: ByNextUrlOptions<Body, Item>,
): AsyncIterable<HttpPage<Item, UrlPosition, Body>> {
  const { from, next: nextOf, query = {}, ...request } = options;
  const { origin } = http.resolve(url);
  const secrets = Object.fromEntries(Object.entries(query).filter(([name]) => isSecretName(name)));
  if (from?.url !== undefined) refuseElsewhere(from.url, origin);

  return turnPages<Body, Item, UrlPosition>(http, url, request, {
    from: from?.url === undefined ? {} : { url: from.url },
    url: position => position.url ?? url,
    values: position => (position.url === undefined ? query : secrets),
    next: ({ body, reply, fail }) => {
      const told = nextOf(body, reply) ?? '';
      if (typeof told !== 'string') return fail('the address of the next page is no text');
      return told === '' ? undefined : { url: nextUrl(told, { page: reply.url, origin, fail }) };
    },
  });
}

/**
 * Follows the `Link` header with `rel="next"`, as GitHub and others send it.
 *
 * @see RFC 8288
 */
export function byLink<Item, Body = unknown>(
  http: Http,
  url: string | URL,
  options: ByLinkOptions<Body, Item> = {},
): AsyncIterable<HttpPage<Item, UrlPosition, Body>> {
  const next = (_body: Body, { headers }: HttpReply): string | undefined =>
    readLinks(headers['link']).find(({ rels }) => rels.includes('next'))?.target;

  return byNextUrl<Item, Body>(http, url, { ...options, next });
}

interface NextRules {
  readonly page: string;
  readonly origin: string;
  fail(this: void, reason: string): never;
}

function nextUrl(told: string, { page, origin, fail }: NextRules): string {
  if (!URL.canParse(told, page)) fail('the address of the next page is no URL');
  const next = new URL(told, page);
  if (next.origin !== origin) fail(`the next page is at another host: ${bareUrl(next)}`);
  next.username = '';
  next.password = '';
  next.hash = '';
  for (const name of [...next.searchParams.keys()]) {
    if (isSecretName(name)) next.searchParams.delete(name);
  }

  return next.href;
}

/** A bookmark may be older than the settings. */
function refuseElsewhere(url: string, origin: string): void {
  if (URL.canParse(url) && new URL(url).origin === origin) return;

  throw new HttpError('HTTP_PAGINATION', {
    url: bareUrl(url),
    reason: `the bookmark is at another host than ${origin}`,
  });
}
