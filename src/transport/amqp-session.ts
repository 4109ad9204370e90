import type { Clock } from '../injection/index.js';
import { AmqpConnection } from './amqp-connection.js';
import type { AmqpOptions } from './amqp-options.js';
import { WriteBatch } from './write-batch.js';

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
  const { exchange, routingKey } = options;
  const ended = (error: unknown): void => events.ended(error);
  const owner = { options, clock, confirms: true, ended, signal };
  let batch: WriteBatch | undefined;

  const opened = await AmqpConnection.open(owner, async (connection, channel, model) => {
    const whileOpen = (tell: () => void): void => void (connection.channel && tell());

    batch = new WriteBatch(model);
    model.on('blocked', reason => whileOpen(() => events.blocked(reason)));
    model.on('unblocked', () => whileOpen(() => events.unblocked()));
    channel.on('return', ({ content }) => whileOpen(() => events.returned(content)));
    channel.on('ack', ({ deliveryTag, multiple }) =>
      whileOpen(() => events.confirmed(deliveryTag, multiple)),
    );
    channel.on('nack', ({ deliveryTag, multiple }) =>
      whileOpen(() => events.refused(deliveryTag, multiple)),
    );
  });

  if (!opened.channel) throw new Error('the connection closed as soon as it was open');

  return {
    publish: body => {
      try {
        batch?.open();
        opened.channel?.publish(exchange, routingKey, body, PROPERTIES);
      } catch (error) {
        opened.end(error);
      }
    },
    close: () => opened.close(),
  };
}

/** @see pycti `OpenCTIConnectorHelper._send_bundle`; mandatory makes the broker tell of a lost queue. */
const PROPERTIES = { deliveryMode: 2, contentEncoding: 'utf-8', mandatory: true } as const;
