import type { Delivery } from './delivery.js';
import type { OutgoingMessage } from './unconfirmed.js';

/** Messages that were refused, or lost with a connection, and wait to be published again. */
export class Retained {
  private messages: OutgoingMessage[] = [];

  /** Whether nothing waits. */
  get isEmpty(): boolean {
    return this.messages.length === 0;
  }

  /** The sends whose messages wait. */
  get deliveries(): ReadonlySet<Delivery> {
    return new Set(this.messages.map(({ delivery }) => delivery));
  }

  /** Adds messages at the places that they had when they were first published. */
  keep(messages: readonly OutgoingMessage[]): void {
    this.messages.push(...messages);
    this.messages.sort((a, b) => a.order - b.order);
  }

  /** Takes out all messages, in order. */
  takeAll(): OutgoingMessage[] {
    return this.messages.splice(0);
  }

  /** Takes out the messages of sends that have failed: nobody waits for them. */
  takeFailed(): OutgoingMessage[] {
    const failed = this.messages.filter(({ delivery }) => delivery.failure);
    if (failed.length > 0)
      this.messages = this.messages.filter(({ delivery }) => !delivery.failure);

    return failed;
  }
}
