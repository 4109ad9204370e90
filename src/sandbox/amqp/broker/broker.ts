import { AmqpError } from '../amqp-error.js';
import { areEqualValues } from '../wire/field-table.js';
import { EXCHANGE_TYPES, Exchange, type ExchangeOptions, type ExchangeType } from './exchange.js';
import { MessageQueue, type BrokerMessage, type QueueOptions } from './message-queue.js';

/** Name of the only virtual host. */
export const VHOST = '/';

const LASTING = { durable: true, autoDelete: false, internal: false, arguments: new Map() };

/** Exchanges and queues of one virtual host, in memory. What it refuses, it refuses as RabbitMQ does. */
export class Broker {
  readonly #exchanges = new Map<string, Exchange>();
  readonly #queues = new Map<string, MessageQueue>();
  readonly #listeners = new Set<() => void>();
  #heldBytes = 0;
  #isFull = false;

  /** @param maxBytes how much may be held before publishers have to wait */
  constructor(private readonly maxBytes: number) {
    for (const type of EXCHANGE_TYPES) this.#add(`amq.${type}`, { ...LASTING, type });
  }

  /** Whether publishers have to wait. */
  get isFull(): boolean {
    return this.#isFull;
  }

  /** Calls the listener when publishers have to wait, and when they no longer have to. */
  onFull(listener: () => void): () => void {
    this.#listeners.add(listener);

    return () => this.#listeners.delete(listener);
  }

  /** An exchange. @throws AmqpError 404 */
  exchange(name: string): Exchange {
    const exchange = this.#exchanges.get(name);
    if (!exchange) throw new AmqpError('NOT_FOUND', `no exchange '${name}' in vhost '${VHOST}'`);

    return exchange;
  }

  /** A queue. @throws AmqpError 404, and 405 when it is another connection's alone */
  queue(name: string, connection?: object): MessageQueue {
    const queue = this.#queues.get(name);
    if (!queue) throw new AmqpError('NOT_FOUND', `no queue '${name}' in vhost '${VHOST}'`);
    const { owner } = queue.options;
    if (owner !== undefined && owner !== connection) {
      const reason = `cannot obtain exclusive access to locked queue '${name}' in vhost '${VHOST}'`;
      throw new AmqpError('RESOURCE_LOCKED', reason);
    }

    return queue;
  }

  /** A queue, if it is there. */
  findQueue(name: string): MessageQueue | undefined {
    return this.#queues.get(name);
  }

  /** Makes sure that an exchange is there. @throws AmqpError 403, 406 */
  declareExchange(name: string, options: ExchangeOptions): void {
    const known = this.#exchanges.get(name);
    if (known) return checkSame('exchange', name, options, known.options);
    checkName('exchange', name);
    this.#add(name, options);
  }

  /** Makes sure that a queue is there. @throws AmqpError 403, 405, 406 */
  declareQueue(name: string, options: QueueOptions): MessageQueue {
    if (this.#queues.has(name)) {
      const known = this.queue(name, options.owner);
      checkSame('queue', name, options, known.options);
      return known;
    }
    checkName('queue', name);

    return this.addQueue(name, options);
  }

  /** Adds a queue under a name that nobody else has. */
  addQueue(name: string, options: QueueOptions): MessageQueue {
    const queue = new MessageQueue(name, options, {
      held: bytes => this.#weigh(bytes),
      unread: unread => {
        if (options.autoDelete) this.removeQueue(unread);
      },
    });
    this.#queues.set(name, queue);

    return queue;
  }

  /** Removes an exchange. @throws AmqpError 403, 406 */
  removeExchange(name: string, ifUnused: boolean): void {
    const exchange = this.#exchanges.get(name);
    checkName('exchange', name);
    if (ifUnused && exchange?.isUsed === true) {
      throw new AmqpError('PRECONDITION_FAILED', `exchange '${name}' in vhost '${VHOST}' in use`);
    }
    this.#exchanges.delete(name);
  }

  /** Removes a queue with all that leads to it; tells how many messages waited. */
  removeQueue(queue: MessageQueue): number {
    if (this.#queues.get(queue.name) !== queue) return 0;
    this.#queues.delete(queue.name);
    for (const exchange of this.#exchanges.values()) {
      if (exchange.forget(queue)) this.#drop(exchange);
    }

    return queue.end();
  }

  /** Ends a binding. @throws AmqpError 404 */
  unbind(queue: MessageQueue, exchangeName: string, routingKey: string): void {
    const exchange = this.exchange(exchangeName);
    exchange.unbind(queue, routingKey);
    this.#drop(exchange);
  }

  /** Removes what belongs to a connection that is gone. */
  release(connection: object): void {
    for (const queue of [...this.#queues.values()]) {
      if (queue.options.owner === connection) this.removeQueue(queue);
    }
  }

  /** Puts a message on every queue it leads to; tells whether there was one. @throws AmqpError 403, 404 */
  publish(message: BrokerMessage): boolean {
    const queues = this.#route(message);
    for (const queue of queues) queue.push(message);

    return queues.length > 0;
  }

  #route({ exchange: name, routingKey }: BrokerMessage): readonly MessageQueue[] {
    // The exchange without a name leads to the queue of that name.
    if (name === '') return [this.#queues.get(routingKey)].flatMap(queue => queue ?? []);
    const exchange = this.exchange(name);
    if (exchange.options.internal) {
      const reason = `cannot publish to internal exchange '${name}' in vhost '${VHOST}'`;
      throw new AmqpError('ACCESS_REFUSED', reason);
    }

    return [...exchange.route(routingKey)];
  }

  #add(name: string, options: ExchangeOptions): void {
    this.#exchanges.set(name, new Exchange(name, options));
  }

  /** An exchange that was only to last as long as its bindings. */
  #drop(exchange: Exchange): void {
    if (exchange.options.autoDelete && !exchange.isUsed) this.#exchanges.delete(exchange.name);
  }

  /** Waiting ends at three quarters, so that it does not begin again with the next message. */
  #weigh(bytes: number): void {
    this.#heldBytes += bytes;
    const limit = this.#isFull ? this.maxBytes * 0.75 : this.maxBytes;
    if (this.#heldBytes > limit === this.#isFull) return;
    this.#isFull = !this.#isFull;
    for (const listener of [...this.#listeners]) listener();
  }
}

/** The type of exchange of a name. @throws AmqpError 503, 540 */
export function exchangeType(name: string): ExchangeType {
  const type = EXCHANGE_TYPES.find(one => one === name);
  if (type) return type;
  if (name === 'headers') throw new AmqpError('NOT_IMPLEMENTED', 'exchanges of type headers');

  throw new AmqpError('COMMAND_INVALID', `unknown exchange type '${name}'`);
}

function checkName(kind: 'exchange' | 'queue', name: string): void {
  if (kind === 'exchange' && name === '') {
    throw new AmqpError('ACCESS_REFUSED', 'operation not permitted on the default exchange');
  }
  if (name.startsWith('amq.')) {
    const reason = `${kind} name '${name}' contains reserved prefix 'amq.*'`;
    throw new AmqpError('ACCESS_REFUSED', reason);
  }
}

function checkSame<Options extends ExchangeOptions | QueueOptions>(
  kind: 'exchange' | 'queue',
  name: string,
  given: Options,
  known: Options,
): void {
  for (const key of Object.keys(given) as (keyof Options & string)[]) {
    if (
      key === 'arguments'
        ? areEqualValues(given[key] as never, known[key] as never)
        : given[key] === known[key]
    )
      continue;
    const reason = `inequivalent arg '${key}' for ${kind} '${name}' in vhost '${VHOST}'`;
    throw new AmqpError('PRECONDITION_FAILED', reason);
  }
}
