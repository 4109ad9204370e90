import type { HttpAuth } from './auth/http-auth.js';
import type { CircuitBreakerOptions } from './gates/circuit-breaker.js';
import type { RateLimit } from './gates/rate-limit.js';
import type { HttpOptions } from './http-options.js';

/** What a client says about every request that it sends. A request's own options come first. */
export interface HttpClientOptions extends Pick<
  HttpOptions,
  'headers' | 'query' | 'timeout' | 'maxBytes' | 'maxRatio' | 'retries' | 'retryOn' | 'allow'
> {
  /**
   * Where relative addresses begin: `/iocs` at `https://a.example/v1` is `https://a.example/v1/iocs`.
   * The client's `auth`, `query` and headers with credentials stay with this host.
   */
  readonly baseUrl?: string | URL;
  /** Who asks; of several, each adds its part. It replaces what the client was made from had. */
  readonly auth?: HttpAuth | readonly HttpAuth[];
  /** How often the source may be asked. It comes on top of the limits that the client has. */
  readonly rateLimit?: RateLimit;
  /**
   * Most requests on their way at once; a stream counts until its answer begins. It comes on top
   * of the limit that the client has. Default: any number.
   */
  readonly concurrency?: number;
  /** Leaves the source alone for a while when it fails again and again. `true` for the defaults. */
  readonly breaker?: CircuitBreakerOptions | boolean;
}
