import { randomUUID } from 'node:crypto';
import { connect, type ConfirmChannel, type ChannelModel } from 'amqplib';

/** How a queue departs from what the platform declares by default. */
export interface ListenQueueOptions {
  /** OpenCTI's `rabbitmq:queue_type`. Default `classic`. */
  readonly type?: 'classic' | 'quorum';
}

/**
 * A connector's listen queue, declared as the platform does at registration, with names of its own
 * so that tests don't meet. It stands in for OpenCTI: it sends the requests.
 *
 * @see OpenCTI `src/database/rabbitmq.js`
 */
export class ListenQueue {
  private readonly id = randomUUID();
  private isGone = false;

  private constructor(
    private readonly connection: ChannelModel,
    private readonly channel: ConfirmChannel,
    private readonly options: ListenQueueOptions,
  ) {}

  /** Declares exchange, queue and binding on the broker of a URL. */
  static async declare(url: string, options: ListenQueueOptions = {}): Promise<ListenQueue> {
    const connection = await connect(url);
    // What a broken or restarted broker does to this connection is not what is tested.
    connection.on('error', () => undefined);
    const queue = new ListenQueue(connection, await connection.createConfirmChannel(), options);
    await queue.assert();

    return queue;
  }

  /** Name of the queue. */
  get name(): string {
    return `listen_${this.id}`;
  }

  /** Declares everything again: what the platform does at every ping. */
  async assert(): Promise<void> {
    await this.channel.assertExchange(this.exchange, 'direct', { durable: true });
    await this.channel.assertQueue(this.name, {
      durable: true,
      arguments: {
        name: 'Test connector',
        config: { id: this.id, type: 'INTERNAL_ENRICHMENT', scope: 'test' },
        'x-queue-type': this.options.type ?? 'classic',
      },
    });
    await this.channel.bindQueue(this.name, this.exchange, this.name);
  }

  /** Sends bodies, in order, and resolves when the broker has them. */
  async send(...bodies: readonly (string | Buffer)[]): Promise<void> {
    for (const body of bodies) {
      this.channel.publish(this.exchange, this.name, Buffer.from(body), { deliveryMode: 2 });
    }
    await this.channel.waitForConfirms();
  }

  /** How many messages wait in it; those in the hands of consumers are not counted. */
  async size(): Promise<number> {
    return (await this.channel.checkQueue(this.name)).messageCount;
  }

  /** How many consume it. */
  async consumers(): Promise<number> {
    return (await this.channel.checkQueue(this.name)).consumerCount;
  }

  /** Removes the queue with what is in it. */
  async removeQueue(): Promise<void> {
    await this.channel.deleteQueue(this.name);
  }

  /** Removes everything and disconnects; does nothing once it is disconnected. */
  async remove(): Promise<void> {
    if (this.isGone) return;
    await this.channel.deleteQueue(this.name);
    await this.channel.deleteExchange(this.exchange);
    await this.disconnect();
  }

  /** Disconnects, for a broker that is about to go. */
  async disconnect(): Promise<void> {
    this.isGone = true;
    await this.connection.close().catch(() => undefined);
  }

  private get exchange(): string {
    return `connector.exchange.${this.id}`;
  }
}
