import { connect, type ChannelModel, type ConfirmChannel } from 'amqplib';
import { withDeadline } from '../http/index.js';
import type { Clock } from '../injection/index.js';
import type { AmqpOptions } from './amqp-options.js';
import { tlsMaterial } from './tls-material.js';

const DEFAULT_HEARTBEAT_SECONDS = 10;
const DEFAULT_CONNECT_TIMEOUT_MS = 30_000;
const CLOSE_WITHIN_MS = 5_000;

/** What a session tells its owner. Each is called in the order in which the broker said it. */
export interface SessionEvents {
  /** The broker took the message of a tag, or all up to it. */
  confirmed(tag: number, isMultiple: boolean): void;
  /** The broker refused the message of a tag, or all up to it. */
  refused(tag: number, isMultiple: boolean): void;
  /** No queue took a message; its confirmation follows all the same. */
  returned(body: Buffer): void;
  /** The broker asks to publish nothing more for now. */
  blocked(reason: string): void;
  /** The broker takes messages again. */
  unblocked(): void;
  /** The connection or its channel is gone: close the session. Called once, and nothing after it. */
  ended(error: unknown): void;
}

/** One connection to the broker with one channel in confirm mode. */
export interface AmqpSession {
  /** Publishes a body; its delivery tag is the number of calls so far. */
  publish(body: Buffer): void;
  /** Says good-bye to the broker, waiting at most 5 s, and releases the socket. */
  close(): Promise<void>;
}

/** How a session is opened; tests give their own. */
export type OpenSession = (events: SessionEvents, signal: AbortSignal) => Promise<AmqpSession>;

/**
 * Connects, logs in and opens a channel in confirm mode. Declares nothing.
 *
 * @param signal gives up the attempt; the socket is destroyed at once
 */
export async function openAmqpSession(
  options: AmqpOptions,
  clock: Clock,
  events: SessionEvents,
  signal: AbortSignal,
): Promise<AmqpSession> {
  const socket = new AbortController();
  const session = new ConfirmSession(options, clock, events, socket);

  try {
    await withDeadline(attempt => session.open(attempt), {
      clock,
      ms: options.connectTimeoutMs ?? DEFAULT_CONNECT_TIMEOUT_MS,
      signal,
      expired: () => new Error('it does not answer in time'),
    });
  } catch (error) {
    socket.abort();
    throw error;
  }

  return session;
}

class ConfirmSession implements AmqpSession {
  private connection: ChannelModel | undefined;
  private channel: ConfirmChannel | undefined;
  private isOpen = false;

  constructor(
    private readonly options: AmqpOptions,
    private readonly clock: Clock,
    private readonly events: SessionEvents,
    /** Owns the socket: aborting destroys it, in whatever state it is. */
    private readonly socket: AbortController,
  ) {}

  async open(signal: AbortSignal): Promise<void> {
    const destroy = (): void => this.socket.abort();
    signal.addEventListener('abort', destroy, { once: true });
    try {
      this.connection = await this.connect();
      this.connection.on('error', error => this.lose(error));
      this.connection.on('close', error => this.lose(error ?? new Error('the connection closed')));
      this.channel = await this.connection.createConfirmChannel();
      signal.throwIfAborted();
      this.listen(this.connection, this.channel);
      this.isOpen = true;
    } catch (error) {
      signal.throwIfAborted();
      throw error;
    } finally {
      signal.removeEventListener('abort', destroy);
    }
  }

  publish(body: Buffer): void {
    const { exchange, routingKey } = this.options;
    try {
      this.channel?.publish(exchange, routingKey, body, PROPERTIES);
    } catch (error) {
      this.lose(error);
    }
  }

  async close(): Promise<void> {
    this.isOpen = false;
    if (this.socket.signal.aborted) return;
    const limit = new AbortController();
    const goodBye = this.connection?.close().catch(() => undefined);
    const patience = this.clock.sleep(CLOSE_WITHIN_MS, limit.signal).catch(() => undefined);

    await Promise.race([goodBye, patience]);
    limit.abort();
    this.socket.abort();
  }

  private connect(): Promise<ChannelModel> {
    const { host, port, vhost, user, pass, useSsl, heartbeatSeconds } = this.options;

    return connect(
      {
        protocol: useSsl ? 'amqps' : 'amqp',
        hostname: host,
        port,
        username: user,
        password: pass.reveal(),
        // amqplib decodes it, as if it came from a URL.
        vhost: encodeURIComponent(vhost),
        heartbeat: heartbeatSeconds ?? DEFAULT_HEARTBEAT_SECONDS,
      },
      // Without noDelay every small batch waits 40 ms for a delayed acknowledgement.
      { noDelay: true, ...tlsMaterial(this.options), ...{ signal: this.socket.signal } },
    );
  }

  private listen(connection: ChannelModel, channel: ConfirmChannel): void {
    const { events } = this;
    const whileOpen = (tell: () => void): void => (this.isOpen ? tell() : undefined);

    connection.on('blocked', reason => whileOpen(() => events.blocked(reason)));
    connection.on('unblocked', () => whileOpen(() => events.unblocked()));
    channel.on('error', error => this.end(error));
    channel.on('return', ({ content }) => whileOpen(() => events.returned(content)));
    channel.on('ack', ({ deliveryTag, multiple }) =>
      whileOpen(() => events.confirmed(deliveryTag, multiple)),
    );
    channel.on('nack', ({ deliveryTag, multiple }) =>
      whileOpen(() => events.refused(deliveryTag, multiple)),
    );
  }

  /** The connection is gone: there is nobody to say good-bye to. */
  private lose(error: unknown): void {
    this.socket.abort();
    this.end(error);
  }

  /** Only the first thing that ends a session counts. */
  private end(error: unknown): void {
    if (!this.isOpen) return;
    this.isOpen = false;
    this.events.ended(error);
  }
}

/** @see pycti `OpenCTIConnectorHelper._send_bundle`; mandatory makes the broker tell of a lost queue. */
const PROPERTIES = { deliveryMode: 2, contentEncoding: 'utf-8', mandatory: true } as const;
