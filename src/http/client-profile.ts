import { HttpError } from '../errors/index.js';
import type { Clock, Logger } from '../injection/index.js';
import type { HttpAuth } from './auth/http-auth.js';
import { CircuitBreaker } from './gates/circuit-breaker.js';
import type { Gate } from './gates/gate.js';
import { quotaText, quotasOf, type RateLimit } from './gates/rate-limit.js';
import type { RateLimitStore } from './gates/rate-limit-store.js';
import { RateLimiter } from './gates/rate-limiter.js';
import { Slots } from './gates/slots.js';
import type { HttpClientOptions } from './http-client-options.js';
import type { HttpOptions } from './http-options.js';
import { withoutCredentials } from './redirect.js';
import { readBaseUrl, resolveUrl } from './resolve-url.js';

/** What a client adds to its requests, and what they pass through. */
export interface ClientProfile {
  readonly baseUrl?: URL;
  readonly auth: readonly HttpAuth[];
  readonly gates: readonly Gate[];
  readonly defaults: HttpOptions;
}

/** A client that adds nothing. */
export const PLAIN_PROFILE: ClientProfile = { auth: [], gates: [], defaults: {} };

/** What the limits of a client go by. */
export interface ProfileParts {
  readonly clock: Clock;
  readonly log: Logger;
  /** Keeps rate limits that name no store. */
  readonly store: RateLimitStore;
}

/**
 * The profile of a client that is made from another one.
 *
 * @throws HttpError `HTTP_OPTION`
 */
export function derivedProfile(
  parent: ClientProfile,
  options: HttpClientOptions,
  parts: ProfileParts,
): ClientProfile {
  const { baseUrl, auth, rateLimit, concurrency, breaker, ...own } = options;
  const { defaults } = parent;
  const base = baseUrl === undefined ? parent.baseUrl : readBaseUrl(baseUrl);

  return {
    baseUrl: base,
    auth: auth === undefined ? parent.auth : [auth].flat(),
    gates: [
      ...parent.gates,
      ...(concurrency === undefined ? [] : [new Slots(countOf(concurrency))]),
      ...(breaker ? [new CircuitBreaker(breaker === true ? {} : breaker, parts)] : []),
      new RateLimiter(kept(rateLimit, base, parts.store), parts),
    ],
    defaults: {
      ...defaults,
      ...own,
      headers: lowerCase({ ...lowerCase(defaults.headers), ...lowerCase(own.headers) }),
      query: { ...defaults.query, ...own.query },
      timeout: { ...defaults.timeout, ...own.timeout },
    },
  };
}

/** What a request at a client is: where it goes, with what, and whether it may say who asks. */
export interface ProfiledRequest {
  readonly url: URL;
  readonly options: HttpOptions;
  readonly auth: readonly HttpAuth[];
}

/**
 * Adds what the client says about every request to one of them.
 *
 * @throws HttpError `HTTP_URL`
 */
export function profiled(
  { baseUrl, auth, defaults }: ClientProfile,
  url: string | URL,
  options: HttpOptions,
): ProfiledRequest {
  const target = resolveUrl(url, baseUrl);
  const isHome = baseUrl === undefined || target.origin === baseUrl.origin;
  const headers = isHome ? defaults.headers : withoutCredentials(defaults.headers ?? {});

  return {
    url: target,
    auth: isHome ? auth : [],
    options: {
      ...defaults,
      ...options,
      headers: { ...headers, ...lowerCase(options.headers) },
      query: { ...(isHome && defaults.query), ...options.query },
      timeout: { ...defaults.timeout, ...options.timeout },
    },
  };
}

/** A limit with a place where it is kept, under a name that no other source has. */
function kept(
  limit: RateLimit | undefined,
  baseUrl: URL | undefined,
  store: RateLimitStore,
): RateLimit {
  // Without a quota there is nothing to keep, and what another client has kept would be overwritten.
  if (limit === undefined) return {};
  const key = [baseUrl?.host ?? 'any host', ...quotasOf(limit).map(quotaText)].join('; ');

  return { store, key, ...limit };
}

function countOf(concurrency: number): number {
  if (Number.isSafeInteger(concurrency) && concurrency > 0) return concurrency;

  throw new HttpError('HTTP_OPTION', {
    option: 'concurrency',
    reason: 'it is not a whole number above 0',
  });
}

function lowerCase(headers: Readonly<Record<string, string>> = {}): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]),
  );
}
