import type { Readable } from 'node:stream';
import { request as send, type Dispatcher } from 'undici';
import { PlatformError } from '../../errors/index.js';
import { networkFailure } from '../../http/index.js';
import type { Clock } from '../../injection/index.js';
import { unreachable } from '../unreachable.js';
import { streamRefusal } from './stream-refusal.js';

/** How OpenCTI is reached, and by whom. */
export interface StreamRoute {
  readonly dispatcher: Dispatcher;
  /** Base URL of OpenCTI, without a slash at its end. */
  readonly url: string;
  /** Name the client, and carry its token. */
  readonly headers: Readonly<Record<string, string>>;
  readonly clock: Clock;
  /** Gives a number from 0 to 1, to spread the pauses between tries. */
  readonly random: () => number;
}

/** What one connection is opened with. */
export interface ConnectionRequest {
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  readonly streamId: string | undefined;
  readonly idleMs: number;
  readonly signal: AbortSignal;
}

/** Milliseconds that OpenCTI may take to begin its answer. */
const HEADERS_MS = 60_000;

/**
 * One connection to a live stream. Nothing is taken from the network before it is asked for, so that
 * whoever reads slowly slows OpenCTI down and nothing else.
 */
export class StreamConnection {
  private readonly chunks: AsyncIterator<Uint8Array>;
  private readonly closed = new AbortController();
  /** Since when somebody waits for bytes. */
  private askedAt: number | undefined;

  private constructor(
    private readonly body: Readable,
    private readonly route: StreamRoute,
    private readonly request: ConnectionRequest,
  ) {
    // A body that is left alone reports that as an error, which nobody waits for.
    body.on('error', () => undefined);
    this.chunks = body[Symbol.asyncIterator]() as AsyncIterator<Uint8Array>;
  }

  /** @throws PlatformError when it can't be opened; the signal's reason when it aborted */
  static async open(route: StreamRoute, request: ConnectionRequest): Promise<StreamConnection> {
    const { url, headers, streamId, signal } = request;
    try {
      const response = await send(url, {
        dispatcher: route.dispatcher,
        headers: { ...route.headers, ...headers },
        headersTimeout: HEADERS_MS,
        // Only the time that somebody waits for bytes counts, and only we know when that is.
        bodyTimeout: 0,
        signal,
      });
      const { statusCode: status, headers: answered, body } = response;
      const connection = new StreamConnection(body, route, request);
      const answer = { url: route.url, streamId, status, headers: answered };
      const refusal = streamRefusal(answer, route.clock.now());
      if (!refusal) {
        void connection.watch().catch(() => undefined);
        return connection;
      }
      connection.close();
      throw refusal;
    } catch (error) {
      throw failureOf(error, route, request, false);
    }
  }

  /**
   * The next bytes; undefined when the other side has ended.
   *
   * @throws PlatformError `PLATFORM_STREAM_SILENT` when none come in time, `PLATFORM_UNREACHABLE` when
   * the connection broke; the signal's reason when it aborted
   */
  async next(): Promise<Uint8Array | undefined> {
    this.askedAt = this.route.clock.monotonic();
    try {
      const step = await this.chunks.next();
      return step.done === true ? undefined : step.value;
    } catch (error) {
      throw failureOf(error, this.route, this.request, true);
    } finally {
      this.askedAt = undefined;
    }
  }

  /** Lets go of it, whatever is still on its way. */
  close(): void {
    this.closed.abort();
    this.body.destroy();
  }

  /** One timer for all of the connection: one for each chunk would cost more than its bytes. */
  private async watch(): Promise<void> {
    const { clock, url } = this.route;
    const { idleMs } = this.request;
    for (let leftMs = idleMs; leftMs > 0; leftMs = this.leftMs) {
      await clock.sleep(leftMs, this.closed.signal);
    }
    this.body.destroy(new PlatformError('PLATFORM_STREAM_SILENT', { url, idleMs }));
  }

  /** Milliseconds until whoever waits for bytes has waited too long. */
  private get leftMs(): number {
    const { idleMs } = this.request;

    return this.askedAt === undefined
      ? idleMs
      : this.askedAt + idleMs - this.route.clock.monotonic();
  }
}

function failureOf(
  error: unknown,
  { url }: StreamRoute,
  { url: address, idleMs, signal }: ConnectionRequest,
  isAnswered: boolean,
): unknown {
  if (signal.aborted) return signal.reason;
  if (error instanceof PlatformError) return error;
  const failure = networkFailure(error, { url: address, maxBytes: 0, idleMs, isAnswered });

  return unreachable(failure, { operation: 'the live stream', maxBytes: 0 }, url);
}
