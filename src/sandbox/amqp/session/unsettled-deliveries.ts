import { AmqpError } from '../amqp-error.js';
import type { MessageQueue, QueueEntry } from '../broker/message-queue.js';
import type { ChannelConsumer } from './channel-consumer.js';

interface Delivery {
  readonly entry: QueueEntry;
  /** Undefined when it was got with `basic.get`. */
  readonly consumer: ChannelConsumer | undefined;
}

/** What was delivered on a channel and not acknowledged, by delivery tag. */
export class UnsettledDeliveries {
  readonly #deliveries = new Map<bigint, Delivery>();

  /** How many there are. */
  get size(): number {
    return this.#deliveries.size;
  }

  /** Remembers a delivery. */
  add(tag: bigint, entry: QueueEntry, consumer?: ChannelConsumer): void {
    this.#deliveries.set(tag, { entry, consumer });
    if (consumer) consumer.unsettled += 1;
  }

  /** The peer has dealt with it, or with all up to it. @throws AmqpError 406 */
  settle(tag: bigint, multiple: boolean): void {
    for (const { entry } of this.#take(tag, multiple)) entry.queue.settle(entry);
  }

  /** The peer wants it back on its queue, or all up to it. @throws AmqpError 406 */
  putBack(tag: bigint, multiple: boolean): void {
    returnToQueues(this.#take(tag, multiple));
  }

  /** Puts everything back. */
  putAllBack(): void {
    const deliveries = [...this.#deliveries.values()];
    this.#deliveries.clear();
    returnToQueues(deliveries.map(released));
  }

  /** The deliveries that a tag means; tag 0 means all. */
  #take(tag: bigint, multiple: boolean): readonly Delivery[] {
    const tags = multiple ? this.#upTo(tag) : [tag];
    const taken = tags.flatMap(one => this.#deliveries.get(one) ?? []);
    // "All" may be none.
    if (taken.length === 0 && !(multiple && tag === 0n)) {
      throw new AmqpError('PRECONDITION_FAILED', `unknown delivery tag ${tag}`);
    }
    for (const one of tags) this.#deliveries.delete(one);

    return taken.map(released);
  }

  #upTo(tag: bigint): readonly bigint[] {
    const tags: bigint[] = [];
    for (const one of this.#deliveries.keys()) {
      if (tag !== 0n && one > tag) break;
      tags.push(one);
    }

    return tags;
  }
}

function released(delivery: Delivery): Delivery {
  if (delivery.consumer) delivery.consumer.unsettled -= 1;

  return delivery;
}

function returnToQueues(deliveries: readonly Delivery[]): void {
  const byQueue = new Map<MessageQueue, QueueEntry[]>();
  for (const { entry } of deliveries) {
    const entries = byQueue.get(entry.queue);
    if (entries) entries.push(entry);
    else byQueue.set(entry.queue, [entry]);
  }
  for (const [queue, entries] of byQueue) queue.putBack(entries);
}
