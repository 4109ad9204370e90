import { HttpError } from '../errors/index.js';
import type { Clock } from '../injection/index.js';
import type { AuthTools, Credentials, HttpAuth } from './auth/http-auth.js';
import { bareUrl } from './bare-url.js';
import type { DispatcherPool } from './dispatcher-pool.js';
import { openExchange, type OpenAnswer } from './exchange.js';
import type { HttpLimits } from './http-options.js';
import { openFileUrl } from './open-file-url.js';
import type { Outgoing } from './outgoing.js';
import { redirected } from './redirect.js';
import { isSuccess, statusFailure } from './status-failure.js';
import type { HttpTraffic } from './traffic/http-traffic.js';
import { untilAborted } from './until-aborted.js';

const MAX_REDIRECTS = 5;

/** Most bytes of a failure that are read for its reason. */
const MAX_REASON_BYTES = 16_384;

/** What one try goes by. */
export interface Try {
  readonly limits: HttpLimits;
  readonly auth: readonly HttpAuth[];
  /** Ends the try. */
  readonly signal: AbortSignal;
  /** Ends the reading of its answer too; default the same. */
  readonly bodySignal?: AbortSignal;
}

/** An answer that says success, from the address where it was found. */
export interface Found {
  readonly url: URL;
  readonly answer: OpenAnswer;
}

interface Answered {
  /** The request with its credentials. */
  readonly sent: Outgoing;
  readonly answer: OpenAnswer;
}

/** What a session is made of. */
export interface SessionParts {
  readonly clock: Clock;
  readonly pool: DispatcherPool;
  readonly traffic: HttpTraffic;
  readonly tools: AuthTools;
}

/** Sends requests: adds credentials, follows redirects, and makes errors of failures. */
export class HttpSession {
  constructor(private readonly parts: SessionParts) {}

  /**
   * Sends a request once, to wherever it is redirected.
   *
   * @throws HttpError see `Http.request`; nothing is tried again
   */
  async open(first: Outgoing, each: Try): Promise<Found> {
    let request = first;
    for (let hops = 0; hops <= MAX_REDIRECTS; hops++) {
      const isHome = request.url.origin === first.url.origin;
      const { sent, answer } = await this.answerTo(request, isHome ? each : { ...each, auth: [] });
      const next = nextOf(request, sent, answer);
      if (next === undefined) return this.found(sent, answer, each);
      answer.close();
      request = next;
    }
    const reason = `more than ${MAX_REDIRECTS} in a row`;
    throw new HttpError('HTTP_REDIRECT', { url: bareUrl(first.url), reason });
  }

  private async answerTo(request: Outgoing, each: Try): Promise<Answered> {
    const { limits, signal } = each;
    if (request.url.protocol === 'file:') {
      return { sent: request, answer: await openFileUrl(request, limits.maxBytes, signal) };
    }
    const used = await this.credentials(request, each);
    const first = await this.send(withCredentials(request, used), each);
    if (first.answer.status !== 401) return first;
    const changed = each.auth.filter((auth, at) => auth.refused?.(used[at] ?? {}) === true);
    if (changed.length === 0) return first;
    first.answer.close();

    return this.send(withCredentials(request, await this.credentials(request, each)), each);
  }

  private async credentials(request: Outgoing, { auth, signal }: Try): Promise<Credentials[]> {
    const { tools } = this.parts;
    const all = auth.map(async each => {
      // Each gets its own, so that none can redirect the request.
      const unsigned = { ...request, url: new URL(request.url) };
      return (await each.credentials?.(unsigned, tools)) ?? {};
    });

    return untilAborted(Promise.all(all), signal);
  }

  private async send(sent: Outgoing, each: Try): Promise<Answered> {
    const { limits, auth, signal, bodySignal } = each;
    const { pool, traffic } = this.parts;
    const { connectMs, idleMs, maxBytes, maxRatio } = limits;
    const certificate = auth.find(each => each.certificate)?.certificate;

    const answer = await traffic.answer(sent, async () =>
      openExchange(pool.get(connectMs, certificate), {
        ...sent,
        ...{ idleMs, maxBytes, maxRatio },
        signal: bodySignal ? AbortSignal.any([signal, bodySignal]) : signal,
      }),
    );

    return { sent, answer };
  }

  private async found(sent: Outgoing, answer: OpenAnswer, { limits }: Try): Promise<Found> {
    if (isSuccess(sent, answer.status, limits)) return { url: sent.url, answer };
    const body = await beginningOf(answer);
    const failure = statusFailure(sent, { ...answer, body }, this.parts.clock.now(), limits);

    throw failure ?? new Error(`a success was taken for a failure: ${answer.status}`);
  }
}

function withCredentials(request: Outgoing, all: readonly Credentials[]): Outgoing {
  const url = new URL(request.url);
  const headers = { ...request.headers };
  for (const credentials of all) {
    for (const [name, value] of Object.entries(credentials.query ?? {})) {
      url.searchParams.set(name, value);
    }
    for (const [name, value] of Object.entries(credentials.headers ?? {})) {
      headers[name.toLowerCase()] = value;
    }
  }

  return { ...request, url, headers };
}

function nextOf(request: Outgoing, sent: Outgoing, answer: OpenAnswer): Outgoing | undefined {
  const isSigned = Object.keys(sent.headers).length > Object.keys(request.headers).length;
  try {
    return redirected(request, answer, isSigned);
  } catch (error) {
    answer.close();
    throw error;
  }
}

async function beginningOf({ chunks, close }: OpenAnswer): Promise<Buffer> {
  const kept: Buffer[] = [];
  let bytes = 0;
  try {
    for await (const chunk of chunks) {
      kept.push(chunk);
      bytes += chunk.length;
      if (bytes >= MAX_REASON_BYTES) break;
    }
  } catch {
    // The status tells enough; its reason is a courtesy.
  } finally {
    close();
  }

  return Buffer.concat(kept).subarray(0, MAX_REASON_BYTES);
}
