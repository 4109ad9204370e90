import type { Delivery } from './delivery.js';

/** A message on its way to the broker. */
export interface OutgoingMessage {
  /** Id of the object in it, for errors. */
  readonly id: string;
  readonly body: Buffer;
  readonly delivery: Delivery;
  /** Place among all messages of the outbox; kept when it is published again. */
  readonly order: number;
  /** Objects in it. Default 1. */
  readonly objects?: number;
  /** True once the broker gave it back: no queue took it. */
  isReturned?: boolean;
}

/**
 * The messages published on one channel and not confirmed yet, by delivery tag. Tags count from 1 in
 * the order of publishing; a broker may confirm one, or all up to one, and out of order.
 */
export class Unconfirmed {
  private messages: (OutgoingMessage | undefined)[] = [];
  private firstTag = 1;

  /** Whether nothing is on its way. */
  get isEmpty(): boolean {
    return this.messages.length === 0;
  }

  /** Adds a message; its tag is the next one. */
  add(message: OutgoingMessage): void {
    this.messages.push(message);
  }

  /** Takes out the message of a tag, or all up to it. Tags that are not on their way give nothing. */
  settle(tag: number, isMultiple: boolean): OutgoingMessage[] {
    const index = tag - this.firstTag;
    if (isMultiple) return this.shift(index + 1);
    if (index === 0) return this.shift(1);

    const message = this.messages[index];
    if (message) this.messages[index] = undefined;

    return message ? [message] : [];
  }

  /**
   * Marks the message that the broker gave back. A return carries no tag, but comes in the order of
   * publishing and with the body.
   */
  markReturned(body: Buffer): OutgoingMessage | undefined {
    const message = this.messages.find(one => one && !one.isReturned && one.body.equals(body));
    if (message) message.isReturned = true;

    return message;
  }

  /** The first message with a body of this size. */
  findBySize(bytes: number): OutgoingMessage | undefined {
    return this.messages.find(message => message?.body.length === bytes);
  }

  /** Takes out everything, in the order of publishing; the next tag is 1, as on a new channel. */
  drain(): OutgoingMessage[] {
    const drained = this.messages.filter(message => message !== undefined);
    this.messages = [];
    this.firstTag = 1;

    return drained;
  }

  private shift(count: number): OutgoingMessage[] {
    const settled = this.messages.splice(0, Math.max(0, count));
    let gaps = 0;
    while (gaps < this.messages.length && this.messages[gaps] === undefined) gaps += 1;
    this.messages.splice(0, gaps);
    this.firstTag += settled.length + gaps;

    return settled.filter(message => message !== undefined);
  }
}
