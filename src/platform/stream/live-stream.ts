import { PlatformError, type ConnectorError } from '../../errors/index.js';
import { backOffMs } from '../../http/index.js';
import type { Logger } from '../../injection/index.js';
import type { LiveStreamOptions, StreamStart } from './live-stream-options.js';
import { SseReader } from './sse-reader.js';
import { StreamConnection, type StreamRoute } from './stream-connection.js';
import { endsRecovery, isStreamEvent, type StreamMessage } from './stream-message.js';
import { isRaw, streamHeaders, streamUrl } from './stream-request.js';

/** Nine heartbeats of OpenCTI, which sends one every 5 seconds. @see `app:live_stream:heartbeat_period` */
const IDLE_MS = 45_000;
/** OpenCTI stores larger events apart; a file's whole content may come inside of one. */
const MAX_CHARACTERS = 64_000_000;
/** A stream that somebody stopped is asked for this often, in milliseconds. */
const STOPPED_PAUSE_MS = 30_000;
/** A refusal of a stream that was read before may be a proxy or a platform that restarts. */
const REFUSALS = 5;
const REFUSED: ReadonlySet<string> = new Set([
  'PLATFORM_STREAM_REFUSED',
  'PLATFORM_STREAM_FORBIDDEN',
  'PLATFORM_STREAM_MISSING',
  'PLATFORM_NOT_OPENCTI',
]);

/**
 * A live stream of OpenCTI, read as its consumer takes it. A connection that ends, breaks or falls
 * silent is opened again where it stopped; a stream that is stopped is waited for. Messages that were
 * read come again when the connection broke among messages that share a position.
 */
export class LiveStream {
  constructor(
    private readonly route: StreamRoute,
    private readonly log: Logger,
    private readonly options: LiveStreamOptions = {},
  ) {}

  /**
   * The messages of the stream, as many at a time as came together. Ends when the signal aborts, and
   * never by itself.
   *
   * @throws PlatformError `PLATFORM_STREAM_REFUSED`, `PLATFORM_STREAM_FORBIDDEN`,
   * `PLATFORM_STREAM_MISSING`, `PLATFORM_NOT_OPENCTI` or `PLATFORM_CERTIFICATE`
   */
  read(start: StreamStart, signal: AbortSignal): AsyncGenerator<readonly StreamMessage[]> {
    return new Reading(this.route, this.log, this.options, start, signal).run();
  }
}

/** One reading of a stream, over as many connections as it takes. */
class Reading {
  /** Position from which nothing is missing. */
  private resumeAt: string;
  /** Position of the last message, of which more may come. */
  private latest: string | undefined;
  private failures = 0;
  private askedMs = 0;
  private wasOpen = false;

  constructor(
    private readonly route: StreamRoute,
    private readonly log: Logger,
    private readonly options: LiveStreamOptions,
    private start: StreamStart,
    private readonly signal: AbortSignal,
  ) {
    this.resumeAt = start.from;
  }

  async *run(): AsyncGenerator<readonly StreamMessage[]> {
    while (!this.signal.aborted) {
      try {
        yield* this.connection();
        await this.pause(this.ended());
      } catch (error) {
        if (this.signal.aborted) return;
        if (!(error instanceof PlatformError)) throw error;
        await this.pause(error);
      }
    }
  }

  private async *connection(): AsyncGenerator<readonly StreamMessage[]> {
    const { streamId, idleMs = IDLE_MS, maxCharacters = MAX_CHARACTERS } = this.options;
    const start = { ...this.start, from: this.resumeAt };
    const connection = await StreamConnection.open(this.route, {
      url: streamUrl(this.route.url, streamId, start),
      headers: streamHeaders(this.options, start),
      ...{ streamId, idleMs, signal: this.signal },
    });
    const reader = new SseReader(maxCharacters, ms => (this.askedMs = ms));
    this.opened(start.from);
    try {
      for (let chunk = await connection.next(); chunk; chunk = await connection.next()) {
        this.failures = 0;
        const messages = reader.feed(chunk);
        for (const message of messages) this.follow(message);
        if (messages.length > 0) yield messages;
      }
    } finally {
      connection.close();
    }
  }

  /** Several messages may share a position: it is safe to go on from there only after the last one. */
  private follow(message: StreamMessage): void {
    const { id } = message;
    if (endsRecovery(message)) this.start = { from: this.start.from };
    if (id === undefined || id === this.latest) return;
    if (this.latest !== undefined) this.resumeAt = this.latest;
    if (isStreamEvent(message)) this.latest = id;
    else {
      this.resumeAt = id;
      this.latest = undefined;
    }
  }

  private opened(from: string): void {
    if (this.failures > 0 || !this.wasOpen) {
      const { streamId } = this.options;
      const stream = isRaw(streamId) ? 'raw' : streamId;
      this.log.info('live stream opened', { stream, from });
    }
    this.wasOpen = true;
    this.latest = undefined;
  }

  private ended(): PlatformError {
    const { url } = this.route;

    return new PlatformError('PLATFORM_UNREACHABLE', { url, reason: 'it ended the live stream' });
  }

  /** @throws the error, when going on can't help */
  private async pause(error: ConnectorError): Promise<void> {
    this.failures += 1;
    const isRefusal = REFUSED.has(error.code);
    const isPassing = isRefusal && this.wasOpen && this.failures <= REFUSALS;
    if (error.recovery !== 'retry' && !isPassing) throw error;

    const ms = this.pauseMs(error);
    const isNews = this.failures === 1;
    const { code, message: reason } = error;
    const facts = { code, reason, inMs: ms, from: this.resumeAt };
    if (isNews && code === 'PLATFORM_STREAM_STOPPED')
      this.log.warn('live stream is stopped, waiting for it', facts);
    else if (isNews) this.log.warn('live stream broke off, opening it again', facts);
    else this.log.debug('live stream is still away', facts);
    await this.route.clock.sleep(ms, this.signal).catch(() => undefined);
  }

  private pauseMs({ code, details }: ConnectorError): number {
    if (code === 'PLATFORM_STREAM_STOPPED') return STOPPED_PAUSE_MS;
    const { afterMs } = details;
    const asked = typeof afterMs === 'number' ? afterMs : this.askedMs;
    const { random } = this.route;

    return Math.max(asked, backOffMs(this.failures, { random }));
  }
}
