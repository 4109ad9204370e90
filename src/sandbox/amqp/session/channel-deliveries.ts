import { randomUUID } from 'node:crypto';
import { AmqpError } from '../amqp-error.js';
import type { QueueEntry } from '../broker/message-queue.js';
import type { Method, MethodFields, MethodName } from '../wire/methods.js';
import { ChannelConsumer, type ConsumerChannel } from './channel-consumer.js';
import type { ChannelConnection } from './channel.js';
import type { ChannelTopology } from './channel-topology.js';
import { UnsettledDeliveries } from './unsettled-deliveries.js';

/** What is delivered to a peer on a channel, and what it says about it. */
export class ChannelDeliveries implements ConsumerChannel {
  readonly #consumers = new Map<string, ChannelConsumer>();
  readonly #unsettled = new UnsettledDeliveries();
  #lastTag = 0n;
  #isFlowing = true;
  /** For consumers that start from now on. */
  #consumerPrefetch = 0;
  /** For all consumers of the channel together. */
  #channelPrefetch = 0;

  constructor(
    private readonly number: number,
    private readonly connection: ChannelConnection,
    private readonly topology: ChannelTopology,
  ) {}

  /** Deals with a method, if it is one of deliveries. @throws AmqpError */
  take(method: Method): boolean {
    switch (method.name) {
      case 'basic.qos':
        this.#limit(method.fields);
        break;
      case 'basic.consume':
        this.#consume(method.fields);
        break;
      case 'basic.cancel':
        this.#cancel(method.fields);
        break;
      case 'basic.get':
        this.#get(method.fields);
        break;
      case 'basic.ack':
        this.#unsettled.settle(method.fields.deliveryTag, method.fields.multiple);
        this.resume();
        break;
      case 'basic.nack':
        this.#refuse(method.fields);
        break;
      case 'basic.reject':
        this.#refuse({ ...method.fields, multiple: false });
        break;
      case 'basic.recover':
      case 'basic.recover-async':
        this.#recover(method);
        break;
      default:
        return false;
    }

    return true;
  }

  takesDelivery(noAck: boolean): boolean {
    if (!this.#isFlowing || this.connection.isFull) return false;

    return noAck || this.#channelPrefetch === 0 || this.#unsettled.size < this.#channelPrefetch;
  }

  deliver(consumer: ChannelConsumer, entry: QueueEntry): void {
    const { tag: consumerTag, noAck } = consumer.options;
    const deliveryTag = this.#hand(entry, noAck, consumer);
    const { redelivered, message } = entry;
    const { exchange, routingKey } = message;
    this.#send('basic.deliver', { consumerTag, deliveryTag, redelivered, exchange, routingKey });
    this.connection.sendContent(this.number, message);
  }

  cancelled(consumer: ChannelConsumer): void {
    this.#consumers.delete(consumer.options.tag);
    this.#send('basic.cancel', { consumerTag: consumer.options.tag, noWait: true });
  }

  /** Delivers, or no longer, as the peer wishes. */
  flow(isActive: boolean): void {
    this.#isFlowing = isActive;
    if (isActive) this.resume();
  }

  /** Delivers what can be delivered by now. */
  resume(): void {
    for (const { options } of [...this.#consumers.values()]) options.queue.deliver();
  }

  /** Consumes no more, and puts back what was not acknowledged. */
  release(): void {
    const consumers = [...this.#consumers.values()];
    this.#consumers.clear();
    // Before anything comes back, or it would come here again.
    this.#isFlowing = false;
    this.#unsettled.putAllBack();
    for (const consumer of consumers) consumer.options.queue.leave(consumer);
  }

  #limit({ prefetchSize, prefetchCount, global }: MethodFields<'basic.qos'>): void {
    if (prefetchSize !== 0) throw new AmqpError('NOT_IMPLEMENTED', 'prefetch_size!=0');
    if (global) this.#channelPrefetch = prefetchCount;
    else this.#consumerPrefetch = prefetchCount;
    this.#send('basic.qos-ok', {});
    this.resume();
  }

  #consume(fields: MethodFields<'basic.consume'>): void {
    const queue = this.topology.queue(fields.queue);
    const tag = fields.consumerTag || `amq.ctag-${randomUUID()}`;
    if (this.#consumers.has(tag)) {
      throw new AmqpError('NOT_ALLOWED', `attempt to reuse consumer tag '${tag}'`);
    }
    const isTaken = queue.readers.some(({ isExclusive }) => isExclusive);
    if (isTaken || (fields.exclusive && queue.readers.length > 0)) {
      const reason = `queue '${queue.name}' in vhost '/' in exclusive use`;
      throw new AmqpError('ACCESS_REFUSED', reason);
    }
    const { noAck, exclusive: isExclusive } = fields;
    const prefetch = this.#consumerPrefetch;
    const consumer = new ChannelConsumer({ tag, queue, noAck, isExclusive, prefetch }, this);
    this.#consumers.set(tag, consumer);
    if (!fields.noWait) this.#send('basic.consume-ok', { consumerTag: tag });
    queue.read(consumer);
  }

  #cancel({ consumerTag, noWait }: MethodFields<'basic.cancel'>): void {
    const consumer = this.#consumers.get(consumerTag);
    this.#consumers.delete(consumerTag);
    consumer?.options.queue.leave(consumer);
    if (!noWait) this.#send('basic.cancel-ok', { consumerTag });
  }

  #get({ queue: name, noAck }: MethodFields<'basic.get'>): void {
    const queue = this.topology.queue(name);
    const entry = queue.take();
    if (!entry) return this.#send('basic.get-empty', { reserved: '' });
    const deliveryTag = this.#hand(entry, noAck);
    const { redelivered, message } = entry;
    const { exchange, routingKey } = message;
    const delivery = { deliveryTag, redelivered, exchange, routingKey };
    this.#send('basic.get-ok', { ...delivery, messageCount: queue.waiting });
    this.connection.sendContent(this.number, message);
  }

  #refuse({ deliveryTag, multiple, requeue }: MethodFields<'basic.nack'>): void {
    if (requeue) this.#unsettled.putBack(deliveryTag, multiple);
    else this.#unsettled.settle(deliveryTag, multiple);
    this.resume();
  }

  #recover({
    name,
    fields,
  }: Extract<Method, { name: 'basic.recover' | 'basic.recover-async' }>): void {
    if (!fields.requeue) throw new AmqpError('NOT_IMPLEMENTED', 'requeue=false');
    if (name === 'basic.recover') this.#send('basic.recover-ok', {});
    this.#unsettled.putAllBack();
  }

  #hand(entry: QueueEntry, noAck: boolean, consumer?: ChannelConsumer): bigint {
    this.#lastTag += 1n;
    if (noAck) entry.queue.settle(entry);
    else this.#unsettled.add(this.#lastTag, entry, consumer);

    return this.#lastTag;
  }

  #send<Name extends MethodName>(name: Name, fields: MethodFields<Name>): void {
    this.connection.send(this.number, name, fields);
  }
}
