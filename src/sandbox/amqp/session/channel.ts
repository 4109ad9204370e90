import { AmqpError } from '../amqp-error.js';
import type { Broker } from '../broker/broker.js';
import type { BrokerMessage } from '../broker/message-queue.js';
import { FRAME, type Frame } from '../wire/frame.js';
import { decodeMethod } from '../wire/method-codec.js';
import type { Method, MethodFields, MethodName } from '../wire/methods.js';
import { ChannelDeliveries } from './channel-deliveries.js';
import { ChannelTopology } from './channel-topology.js';
import { IncomingContent } from './incoming-content.js';

/** The connection, as its channels see it. */
export interface ChannelConnection {
  readonly broker: Broker;
  /** Largest body of a message, in bytes. */
  readonly maxMessageBytes: number;
  /** Whether the peer is to be handed no more messages, for now. */
  readonly isFull: boolean;
  /** Writes a method on a channel. */
  send<Name extends MethodName>(channel: number, name: Name, fields: MethodFields<Name>): void;
  /** Writes the content that follows a method. */
  sendContent(channel: number, message: BrokerMessage): void;
  /** The peer has published. */
  published(): void;
}

/** One channel of a peer. */
export class Channel {
  readonly #deliveries: ChannelDeliveries;
  readonly #topology: ChannelTopology;
  #incoming: IncomingContent | undefined;
  #isClosing = false;
  /** Messages published since confirms were asked for; undefined: they were not. */
  #published: bigint | undefined;
  #confirmed = 0n;

  constructor(
    readonly number: number,
    private readonly connection: ChannelConnection,
  ) {
    this.#topology = new ChannelTopology(number, connection);
    this.#deliveries = new ChannelDeliveries(number, connection, this.#topology);
  }

  /** Takes a frame; tells whether the channel is closed. @throws AmqpError */
  take(frame: Frame): boolean {
    if (this.#isClosing) return this.#awaitClosed(frame);
    if (this.#incoming) this.#takeContent(this.#incoming, frame);
    else if (frame.type === FRAME.method) return this.#takeMethod(decodeMethod(frame.payload));
    else
      throw new AmqpError('UNEXPECTED_FRAME', `a frame of type ${frame.type}, expected a method`);

    return false;
  }

  /** Confirms what was published; called when what came at once has been dealt with. */
  confirm(): void {
    const published = this.#published ?? 0n;
    if (published === this.#confirmed || this.#isClosing) return;
    const multiple = published - this.#confirmed > 1n;
    this.#confirmed = published;
    this.#send('basic.ack', { deliveryTag: published, multiple });
  }

  /** Closes it: the peer did something wrong. */
  fail(error: AmqpError, { classId, methodId }: { classId: number; methodId: number }): void {
    this.confirm();
    this.#isClosing = true;
    this.release();
    const { code: replyCode, replyText } = error;
    this.#send('channel.close', { replyCode, replyText, classId, methodId });
  }

  /** Puts back what was not acknowledged, and consumes no more. */
  release(): void {
    this.#incoming = undefined;
    this.#deliveries.release();
  }

  /** Goes on delivering: the peer has caught up. */
  resume(): void {
    this.#deliveries.resume();
  }

  #takeContent(incoming: IncomingContent, frame: Frame): void {
    const message = incoming.take(frame);
    if (!message) return;
    this.#incoming = undefined;
    this.#publish(message, incoming.method.mandatory);
  }

  #publish(message: BrokerMessage, isMandatory: boolean): void {
    const isRouted = this.connection.broker.publish(message);
    if (!isRouted && isMandatory) {
      const { exchange, routingKey } = message;
      const reply = { replyCode: 312, replyText: 'NO_ROUTE' };
      this.#send('basic.return', { ...reply, exchange, routingKey });
      this.connection.sendContent(this.number, message);
    }
    if (this.#published !== undefined) this.#published += 1n;
  }

  #takeMethod(method: Method): boolean {
    switch (method.name) {
      case 'channel.open':
        throw new AmqpError('CHANNEL_ERROR', "second 'channel.open' seen");
      case 'channel.close':
        this.confirm();
        this.release();
        this.#send('channel.close-ok', {});
        return true;
      case 'channel.flow':
        this.#send('channel.flow-ok', method.fields);
        this.#deliveries.flow(method.fields.active);
        return false;
      case 'channel.flow-ok':
        return false;
      case 'confirm.select':
        this.#published ??= 0n;
        if (!method.fields.noWait) this.#send('confirm.select-ok', {});
        return false;
      case 'basic.publish':
        this.#beginPublish(method.fields);
        return false;
      default:
        if (this.#topology.take(method) || this.#deliveries.take(method)) return false;
        throw new AmqpError('COMMAND_INVALID', `${method.name} on channel ${this.number}`);
    }
  }

  #beginPublish(fields: MethodFields<'basic.publish'>): void {
    if (fields.immediate) throw new AmqpError('NOT_IMPLEMENTED', 'immediate=true');
    // Before the body: nobody has to send it in vain.
    if (fields.exchange !== '') this.connection.broker.exchange(fields.exchange);
    this.connection.published();
    this.#incoming = new IncomingContent(fields, this.connection.maxMessageBytes);
  }

  /** After an error nothing counts but the end of the channel. */
  #awaitClosed({ type, payload }: Frame): boolean {
    if (type !== FRAME.method) return false;
    const { name } = decodeMethod(payload);
    if (name === 'channel.close') this.#send('channel.close-ok', {});

    return name === 'channel.close-ok';
  }

  #send<Name extends MethodName>(name: Name, fields: MethodFields<Name>): void {
    this.connection.send(this.number, name, fields);
  }
}
