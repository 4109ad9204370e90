import { randomUUID } from 'node:crypto';
import { AmqpError } from '../amqp-error.js';
import { exchangeType } from '../broker/broker.js';
import type { MessageQueue } from '../broker/message-queue.js';
import type { Method, MethodFields, MethodName } from '../wire/methods.js';
import type { ChannelConnection } from './channel.js';

/** What a peer declares, binds and deletes on a channel. */
export class ChannelTopology {
  #lastDeclared: string | undefined;

  constructor(
    private readonly number: number,
    private readonly connection: ChannelConnection,
  ) {}

  /** Deals with a method, if it is one of exchanges or queues. @throws AmqpError */
  take(method: Method): boolean {
    const { broker } = this.connection;
    switch (method.name) {
      case 'exchange.declare':
        this.#declareExchange(method.fields);
        break;
      case 'exchange.delete':
        broker.removeExchange(method.fields.exchange, method.fields.ifUnused);
        this.#answer(method.fields, 'exchange.delete-ok', {});
        break;
      case 'queue.declare':
        this.#declareQueue(method.fields);
        break;
      case 'queue.bind':
        this.#bindable(method.fields).bind(
          this.queue(method.fields.queue),
          this.#keyOf(method.fields),
        );
        this.#answer(method.fields, 'queue.bind-ok', {});
        break;
      case 'queue.unbind':
        this.#bindable(method.fields);
        broker.unbind(
          this.queue(method.fields.queue),
          method.fields.exchange,
          this.#keyOf(method.fields),
        );
        this.#answer({ noWait: false }, 'queue.unbind-ok', {});
        break;
      case 'queue.purge': {
        const messageCount = this.queue(method.fields.queue).purge();
        this.#answer(method.fields, 'queue.purge-ok', { messageCount });
        break;
      }
      case 'queue.delete':
        this.#deleteQueue(method.fields);
        break;
      default:
        return false;
    }

    return true;
  }

  /** A queue by its name; no name means the one declared last. @throws AmqpError 404, 405 */
  queue(name: string): MessageQueue {
    return this.connection.broker.queue(this.#nameOf(name), this.connection);
  }

  #declareExchange(fields: MethodFields<'exchange.declare'>): void {
    const { broker } = this.connection;
    const { exchange: name, durable, autoDelete, internal } = fields;
    if (fields.passive) broker.exchange(name);
    else {
      const type = exchangeType(fields.type);
      const options = { type, durable, autoDelete, internal, arguments: fields.arguments };
      broker.declareExchange(name, options);
    }
    this.#answer(fields, 'exchange.declare-ok', {});
  }

  #declareQueue(fields: MethodFields<'queue.declare'>): void {
    const { durable, autoDelete } = fields;
    const owner = fields.exclusive ? this.connection : undefined;
    const options = { durable, autoDelete, owner, arguments: fields.arguments };
    const { broker } = this.connection;
    const queue = fields.passive
      ? this.queue(fields.queue)
      : fields.queue === ''
        ? broker.addQueue(`amq.gen-${randomUUID()}`, options)
        : broker.declareQueue(fields.queue, options);
    this.#lastDeclared = queue.name;
    this.#answer(fields, 'queue.declare-ok', {
      queue: queue.name,
      messageCount: queue.waiting,
      consumerCount: queue.readers.length,
    });
  }

  #deleteQueue(fields: MethodFields<'queue.delete'>): void {
    const name = this.#nameOf(fields.queue);
    const { broker } = this.connection;
    // To delete what is not there is no mistake. @see RabbitMQ, since 3.2
    const queue = broker.findQueue(name) && broker.queue(name, this.connection);
    if (queue && fields.ifUnused && queue.readers.length > 0) inUse(name, 'in use');
    if (queue && fields.ifEmpty && queue.waiting > 0) inUse(name, 'not empty');
    const messageCount = queue ? broker.removeQueue(queue) : 0;
    this.#answer(fields, 'queue.delete-ok', { messageCount });
  }

  #bindable({
    exchange,
  }: {
    readonly exchange: string;
  }): ReturnType<ChannelConnection['broker']['exchange']> {
    if (exchange !== '') return this.connection.broker.exchange(exchange);

    throw new AmqpError('ACCESS_REFUSED', 'operation not permitted on the default exchange');
  }

  /** No queue and no key means the last declared one for both. @see AMQP 0-9-1, queue.bind */
  #keyOf({ queue, routingKey }: { readonly queue: string; readonly routingKey: string }): string {
    return queue === '' && routingKey === '' ? this.#nameOf('') : routingKey;
  }

  #nameOf(name: string): string {
    const queue = name === '' ? this.#lastDeclared : name;
    if (queue === undefined) throw new AmqpError('NOT_FOUND', 'no previously declared queue');

    return queue;
  }

  #answer<Name extends MethodName>(
    { noWait }: { readonly noWait: boolean },
    name: Name,
    fields: MethodFields<Name>,
  ): void {
    if (!noWait) this.connection.send(this.number, name, fields);
  }
}

function inUse(name: string, reason: string): never {
  throw new AmqpError('PRECONDITION_FAILED', `queue '${name}' in vhost '/' ${reason}`);
}
