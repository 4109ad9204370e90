import { randomUUID } from 'node:crypto';
import { connect, type Channel, type ChannelModel, type ConsumeMessage } from 'amqplib';

/** How a queue departs from what the platform declares. */
export interface PushQueueOptions {
  /** Arguments added to those of the platform, such as `x-max-length`. */
  readonly arguments?: Readonly<Record<string, unknown>>;
}

/**
 * A connector's push queue, declared as the platform does at registration, with names of its own so
 * that tests don't meet. It stands in for OpenCTI's worker: it takes the messages off.
 *
 * @see OpenCTI `src/database/rabbitmq.js`
 */
export class PushQueue {
  private constructor(
    private readonly connection: ChannelModel,
    private readonly channel: Channel,
    /** Id of the connector that the queue is for. */
    readonly id: string,
  ) {}

  /** Declares exchange, queue and binding on the broker of a URL. */
  static async declare(url: string, options: PushQueueOptions = {}): Promise<PushQueue> {
    const queue = await PushQueue.reconnect(url, randomUUID());
    await queue.assert(options);

    return queue;
  }

  /** Connects to what was declared before, as after a restart of the broker. */
  static async reconnect(url: string, id: string): Promise<PushQueue> {
    const connection = await connect(url);
    // What a broken or restarted broker does to this connection is not what is tested.
    connection.on('error', () => undefined);

    return new PushQueue(connection, await connection.createChannel(), id);
  }

  /** Exchange to publish to. */
  get exchange(): string {
    return `worker.exchange.${this.id}`;
  }

  /** Routing key to publish with. */
  get routingKey(): string {
    return `push_routing_${this.id}`;
  }

  /** Name of the queue. */
  get name(): string {
    return `push_${this.id}`;
  }

  /** Declares everything again: what the platform does at every ping. */
  async assert(options: PushQueueOptions = {}): Promise<void> {
    await this.channel.assertExchange(this.exchange, 'direct', { durable: true });
    await this.channel.assertQueue(this.name, {
      durable: true,
      arguments: {
        name: 'Test connector',
        config: { id: this.id, type: 'EXTERNAL_IMPORT', scope: 'test' },
        'x-queue-type': 'classic',
        ...options.arguments,
      },
    });
    await this.channel.bindQueue(this.name, this.exchange, this.routingKey);
  }

  /** How many messages wait in it. */
  async size(): Promise<number> {
    return (await this.channel.checkQueue(this.name)).messageCount;
  }

  /** Takes off all messages that wait, in their order. */
  async take(): Promise<ConsumeMessage[]> {
    const taken: ConsumeMessage[] = [];
    const waiting = await this.size();
    if (waiting === 0) return taken;

    let consumerTag = '';
    await new Promise<void>((resolve, reject) => {
      const collect = (message: ConsumeMessage | null): void => {
        if (message) taken.push(message);
        if (taken.length === waiting) resolve();
      };
      this.channel.consume(this.name, collect, { noAck: true }).then(reply => {
        consumerTag = reply.consumerTag;
      }, reject);
    });
    await this.channel.cancel(consumerTag);

    return taken;
  }

  /** Removes the queue; the exchange stays, and messages can't be routed. */
  async removeQueue(): Promise<void> {
    await this.channel.deleteQueue(this.name);
  }

  /** Removes everything and disconnects. */
  async remove(): Promise<void> {
    await this.channel.deleteQueue(this.name);
    await this.channel.deleteExchange(this.exchange);
    await this.disconnect();
  }

  /** Disconnects, for a broker that is about to go. */
  async disconnect(): Promise<void> {
    await this.connection.close().catch(() => undefined);
  }
}

/** Body of a push message. */
export interface PushMessage {
  readonly action_sequence: number;
  readonly content: string;
  readonly [member: string]: unknown;
}

/** Reads a push message's body. */
export function readPushMessage(message: { readonly content: Buffer }): PushMessage {
  return JSON.parse(message.content.toString('utf8')) as PushMessage;
}
