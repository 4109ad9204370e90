import { connect, type Channel, type ChannelModel, type ConfirmChannel } from 'amqplib';
import { SandboxError } from '../../errors/index.js';
import { brokerCoordinates, brokerName } from './broker-address.js';

/** How long the broker has to answer a connection. */
const CONNECT_MS = 10_000;

/** Time between two tries when the broker went away or refused. */
const RETRY_MS = 500;

/** What a session tells its owner. */
export interface SessionEvents {
  /** The connection was lost; the session tries to get it back. */
  lost(): void;
  /** There is a new connection; whatever was consumed must be consumed again. */
  restored(connection: ChannelModel): Promise<void>;
}

/** One connection to RabbitMQ that comes back after the broker went away. */
export class RabbitSession {
  #connection: Promise<ChannelModel>;
  #publisher: Promise<ConfirmChannel> | undefined;
  readonly #pauses = new Set<() => void>();
  #isClosed = false;

  private constructor(
    private readonly url: string,
    first: ChannelModel,
    private readonly events: SessionEvents,
  ) {
    this.#connection = Promise.resolve(first);
    this.#watch(first);
  }

  /**
   * Connects.
   *
   * @throws SandboxError `SANDBOX_OPTION_INVALID`, `SANDBOX_BROKER_UNREACHABLE`
   */
  static async open(url: string, events: SessionEvents): Promise<RabbitSession> {
    const broker = brokerName(brokerCoordinates(url));
    try {
      return new RabbitSession(url, await connect(url, { timeout: CONNECT_MS }), events);
    } catch (cause) {
      const reason = cause instanceof Error ? cause.message || cause.name : String(cause);
      throw new SandboxError('SANDBOX_BROKER_UNREACHABLE', { broker, reason }, { cause });
    }
  }

  /** The connection; while the broker is away, the promise of the next one. */
  connection(): Promise<ChannelModel> {
    return this.#connection;
  }

  /** Runs something on a channel of its own: a failure closes that channel and nothing else. */
  async onChannel<T>(run: (channel: Channel) => Promise<T>): Promise<T> {
    return onChannelOf(await this.#connection, run);
  }

  /**
   * Publishes a lasting message; resolves when the broker has confirmed it. Tries until it has, as the
   * platform does, unless the session is closed.
   */
  async publish(exchange: string, routingKey: string, body: Buffer): Promise<void> {
    for (;;) {
      try {
        await this.#publishOnce(exchange, routingKey, body);
        return;
      } catch (error) {
        if (this.#isClosed) throw error;
        await this.#pause();
      }
    }
  }

  /** Gives up what is being tried again and again; what is under way may end. */
  release(): void {
    this.#isClosed = true;
    for (const end of [...this.#pauses]) end();
  }

  /** Closes the connection, and stops looking for a new one. */
  async close(): Promise<void> {
    this.release();
    // While the broker is away there is nothing to close, and nothing to wait for.
    const connection = await Promise.race([this.#connection, Promise.resolve(undefined)]);
    await connection?.close().catch(() => {});
  }

  async #publishOnce(exchange: string, routingKey: string, body: Buffer): Promise<void> {
    this.#publisher ??= this.#openPublisher();
    const publisher = await this.#publisher;

    await new Promise<void>((resolve, reject) => {
      publisher.publish(exchange, routingKey, body, { deliveryMode: 2 }, (error: unknown) => {
        if (error) reject(error instanceof Error ? error : new Error('refused by the broker'));
        else resolve();
      });
    });
  }

  async #openPublisher(): Promise<ConfirmChannel> {
    const forget = (): void => {
      this.#publisher = undefined;
    };
    try {
      const publisher = await (await this.#connection).createConfirmChannel();
      return publisher.on('error', forget).on('close', forget);
    } catch (error) {
      forget();
      throw error;
    }
  }

  /** A moment; shorter when the session is released meanwhile. */
  #pause(): Promise<void> {
    return new Promise(resolve => {
      const end = (): void => {
        clearTimeout(timer);
        this.#pauses.delete(end);
        resolve();
      };
      const timer = setTimeout(end, RETRY_MS).unref();
      this.#pauses.add(end);
    });
  }

  #watch(connection: ChannelModel): void {
    // Without a listener the error would end the process; 'close' follows and is acted on.
    connection.on('error', () => {});
    connection.on('close', () => {
      if (this.#isClosed) return;
      this.#publisher = undefined;
      this.#connection = this.#reconnect();
      this.events.lost();
    });
  }

  async #reconnect(): Promise<ChannelModel> {
    for (;;) {
      await this.#pause();
      // Nobody waits for the connection of a closed session.
      if (this.#isClosed) return NEVER;
      const connection = await connect(this.url, { timeout: CONNECT_MS }).catch(() => undefined);
      if (!connection) continue;
      this.#watch(connection);
      if (this.#isClosed) {
        await connection.close().catch(() => {});
        return NEVER;
      }
      await this.events.restored(connection).catch(() => {});

      return connection;
    }
  }
}

const NEVER = new Promise<never>(() => {});

/** Runs something on a channel of its own, on a given connection. */
export async function onChannelOf<T>(
  connection: ChannelModel,
  run: (channel: Channel) => Promise<T>,
): Promise<T> {
  const channel = await connection.createChannel();
  channel.on('error', () => {});
  try {
    return await run(channel);
  } finally {
    await channel.close().catch(() => {});
  }
}
