import type { Channel, ChannelModel, ConsumeMessage } from 'amqplib';
import type { CallbackPoster } from './callback-poster.js';
import type { QueueOwner } from './connector-queues.js';
import { REDELIVER_MS } from './listen-consumer.js';
import { queueNames } from './queue-names.js';

interface Consumer {
  readonly uri: string;
  readonly channel: Channel;
}

/**
 * Consumes the listen queues of the connectors that want their messages posted: one message at a time,
 * acknowledged when the connector has taken it, back on the queue when it has not.
 */
export class CallbackConsumers {
  readonly #consumers = new Map<string, Promise<Consumer>>();
  readonly #pauses = new Set<() => void>();

  constructor(private readonly poster: CallbackPoster) {}

  /** Consumes for a connector, or no longer, as it registered. */
  async follow(
    connection: ChannelModel,
    { id, listenCallbackUri: uri }: QueueOwner,
  ): Promise<void> {
    const known = await this.#consumers.get(id)?.catch(() => undefined);
    if (known && known.uri === uri) return;
    await this.stop(id);
    if (uri === null) return;

    const started = this.#start(connection, id, uri, () => {
      if (this.#consumers.get(id) === started) this.#consumers.delete(id);
    });
    this.#consumers.set(id, started);
    started.catch(() => this.#consumers.delete(id));
    await started;
  }

  /** No longer consumes for a connector; what was not acknowledged is back on the queue. */
  async stop(id: string): Promise<void> {
    const consumer = await this.#consumers.get(id)?.catch(() => undefined);
    this.#consumers.delete(id);
    await consumer?.channel.close().catch(() => {});
  }

  /** Ends everything. */
  async close(): Promise<void> {
    this.poster.close();
    for (const end of [...this.#pauses]) end();
    await Promise.all([...this.#consumers.keys()].map(id => this.stop(id)));
  }

  /** The connection is gone, and the consumers with it. */
  lose(): void {
    this.#consumers.clear();
  }

  async #start(
    connection: ChannelModel,
    id: string,
    uri: string,
    ended: () => void,
  ): Promise<Consumer> {
    const channel = await connection.createChannel();
    channel.on('error', () => {});
    channel.on('close', ended);
    await channel.prefetch(1);
    await channel.consume(queueNames(id).listen, message => {
      // No message: the broker cancelled the consumer, since the queue was deleted.
      if (message) void this.#deliver(channel, id, uri, message);
      else channel.close().catch(() => {});
    });

    return { uri, channel };
  }

  async #deliver(
    channel: Channel,
    id: string,
    uri: string,
    message: ConsumeMessage,
  ): Promise<void> {
    const delivery = await this.poster.post(id, uri, message.content);
    if (delivery === 'requeue') await this.#pause();
    try {
      if (delivery === 'done') channel.ack(message);
      else channel.nack(message, false, true);
    } catch {
      // The channel is gone; the broker delivers the message again.
    }
  }

  #pause(): Promise<void> {
    return new Promise(resolve => {
      const end = (): void => {
        clearTimeout(timer);
        this.#pauses.delete(end);
        resolve();
      };
      const timer = setTimeout(end, REDELIVER_MS).unref();
      this.#pauses.add(end);
    });
  }
}
