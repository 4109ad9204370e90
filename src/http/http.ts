import { Observable, firstValueFrom, map } from 'rxjs';
import { NetworkSettings } from '../config/index.js';
import type { HttpError } from '../errors/index.js';
import { Clock, Injectable, Logger } from '../injection/index.js';
import { USER_AGENT } from '../version.js';
import { bareUrl } from './bare-url.js';
import { PLAIN_PROFILE, derivedProfile, profiled, type ClientProfile } from './client-profile.js';
import { DispatcherPool } from './dispatcher-pool.js';
import { throughGates } from './gates/gate.js';
import { RateLimitMemory } from './gates/rate-limit-memory.js';
import type { HttpClientOptions } from './http-client-options.js';
import { limitsOf, type HttpOptions, type StreamOptions } from './http-options.js';
import { HttpReply } from './http-reply.js';
import { HttpSession, type Found } from './http-session.js';
import { outgoing } from './outgoing.js';
import { gathered } from './gathered.js';
import { resolveUrl } from './resolve-url.js';
import { retryPauseMs } from './retry-pause.js';
import { StreamedReply } from './streamed-reply.js';
import { TimeBudget } from './time-budget.js';
import { HttpTraffic } from './traffic/http-traffic.js';
import { withRetries } from './with-retries.js';

const STREAM_LIMITS = { maxBytes: 10_000_000_000, maxRatio: 250 };

/**
 * The client for the sources of a connector: ask for it in a constructor.
 *
 * ```ts
 * catalogue(): Observable<Catalogue> {
 *   return this.http.get<Catalogue>(this.config.catalogUrl);
 * }
 * ```
 *
 * Requests are cold: nothing is sent before somebody subscribes, each subscription sends it anew,
 * and unsubscribing aborts it. What may succeed later (5xx, 429, a broken connection) is tried
 * again, every request ends within its time limits, and a failure is an error, never an empty
 * result. `file:` URLs are read from the disk and answer alike, which serves fixtures.
 *
 * {@link Http.with} makes a client that knows its source: address, credentials, limits.
 */
@Injectable()
export class Http {
  private pool: DispatcherPool;
  private session: HttpSession;
  private profile: ClientProfile = PLAIN_PROFILE;

  constructor(
    private readonly clock: Clock,
    private readonly log: Logger,
    private readonly network: NetworkSettings,
    private readonly traffic: HttpTraffic = new HttpTraffic(),
    private readonly limits: RateLimitMemory = new RateLimitMemory(),
  ) {
    this.pool = new DispatcherPool(network);
    const send = (url: string, options: HttpOptions) => firstValueFrom(this.request(url, options));
    const tools = { now: () => clock.now(), send };
    this.session = new HttpSession({ clock, pool: this.pool, traffic, tools });
  }

  /**
   * A client for one source. Make it once, in a constructor, and keep it: its limits count what goes
   * through it and through the clients made from it.
   *
   * ```ts
   * @Injectable()
   * export class AcmeClient {
   *   private readonly acme: Http;
   *
   *   constructor(config: AcmeConfig, http: Http) {
   *     this.acme = http.with({
   *       baseUrl: config.baseUrl,
   *       auth: bearer(config.apiKey),
   *       rateLimit: { perMinute: 30 },
   *       concurrency: 4,
   *       breaker: true,
   *     });
   *   }
   *
   *   lookup(ip: string): Observable<Lookup> {
   *     return this.acme.get<Lookup>(`/ip/${encodeURIComponent(ip)}`);
   *   }
   * }
   * ```
   *
   * It shares the connections of this client and is closed with it.
   *
   * @throws HttpError `HTTP_OPTION`
   */
  with(options: HttpClientOptions): Http {
    const { clock, log, network, traffic, limits } = this;
    const client = new Http(clock, log, network, traffic, limits);
    client.pool = this.pool;
    client.session = this.session;
    client.profile = derivedProfile(this.profile, options, { clock, log, store: limits });

    return client;
  }

  /**
   * The address that a request would go to.
   *
   * @throws HttpError `HTTP_URL`
   */
  resolve(url: string | URL): URL {
    return resolveUrl(url, this.profile.baseUrl);
  }

  /**
   * The parsed JSON at a URL: one value, then completion. What it holds is not checked.
   *
   * @throws HttpError see {@link Http.request}; `HTTP_NOT_JSON` when the body is something else
   */
  get<T = unknown>(
    url: string | URL,
    options: Omit<HttpOptions, 'etag' | 'lastModified'> = {},
  ): Observable<T> {
    const headers = { accept: 'application/json', ...options.headers };

    return this.request(url, { ...options, headers }).pipe(map(reply => reply.json<T>()));
  }

  /**
   * The reply at a URL, once it is complete: one value, then completion.
   *
   * @throws HttpError by what went wrong: `HTTP_NOT_FOUND` (404, 410), `HTTP_REFUSED` (401, 403),
   * `HTTP_STATUS` (other 4xx), `HTTP_UNAVAILABLE` (5xx, 429 or no connection, tries used up),
   * `HTTP_TIMEOUT`, `HTTP_TOO_LARGE`, `HTTP_TRUNCATED`, `HTTP_REDIRECT`, `HTTP_CERTIFICATE`; from a
   * client with limits also `HTTP_QUOTA` and `HTTP_CIRCUIT_OPEN`, with OAuth2 `HTTP_TOKEN`
   */
  request(url: string | URL, options: HttpOptions = {}): Observable<HttpReply> {
    return new Observable(subscriber => {
      const abort = new AbortController();
      this.load(url, options, abort.signal).then(
        reply => {
          subscriber.next(reply);
          subscriber.complete();
        },
        (error: unknown) => subscriber.error(error),
      );

      return () => abort.abort();
    });
  }

  /**
   * The reply at a URL as soon as it begins, to be read as it arrives: for what may be large. What
   * is read slowly arrives slowly, and nothing but the current item is held.
   *
   * ```ts
   * const body = await this.http.stream(this.config.csvUrl);
   * for await (const row of body.csv()) …
   * ```
   *
   * Read it, or close it. What breaks off in the middle is an error in the middle, and not tried
   * again.
   *
   * @throws HttpError see {@link Http.request}
   */
  async stream(url: string | URL, options: StreamOptions = {}): Promise<StreamedReply> {
    const { signal: outer, ...others } = options;
    const ended = new AbortController();
    const stop = (): void => ended.abort(outer?.reason);
    const release = (): void => {
      outer?.removeEventListener('abort', stop);
      stop();
    };
    if (outer?.aborted) stop();
    outer?.addEventListener('abort', stop, { once: true });
    const all = { ...STREAM_LIMITS, ...this.profile.defaults, ...others };
    const { maxBytes = STREAM_LIMITS.maxBytes, maxRatio = STREAM_LIMITS.maxRatio } = all;

    try {
      const found = await this.send(url, { ...all, maxBytes, maxRatio }, ended.signal, {
        isStream: true,
        read: each => Promise.resolve(each),
      });
      const limits = { maxBytes, maxRatio };
      const rest = { url: bareUrl(found.url), log: this.log, limits, close: release };
      // A 304 and the like have no body that anybody would have to close.
      if (found.answer.status === 304) release();

      return new StreamedReply(found.answer, rest);
    } catch (error) {
      release();
      throw error;
    }
  }

  /** @internal for the clients that are built on this one */
  get logger(): Logger {
    return this.log;
  }

  /** Closes every connection, those of clients made from this one too; requests in flight fail. */
  async close(): Promise<void> {
    await this.pool.close();
  }

  /** Called by injection when the connector stops. */
  dispose(): Promise<void> {
    return this.close();
  }

  private load(url: string | URL, options: HttpOptions, signal: AbortSignal): Promise<HttpReply> {
    return this.send(url, options, signal, {
      isStream: false,
      read: async ({ url: foundAt, answer }) => {
        const body = await gathered(answer.chunks);
        const reply = new HttpReply(foundAt, { ...answer, body });
        this.log.debug('reply read', {
          url: reply.url,
          status: reply.status,
          bytes: body.length,
        });

        return reply;
      },
    });
  }

  private send<T>(
    url: string | URL,
    options: HttpOptions,
    signal: AbortSignal,
    { isStream, read }: Reading<T>,
  ): Promise<T> {
    const { clock, profile, session } = this;
    const { url: target, options: all, auth } = profiled(profile, url, options);
    const request = outgoing(target, all, USER_AGENT);
    const limits = limitsOf(all);
    const where = bareUrl(request.url);
    const budget = new TimeBudget(clock, limits.totalMs, where);
    const isLive = request.url.protocol !== 'file:' && this.traffic.isLive;
    const gates = isLive ? profile.gates : [];
    const bodySignal = isStream ? signal : undefined;
    const once = (inner: AbortSignal): Promise<T> =>
      session.open(request, { limits, auth, signal: inner, bodySignal }).then(read);
    const pauseMs = (error: unknown, attempt: number): number | undefined => {
      const ms = retryPauseMs(error, attempt, limits, budget.leftMs);
      if (ms === undefined) return undefined;
      budget.spend(ms);
      const { code, message } = error as HttpError;
      const facts = { url: where, code, reason: message, attempt, inMs: ms };
      this.log.warn('request failed, trying again', facts);
      return ms;
    };

    return withRetries(
      () => throughGates(gates, { where, signal }, () => budget.run(signal, once)),
      { clock, signal, pauseMs },
    );
  }
}

/** What is made of an answer, and whether its body outlives the request. */
interface Reading<T> {
  readonly isStream: boolean;
  read(this: void, found: Found): Promise<T>;
}
