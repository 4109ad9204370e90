import type { Channel, ConsumeMessage } from 'amqplib';
import type { Clock } from '../injection/index.js';
import { AmqpConnection, type ConnectionOptions } from './amqp-connection.js';
import type { Parcel } from './parcel.js';
import { waitAtMost } from './wait-at-most.js';

const CANCEL_WITHIN_MS = 5_000;

/** What is consumed, from where. */
export interface ConsumerOptions extends ConnectionOptions {
  /** The queue: the registration's `listen`. It is never declared. */
  readonly queue: string;
  /** Messages that the broker hands over before the first of them is settled. */
  readonly prefetch: number;
}

/** What a session tells its owner. */
export interface ConsumerEvents {
  /** A message came in; settle it. May come before the session is open. */
  delivered(parcel: Parcel): void;
  /**
   * The connection, its channel or the consumer is gone: close the session. Called once; what was
   * not settled by then goes back to the queue by itself.
   */
  ended(error: unknown): void;
}

/** One connection to the broker that consumes one queue. */
export interface ConsumerSession {
  /** Ends the deliveries, waiting at most 5 s. What was delivered can still be settled. */
  cancel(): Promise<void>;
  /** Lets the broker take the last acknowledgements, waiting at most 5 s, and disconnects. */
  close(): Promise<void>;
}

/** How a session is opened; tests give their own. */
export type OpenConsumerSession = (
  events: ConsumerEvents,
  signal: AbortSignal,
) => Promise<ConsumerSession>;

/**
 * Connects, logs in and consumes the queue with manual acknowledgement. Declares nothing.
 *
 * @param signal gives up the attempt; the socket is destroyed at once
 */
export async function openConsumerSession(
  options: ConsumerOptions,
  clock: Clock,
  events: ConsumerEvents,
  signal: AbortSignal,
): Promise<ConsumerSession> {
  const { queue, prefetch } = options;
  const ended = (error: unknown): void => events.ended(error);
  let consumerTag = '';

  const connection = await AmqpConnection.open(
    { options, clock, ended, signal },
    async (connecting, channel) => {
      const receive = (message: ConsumeMessage | null): void => {
        if (message) events.delivered(new Delivered(connecting, message));
        else connecting.end(new Error('the broker cancelled the consumer'));
      };
      await channel.prefetch(prefetch);
      ({ consumerTag } = await channel.consume(queue, receive, { noAck: false }));
    },
  );

  return {
    cancel: async () => {
      const { channel } = connection;
      if (channel) await waitAtMost(channel.cancel(consumerTag), CANCEL_WITHIN_MS, clock);
    },
    close: () => connection.close(),
  };
}

/** A message of the broker, bound to the connection that brought it. */
class Delivered implements Parcel {
  private isSettled = false;
  private isTaken = false;

  constructor(
    private readonly connection: AmqpConnection,
    private readonly message: ConsumeMessage,
  ) {}

  get content(): Buffer {
    return this.message.content;
  }

  get redelivered(): boolean {
    return this.message.fields.redelivered;
  }

  /** @see RabbitMQ, quorum queues: poison message handling */
  get returns(): number | undefined {
    const count: unknown = this.message.properties.headers?.['x-delivery-count'];
    if (typeof count === 'number') return count;

    return undefined;
  }

  get isAcknowledged(): boolean {
    return this.isTaken;
  }

  acknowledge(): void {
    this.isTaken ||= this.settle(channel => channel.ack(this.message));
  }

  drop(): void {
    this.acknowledge();
  }

  giveBack(): boolean {
    if (!this.isTaken) this.settle(channel => channel.nack(this.message, false, true));

    return !this.isTaken;
  }

  /** Without its connection, the broker has given it back to the queue already. */
  private settle(tell: (channel: Channel) => void): boolean {
    const { channel } = this.connection;
    if (this.isSettled || !channel) return false;
    this.isSettled = true;
    try {
      tell(channel);
    } catch {
      // The channel was closed a moment ago: the same as without its connection.
      return false;
    }

    return true;
  }
}
