import { connect, type Channel, type ChannelModel } from 'amqplib';
import { withDeadline } from '../http/index.js';
import type { Clock } from '../injection/index.js';
import type { BrokerCoordinates } from './amqp-options.js';
import { tlsMaterial } from './tls-material.js';
import { waitAtMost } from './wait-at-most.js';

const DEFAULT_HEARTBEAT_SECONDS = 10;
const DEFAULT_CONNECT_TIMEOUT_MS = 30_000;
const CLOSE_WITHIN_MS = 5_000;

/** A publisher's socket takes a whole window of usual messages before amqplib has to wait for it. */
const PUBLISHER_BUFFER_BYTES = 1024 * 1024;

/** Which broker, and with how much patience. */
export interface ConnectionOptions extends BrokerCoordinates {
  /** Seconds between heartbeats; a dead connection is seen after two. Default 10. */
  readonly heartbeatSeconds?: number;
  /** Milliseconds for one attempt to connect and log in. Default 30,000. */
  readonly connectTimeoutMs?: number;
}

/** What a connection is opened with. */
export interface OpenConnection {
  readonly options: ConnectionOptions;
  readonly clock: Clock;
  /** Whether the broker confirms what is published on the channel. Default false. */
  readonly confirms?: boolean;
  /** The connection or its channel is gone. Called once, only when it had been opened. */
  ended(error: unknown): void;
  /** Gives up the attempt; the socket is destroyed at once. */
  readonly signal: AbortSignal;
}

/**
 * Prepares a fresh connection for its user; part of the attempt, which fails with it.
 *
 * @param channel to speak on
 * @param model for what the broker says about the connection itself
 */
export type SetUp = (
  connection: AmqpConnection,
  channel: Channel,
  model: ChannelModel,
) => Promise<void>;

/** One connection to the broker with one channel on it. */
export class AmqpConnection {
  private model: ChannelModel | undefined;
  private opened: Channel | undefined;
  private isOpen = false;
  private isOver = false;
  private endedBy: unknown;
  /** Owns the socket: aborting destroys it, in whatever state it is. */
  private readonly socket = new AbortController();

  private constructor(private readonly owner: OpenConnection) {}

  /** Connects, logs in, opens a channel and lets the caller set it up. Declares nothing. */
  static async open(owner: OpenConnection, setUp: SetUp): Promise<AmqpConnection> {
    const { options, clock, signal } = owner;
    const connection = new AmqpConnection(owner);
    try {
      await withDeadline(attempt => connection.open(attempt, setUp), {
        clock,
        ms: options.connectTimeoutMs ?? DEFAULT_CONNECT_TIMEOUT_MS,
        signal,
        expired: () => new Error('it does not answer in time'),
      });
    } catch (error) {
      connection.release();
      throw error;
    }

    return connection;
  }

  /** The channel, as long as it can be spoken on. */
  get channel(): Channel | undefined {
    return this.isOver ? undefined : this.opened;
  }

  /** Ends it for a reason of its user: the owner hears of it. */
  end(error: unknown): void {
    if (this.isOver) return;
    this.isOver = true;
    this.endedBy = error;
    if (this.isOpen) this.owner.ended(error);
  }

  /** Lets the broker take what was said, waiting at most 5 s, and releases the socket. */
  async close(): Promise<void> {
    const { channel } = this;
    this.isOver = true;
    if (this.socket.signal.aborted) return;

    await waitAtMost(this.goodBye(channel), CLOSE_WITHIN_MS, this.owner.clock);
    this.release();
  }

  /** The broker answers on the channel only after it has read everything that was said on it. */
  private async goodBye(channel: Channel | undefined): Promise<void> {
    await channel?.close().catch(() => undefined);
    await this.model?.close();
  }

  private async open(signal: AbortSignal, setUp: SetUp): Promise<void> {
    const destroy = (): void => this.socket.abort();
    signal.addEventListener('abort', destroy, { once: true });
    try {
      this.model = await this.connect();
      this.model.on('error', error => this.lose(error));
      this.model.on('close', error => this.lose(error ?? new Error('the connection closed')));
      this.opened = await this.openChannel(this.model);
      this.opened.on('error', error => this.end(error));
      await setUp(this, this.opened, this.model);
      signal.throwIfAborted();
      if (this.isOver) throw this.endedBy;
      this.isOpen = true;
    } catch (error) {
      signal.throwIfAborted();
      throw error;
    } finally {
      signal.removeEventListener('abort', destroy);
    }
  }

  private openChannel(model: ChannelModel): Promise<Channel> {
    return this.owner.confirms ? model.createConfirmChannel() : model.createChannel();
  }

  private connect(): Promise<ChannelModel> {
    const { host, port, vhost, user, pass, useSsl, heartbeatSeconds } = this.owner.options;

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
      // Without noDelay every small write waits 40 ms for a delayed acknowledgement.
      {
        noDelay: true,
        ...tlsMaterial(this.owner.options),
        ...{ signal: this.socket.signal },
        ...(this.owner.confirms && { highWaterMark: PUBLISHER_BUFFER_BYTES }),
      },
    );
  }

  /** The connection is gone: there is nobody to say good-bye to. */
  private lose(error: unknown): void {
    this.release();
    this.end(error);
  }

  private release(): void {
    this.socket.abort();
  }
}
