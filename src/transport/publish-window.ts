/** How much may be on its way to the broker without being confirmed. */
export interface WindowLimits {
  /** Messages. */
  readonly messages: number;
  /** Bytes of message bodies. */
  readonly bytes: number;
}

/**
 * Counts what is published and not confirmed. A message larger than the whole window passes when
 * nothing else is on its way, so that every message can be sent.
 *
 * A full window opens again only once a quarter of it is confirmed: many messages are then written
 * together instead of one by one.
 */
export class PublishWindow {
  private messages = 0;
  private bytes = 0;
  private isFull = false;

  constructor(private readonly limits: WindowLimits) {}

  /** Whether it is worth asking. */
  get isOpen(): boolean {
    return !this.isFull;
  }

  /** Whether a message of this size may be published now. */
  admits(bytes: number): boolean {
    if (this.messages === 0) return true;
    if (this.isFull) return false;
    this.isFull = this.messages >= this.limits.messages || this.bytes + bytes > this.limits.bytes;

    return !this.isFull;
  }

  /** Counts a published message. */
  take(bytes: number): void {
    this.messages += 1;
    this.bytes += bytes;
  }

  /** Discounts a message that is confirmed, or given up. */
  release(bytes: number): void {
    this.messages -= 1;
    this.bytes -= bytes;
    if (this.isFull && this.isDrained()) this.isFull = false;
  }

  private isDrained(): boolean {
    const { messages, bytes } = this.limits;

    return this.messages <= messages * 0.75 && this.bytes <= bytes * 0.75;
  }
}
