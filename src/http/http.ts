import { Observable, map } from 'rxjs';
import type { Dispatcher } from 'undici';
import { NetworkSettings } from '../config/index.js';
import { HttpError } from '../errors/index.js';
import { Clock, Injectable, Logger } from '../injection/index.js';
import { USER_AGENT } from '../version.js';
import { bareUrl } from './bare-url.js';
import { exchange, type Answer } from './exchange.js';
import { limitsOf, type HttpLimits, type HttpOptions } from './http-options.js';
import { HttpReply } from './http-reply.js';
import { networkOptions } from './network-options.js';
import { openDispatcher } from './open-dispatcher.js';
import { outgoing, type Outgoing } from './outgoing.js';
import { readFileUrl } from './read-file-url.js';
import { redirected } from './redirect.js';
import { retryPauseMs } from './retry-pause.js';
import { statusFailure } from './status-failure.js';
import { withDeadline } from './with-deadline.js';
import { withRetries } from './with-retries.js';

const MAX_REDIRECTS = 5;

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
 */
@Injectable()
export class Http {
  private readonly dispatchers = new Map<number, Dispatcher>();

  constructor(
    private readonly clock: Clock,
    private readonly log: Logger,
    private readonly network: NetworkSettings,
  ) {}

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
   * `HTTP_TIMEOUT`, `HTTP_TOO_LARGE`, `HTTP_TRUNCATED`, `HTTP_REDIRECT`, `HTTP_CERTIFICATE`
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

  /** Closes every connection; requests in flight fail. */
  async close(): Promise<void> {
    const open = [...this.dispatchers.values()];
    this.dispatchers.clear();
    await Promise.all(open.map(dispatcher => dispatcher.destroy()));
  }

  /** Called by injection when the connector stops. */
  dispose(): Promise<void> {
    return this.close();
  }

  private async load(
    url: string | URL,
    options: HttpOptions,
    signal: AbortSignal,
  ): Promise<HttpReply> {
    const { clock } = this;
    const limits = limitsOf(options);
    const request = outgoing(url, options, USER_AGENT);
    const where = bareUrl(request.url);
    const endsAt = clock.monotonic() + limits.totalMs;
    const pauseMs = (error: unknown, attempt: number): number | undefined => {
      const ms = retryPauseMs(error, attempt, limits, endsAt - clock.monotonic());
      if (ms !== undefined) this.logRetry(error, where, attempt, ms);
      return ms;
    };

    return withDeadline(
      inner =>
        withRetries(() => this.follow(request, limits, inner), { clock, signal: inner, pauseMs }),
      {
        clock,
        signal,
        ms: limits.totalMs,
        expired: () =>
          new HttpError('HTTP_TIMEOUT', { url: where, phase: 'total', limitMs: limits.totalMs }),
      },
    );
  }

  private async follow(
    first: Outgoing,
    limits: HttpLimits,
    signal: AbortSignal,
  ): Promise<HttpReply> {
    let request = first;
    for (let hops = 0; hops <= MAX_REDIRECTS; hops++) {
      const answer = await this.answerTo(request, limits, signal);
      const next = redirected(request, answer);
      if (!next) return this.replyFrom(request, answer);
      request = next;
    }
    const reason = `more than ${MAX_REDIRECTS} in a row`;
    throw new HttpError('HTTP_REDIRECT', { url: bareUrl(first.url), reason });
  }

  private answerTo(request: Outgoing, limits: HttpLimits, signal: AbortSignal): Promise<Answer> {
    if (request.url.protocol === 'file:') return readFileUrl(request, limits.maxBytes, signal);
    const { idleMs, maxBytes } = limits;

    return exchange(this.dispatcher(limits.connectMs), { ...request, idleMs, maxBytes, signal });
  }

  private replyFrom(request: Outgoing, answer: Answer): HttpReply {
    const failure = statusFailure(request, answer, this.clock.now());
    if (failure) throw failure;
    const reply = new HttpReply(request.url, answer);
    this.log.debug('reply read', {
      url: reply.url,
      status: reply.status,
      bytes: answer.body.length,
    });

    return reply;
  }

  private dispatcher(connectMs: number): Dispatcher {
    const open = this.dispatchers.get(connectMs);
    if (open) return open;
    const dispatcher = openDispatcher({ ...networkOptions(this.network), connectMs });
    this.dispatchers.set(connectMs, dispatcher);

    return dispatcher;
  }

  private logRetry(error: unknown, url: string, attempt: number, inMs: number): void {
    const { code, message } = error as HttpError;
    this.log.warn('request failed, trying again', { url, code, reason: message, attempt, inMs });
  }
}
