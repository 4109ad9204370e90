import { TransportError } from '../errors/index.js';
import type { SendReceipt } from './outbox.js';

/** Makes the error of a send, once it is known how many of its objects are safe. */
export type Failure = (confirmed: number) => TransportError;

/**
 * The books of one send: what is confirmed, what is on its way, and why it failed. The send's loop
 * waits on it; whoever changes it wakes the loop.
 */
export class Delivery {
  private confirmed = 0;
  private bytes = 0;
  private republished = 0;
  private underway = 0;
  private reason: Failure | undefined;
  private isAbandoned = false;
  private wakeUp: (() => void) | undefined;

  /** Why this send fails; nothing more of it is published from then on. */
  get failure(): Failure | undefined {
    return this.reason;
  }

  /** A message was handed to the broker. */
  published(): void {
    this.underway += 1;
  }

  /** The broker has a message for good, and the objects in it. */
  confirm(bytes: number, objects = 1): void {
    this.confirmed += objects;
    this.bytes += bytes;
    this.drop();
  }

  /** A message is given up: it will neither be confirmed nor published again. */
  drop(): void {
    this.underway -= 1;
    if (this.underway === 0) this.wake();
  }

  /** A message is handed to the broker once more. */
  repeat(): void {
    this.republished += 1;
  }

  /** Fails the send; what is on its way may still be confirmed, and counts. The first reason stays. */
  fail(failure: Failure): void {
    this.reason ??= failure;
    this.wake();
  }

  /** Fails the send at once, without waiting for what is on its way. */
  abandon(failure: (confirmed: number, unconfirmed: number) => TransportError): void {
    const unconfirmed = this.underway;
    this.isAbandoned = true;
    this.fail(confirmed => failure(confirmed, unconfirmed));
  }

  /** Resolves at the next {@link wake}. */
  woken(): Promise<void> {
    return new Promise(resolve => {
      this.wakeUp = resolve;
    });
  }

  /** Lets the send look again at what it waits for. */
  wake(): void {
    this.wakeUp?.();
    this.wakeUp = undefined;
  }

  /**
   * Resolves once no message is on its way any more, or the send is abandoned.
   *
   * @throws TransportError when the send failed
   */
  async settled(): Promise<SendReceipt> {
    while (this.underway > 0 && !this.isAbandoned) await this.woken();
    if (this.reason) throw this.reason(this.confirmed);

    return { confirmed: this.confirmed, bytes: this.bytes, republished: this.republished };
  }
}
