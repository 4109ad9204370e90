import type { MessageQueue, QueueEntry, QueueReader } from '../broker/message-queue.js';

/** What a consumer is started with. */
export interface ConsumerOptions {
  readonly tag: string;
  readonly queue: MessageQueue;
  readonly noAck: boolean;
  readonly isExclusive: boolean;
  /** Deliveries that it may have unacknowledged; 0: any number. */
  readonly prefetch: number;
}

/** What a consumer asks its channel and tells it. */
export interface ConsumerChannel {
  /** Whether the channel takes a delivery. */
  takesDelivery(noAck: boolean): boolean;
  /** Delivers. */
  deliver(consumer: ChannelConsumer, entry: QueueEntry): void;
  /** The queue is gone. */
  cancelled(consumer: ChannelConsumer): void;
}

/** A consumer of a peer, on one queue. */
export class ChannelConsumer implements QueueReader {
  /** Deliveries that were not acknowledged. */
  unsettled = 0;

  constructor(
    readonly options: ConsumerOptions,
    private readonly channel: ConsumerChannel,
  ) {}

  get isExclusive(): boolean {
    return this.options.isExclusive;
  }

  isReady(): boolean {
    const { noAck, prefetch } = this.options;
    const hasRoom = noAck || prefetch === 0 || this.unsettled < prefetch;

    return hasRoom && this.channel.takesDelivery(noAck);
  }

  take(entry: QueueEntry): void {
    this.channel.deliver(this, entry);
  }

  cancelled(): void {
    this.channel.cancelled(this);
  }
}
