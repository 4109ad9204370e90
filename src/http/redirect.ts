import { HttpError } from '../errors/index.js';
import { bareUrl } from './bare-url.js';
import type { Answer } from './exchange.js';
import type { Outgoing } from './outgoing.js';
import { SPEAKS_FOR_SOMEBODY } from './secret-names.js';

const REDIRECTS: ReadonlySet<number> = new Set([301, 302, 303, 307, 308]);
const KEEPS_METHOD: ReadonlySet<number> = new Set([307, 308]);

/**
 * The request that a redirect asks for. Towards another origin it loses every header that could
 * hold a credential.
 *
 * @param isSigned whether it was sent with credentials that are not in `request`
 * @returns undefined when the answer is no redirect
 * @throws HttpError `HTTP_REDIRECT` when it leads nowhere, out of http, or takes a request with
 * credentials from https to http
 * @see RFC 9110 section 15.4
 */
export function redirected(
  request: Outgoing,
  answer: Pick<Answer, 'status' | 'headers'>,
  isSigned = false,
): Outgoing | undefined {
  if (!REDIRECTS.has(answer.status)) return undefined;
  const { location } = answer.headers;
  if (!location || !URL.canParse(location, request.url.href)) {
    throw refused(request, 'its Location is missing or is no URL');
  }

  const url = new URL(location, request.url);
  url.username = '';
  url.password = '';
  if (url.protocol !== 'http:' && url.protocol !== 'https:') {
    throw refused(request, `it leads to ${url.protocol}`);
  }
  const isDowngrade = request.url.protocol === 'https:' && url.protocol === 'http:';
  const hasCredentials = isSigned || Object.keys(request.headers).some(isCredential);
  if (isDowngrade && hasCredentials) {
    throw refused(request, 'it leads from https to http, and the request carries credentials');
  }
  const isHere = url.origin === request.url.origin;
  const headers = isHere ? request.headers : withoutCredentials(request.headers);
  const becomesGet = !KEEPS_METHOD.has(answer.status) && !['GET', 'HEAD'].includes(request.method);
  if (!becomesGet) return { ...request, url, headers };

  return { url, method: 'GET', headers: withoutBody(headers) };
}

/** The headers that speak for nobody. */
export function withoutCredentials(headers: Outgoing['headers']): Outgoing['headers'] {
  return without(headers, isCredential);
}

function isCredential(name: string): boolean {
  return SPEAKS_FOR_SOMEBODY.test(name);
}

function withoutBody(headers: Outgoing['headers']): Outgoing['headers'] {
  return without(headers, name => name.startsWith('content-'));
}

function without(headers: Outgoing['headers'], is: (name: string) => boolean): Outgoing['headers'] {
  return Object.fromEntries(Object.entries(headers).filter(([name]) => !is(name)));
}

function refused(request: Outgoing, reason: string): HttpError {
  return new HttpError('HTTP_REDIRECT', { url: bareUrl(request.url), reason });
}
