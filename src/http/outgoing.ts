import { HttpError } from '../errors/index.js';
import { bareUrl } from './bare-url.js';
import { methodOf, type HttpOptions, type QueryValue } from './http-options.js';
import { resolveUrl } from './resolve-url.js';

/** A request as it goes onto the wire, to its first or to a later address. */
export interface Outgoing {
  /** Without credentials. */
  readonly url: URL;
  readonly method: string;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array;
}

/**
 * Turns what an author gave into a request.
 *
 * @throws HttpError `HTTP_URL` for a URL that can't be used, `HTTP_REQUEST` for a body that can't
 */
export function outgoing(url: string | URL, options: HttpOptions, userAgent: string): Outgoing {
  const target = targetOf(url, options);
  const headers: Record<string, string> = { 'user-agent': userAgent, accept: '*/*' };
  const authorization = takeCredentials(target);
  if (authorization) headers['authorization'] = authorization;
  if (options.etag) headers['if-none-match'] = options.etag;
  if (options.lastModified) headers['if-modified-since'] = options.lastModified;
  const { text: body, isJson } = bodyOf(options, target);
  if (isJson) headers['content-type'] = 'application/json';
  for (const [name, value] of Object.entries(options.headers ?? {})) {
    headers[name.toLowerCase()] = value;
  }

  return { url: target, method: methodOf(options), headers, body };
}

function targetOf(url: string | URL, { query = {} }: HttpOptions): URL {
  const target = resolveUrl(url, undefined);
  if (!['http:', 'https:', 'file:'].includes(target.protocol)) {
    throw new HttpError('HTTP_URL', { reason: `${target.protocol} is not supported` });
  }
  for (const [name, value] of Object.entries(query)) {
    for (const each of listOf(value)) {
      if (each !== undefined) target.searchParams.append(name, String(each));
    }
  }
  target.hash = '';

  return target;
}

function bodyOf({ body }: HttpOptions, url: URL): { text?: string | Uint8Array; isJson: boolean } {
  const isPlain = body === undefined || typeof body === 'string' || body instanceof Uint8Array;
  if (isPlain) return { text: body, isJson: false };
  try {
    return { text: JSON.stringify(body), isJson: true };
  } catch (cause) {
    const reason = 'its body can not be written as JSON';
    throw new HttpError('HTTP_REQUEST', { url: bareUrl(url), reason }, { cause });
  }
}

function listOf(value: QueryValue | readonly QueryValue[]): readonly QueryValue[] {
  return typeof value === 'object' ? value : [value];
}

function takeCredentials(url: URL): string | undefined {
  if (!url.username && !url.password) return undefined;
  const pair = `${decoded(url.username)}:${decoded(url.password)}`;
  url.username = '';
  url.password = '';

  return `Basic ${Buffer.from(pair).toString('base64')}`;
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
