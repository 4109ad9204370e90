import type { Channel, ChannelModel, ConsumeMessage } from 'amqplib';
import type { QueuedMessage } from './connector-queues.js';
import { queueNames } from './queue-names.js';

/** Deliveries taken before the first of them is acknowledged. */
const PREFETCH = 50;

/** What a consumer hands to its owner. */
export interface PushConsumerEvents {
  /** Deals with one message; never rejects. */
  handle(message: QueuedMessage): Promise<void>;
  /** Nothing delivered is left to deal with. */
  settled(): void;
  /** The channel is gone, with the queue or with the connection. */
  ended(): void;
}

/** Consumes one connector's push queue, one message at a time, acknowledging each when it is done. */
export class PushConsumer {
  #inFlight = 0;
  #isStopped = false;
  #last: Promise<void> = Promise.resolve();

  private constructor(
    private readonly channel: Channel,
    private readonly connectorId: string,
    private readonly events: PushConsumerEvents,
  ) {}

  /** Starts consuming. */
  static async start(
    connection: ChannelModel,
    connectorId: string,
    events: PushConsumerEvents,
  ): Promise<PushConsumer> {
    const channel = await connection.createChannel();
    const consumer = new PushConsumer(channel, connectorId, events);
    channel.on('error', () => {});
    channel.on('close', () => {
      // What was delivered will be delivered again: to deal with it now would be to do so twice.
      consumer.#isStopped = true;
      events.ended();
    });
    await channel.prefetch(PREFETCH);
    await channel.consume(queueNames(connectorId).push, message => {
      // No message: the broker cancelled the consumer, since the queue was deleted.
      if (message) consumer.#take(message);
      else channel.close().catch(() => {});
    });

    return consumer;
  }

  /** True when the queue is empty and everything delivered was dealt with. */
  async isIdle(): Promise<boolean> {
    if (this.#inFlight > 0) return false;
    // On the same channel as the deliveries, so that none can overtake the answer.
    const { messageCount } = await this.channel.checkQueue(queueNames(this.connectorId).push);

    return messageCount === 0 && this.#inFlight === 0;
  }

  /** Stops after the message being dealt with; the others go back to the queue. */
  async stop(): Promise<void> {
    this.#isStopped = true;
    await this.#last;
    await this.channel.close().catch(() => {});
  }

  #take(message: ConsumeMessage): void {
    this.#inFlight += 1;
    this.#last = this.#last.then(() => this.#deal(message));
  }

  async #deal(message: ConsumeMessage): Promise<void> {
    if (this.#isStopped) return;
    await this.events.handle({ connectorId: this.connectorId, body: message.content });
    this.#inFlight -= 1;
    try {
      this.channel.ack(message);
    } catch {
      // The channel is gone; the broker delivers the message again, which is harmless.
    }
    if (this.#inFlight === 0) this.events.settled();
  }
}
