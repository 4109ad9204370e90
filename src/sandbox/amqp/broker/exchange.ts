import type { FieldTable } from '../wire/field-table.js';
import type { MessageQueue } from './message-queue.js';
import { isTopicMatch } from './topic-match.js';

/** The types of exchange there are. */
export const EXCHANGE_TYPES = ['direct', 'fanout', 'topic'] as const;

/** A type of exchange. */
export type ExchangeType = (typeof EXCHANGE_TYPES)[number];

/** What an exchange is declared with. */
export interface ExchangeOptions {
  readonly type: ExchangeType;
  readonly durable: boolean;
  readonly autoDelete: boolean;
  readonly internal: boolean;
  readonly arguments: FieldTable;
}

/** Leads messages to the queues that are bound to it. */
export class Exchange {
  readonly #bindings = new Map<string, Set<MessageQueue>>();

  constructor(
    readonly name: string,
    readonly options: ExchangeOptions,
  ) {}

  /** Whether any queue is bound to it. */
  get isUsed(): boolean {
    return this.#bindings.size > 0;
  }

  /** Binds a queue; again is the same as once. */
  bind(queue: MessageQueue, routingKey: string): void {
    const queues = this.#bindings.get(routingKey) ?? new Set();
    this.#bindings.set(routingKey, queues.add(queue));
  }

  /** Ends a binding, if there is one. */
  unbind(queue: MessageQueue, routingKey: string): void {
    const queues = this.#bindings.get(routingKey);
    queues?.delete(queue);
    if (queues?.size === 0) this.#bindings.delete(routingKey);
  }

  /** Ends every binding of a queue; tells whether there was one. */
  forget(queue: MessageQueue): boolean {
    const keys = [...this.#bindings].flatMap(([key, queues]) => (queues.has(queue) ? [key] : []));
    for (const key of keys) this.unbind(queue, key);

    return keys.length > 0;
  }

  /** The queues to which a message goes, each once. */
  route(routingKey: string): ReadonlySet<MessageQueue> {
    const { type } = this.options;
    if (type === 'direct') return this.#bindings.get(routingKey) ?? new Set();
    const bindings = [...this.#bindings].filter(
      ([pattern]) => type === 'fanout' || isTopicMatch(pattern, routingKey),
    );

    return new Set(bindings.flatMap(([, queues]) => [...queues]));
  }
}
