/** Size assumed of a message on a queue of which none was seen yet. */
const ASSUMED_BYTES = 1_000;

/**
 * The mean size of the messages seen on each queue. AMQP tells how many messages wait, not how large
 * they are, so the size of a queue is estimated from those that went through it.
 */
export class MeanSize {
  readonly #seen = new Map<string, { readonly bytes: number; readonly messages: number }>();

  /** Remembers a message. */
  add(queue: string, bytes: number): void {
    const seen = this.#seen.get(queue) ?? { bytes: 0, messages: 0 };
    this.#seen.set(queue, { bytes: seen.bytes + bytes, messages: seen.messages + 1 });
  }

  /** Bytes, on average. */
  of(queue: string): number {
    const seen = this.#seen.get(queue);

    return seen ? seen.bytes / seen.messages : ASSUMED_BYTES;
  }
}
