import { firstValueFrom } from 'rxjs';
import { HttpError } from '../../errors/index.js';
import type { Http } from '../http.js';
import { TAXII_TYPE, byTaxii, type ByTaxiiOptions, type TaxiiPosition } from '../pages/by-taxii.js';
import type { HttpPage } from '../pages/http-page.js';

/** What a TAXII server says about itself. */
export interface TaxiiDiscovery {
  readonly title: string;
  readonly description?: string;
  /** The API root to use unless there is a reason for another one; absolute. */
  readonly default?: string;
  /** Absolute. */
  readonly apiRoots: readonly string[];
}

/** A collection of a TAXII server. */
export interface TaxiiCollection {
  readonly id: string;
  readonly title: string;
  readonly description?: string;
  /** Whether these credentials may read it. */
  readonly canRead: boolean;
  readonly mediaTypes: readonly string[];
  /** The API root that it belongs to; absolute. */
  readonly apiRoot: string;
  /** Its objects; absolute. */
  readonly objectsUrl: string;
}

/** Statuses with which servers refuse a `next` that they no longer know. */
const FORGOTTEN: ReadonlySet<unknown> = new Set([400, 404, 416, 422]);

/**
 * A TAXII 2.1 server.
 *
 * ```ts
 * const taxii = new TaxiiClient(http.with({ auth: basic(name, password) }), config.discoveryUrl);
 * const collections = await taxii.collections();
 * yield* taxii.objects(collections[0].objectsUrl, { from });
 * ```
 *
 * The client's credentials go to the host of the discovery URL and to no other, wherever the server
 * says that its API roots are.
 *
 * @see TAXII 2.1, https://docs.oasis-open.org/cti/taxii/v2.1/
 */
export class TaxiiClient {
  private readonly http: Http;

  /**
   * @param discoveryUrl usually ends in `/taxii2/`
   * @throws HttpError `HTTP_URL`
   */
  constructor(
    http: Http,
    private readonly discoveryUrl: string | URL,
  ) {
    this.http = http.with({ baseUrl: http.resolve(discoveryUrl).origin });
  }

  /**
   * The server's API roots.
   *
   * @throws HttpError `HTTP_FEED_MALFORMED` when what answers is no TAXII server; see `Http.request`
   */
  async discover(): Promise<TaxiiDiscovery> {
    const { value, url } = await this.get(this.discoveryUrl);
    const { title, description, default: chosen, api_roots: roots } = value;
    const apiRoots = textsOf(roots).map(root => absolute(root, url));
    if (apiRoots.length === 0) throw noTaxii(url, 'it names no API roots');

    return {
      title: textOf(title) ?? '',
      ...(textOf(description) !== undefined && { description: textOf(description) }),
      ...(typeof chosen === 'string' && { default: absolute(chosen, url) }),
      apiRoots,
    };
  }

  /**
   * The collections of an API root.
   *
   * @param apiRoot absolute; default: the server's default, else its first
   * @throws HttpError see {@link TaxiiClient.discover}
   */
  async collections(apiRoot?: string): Promise<readonly TaxiiCollection[]> {
    const root = slashed(apiRoot ?? (await this.defaultRoot()));
    const { value, url } = await this.get(`${root}collections/`);
    const { collections = [] } = value;
    if (!Array.isArray(collections)) throw noTaxii(url, 'its collections are no list');

    return collections.map(each => collectionOf(each, root, url));
  }

  /**
   * The objects of a collection, page by page, each page with its bookmark. Objects are unchecked.
   *
   * A page that the server no longer knows (they do not keep them for ever) is no failure: reading
   * begins anew where the last complete run ended.
   *
   * @param objectsUrl of a collection
   */
  async *objects<Item = unknown>(
    objectsUrl: string,
    options: ByTaxiiOptions = {},
  ): AsyncGenerator<HttpPage<Item, TaxiiPosition>, void> {
    const { from } = options;
    let isAnswered = false;
    try {
      for await (const page of byTaxii<Item>(this.http, objectsUrl, options)) {
        isAnswered = true;
        yield page;
      }
    } catch (error) {
      const isForgotten = error instanceof HttpError && FORGOTTEN.has(error.details['status']);
      if (isAnswered || from?.next === undefined || !isForgotten) throw error;
      this.http.logger.warn('the server has forgotten its page, reading anew', {
        addedAfter: from.addedAfter,
      });
      const { addedAfter } = from;
      yield* byTaxii<Item>(this.http, objectsUrl, { ...options, from: { addedAfter } });
    }
  }

  private async defaultRoot(): Promise<string> {
    const { default: chosen, apiRoots } = await this.discover();

    return chosen ?? (apiRoots[0] as string);
  }

  private async get(
    address: string | URL,
  ): Promise<{ value: Record<string, unknown>; url: string }> {
    const headers = { accept: TAXII_TYPE };
    const reply = await firstValueFrom(this.http.request(address, { headers }));
    const value = reply.json();
    if (typeof value !== 'object' || value === null || Array.isArray(value)) {
      throw noTaxii(reply.url, 'it is no object');
    }

    return { value: value as Record<string, unknown>, url: reply.url };
  }
}

function collectionOf(given: unknown, apiRoot: string, url: string): TaxiiCollection {
  const each = (given ?? {}) as Record<string, unknown>;
  const { id, title, description, can_read: canRead, media_types: mediaTypes } = each;
  if (typeof id !== 'string' || id === '') throw noTaxii(url, 'a collection has no id');

  return {
    id,
    title: textOf(title) ?? id,
    ...(textOf(description) !== undefined && { description: textOf(description) }),
    canRead: canRead === true,
    mediaTypes: textsOf(mediaTypes),
    apiRoot,
    objectsUrl: `${apiRoot}collections/${encodeURIComponent(id)}/objects/`,
  };
}

function absolute(address: string, base: string): string {
  if (!URL.canParse(address, base)) throw noTaxii(base, 'an API root is no URL');

  return slashed(new URL(address, base).href);
}

function slashed(url: string): string {
  return url.endsWith('/') ? url : `${url}/`;
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

function textsOf(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.filter(each => typeof each === 'string') : [];
}

function noTaxii(url: string, reason: string): HttpError {
  return new HttpError('HTTP_FEED_MALFORMED', { url, format: 'TAXII 2.1', reason });
}
