import { AmqpError } from '../amqp-error.js';
import type { BrokerMessage } from '../broker/message-queue.js';
import { decodeContentHeader } from '../wire/content-header.js';
import { FRAME, type Frame } from '../wire/frame.js';
import type { MethodFields } from '../wire/methods.js';

/** A message that a peer is publishing, as it comes in. */
export class IncomingContent {
  #properties: Buffer | undefined;
  #bodySize = 0;
  #received = 0;
  readonly #parts: Buffer[] = [];

  constructor(
    readonly method: MethodFields<'basic.publish'>,
    private readonly maxBytes: number,
  ) {}

  /** Takes a frame; gives the message with the last of them. @throws AmqpError 406, 501, 502, 505 */
  take({ type, payload }: Frame): BrokerMessage | undefined {
    const expected = this.#properties === undefined ? FRAME.header : FRAME.body;
    if (type !== expected) {
      throw new AmqpError('UNEXPECTED_FRAME', `a frame of type ${type}, expected ${expected}`);
    }
    if (type === FRAME.header) this.#begin(payload);
    else this.#add(payload);

    return this.#received === this.#bodySize ? this.#message() : undefined;
  }

  #begin(payload: Buffer): void {
    const { bodySize, properties } = decodeContentHeader(payload);
    if (bodySize > this.maxBytes) {
      const reason = `message size ${bodySize} is larger than configured max size ${this.maxBytes}`;
      throw new AmqpError('PRECONDITION_FAILED', reason);
    }
    this.#properties = properties;
    this.#bodySize = bodySize;
  }

  #add(payload: Buffer): void {
    this.#received += payload.length;
    if (this.#received > this.#bodySize) {
      throw new AmqpError('FRAME_ERROR', 'a body is longer than its header says');
    }
    // A copy: the part would keep the whole chunk it came in.
    this.#parts.push(Buffer.from(payload));
  }

  #message(): BrokerMessage {
    const { exchange, routingKey } = this.method;
    const [only = Buffer.alloc(0), ...others] = this.#parts;
    const body = others.length === 0 ? only : Buffer.concat(this.#parts);

    return { exchange, routingKey, properties: this.#properties ?? Buffer.alloc(2), body };
  }
}
