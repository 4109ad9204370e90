import { AmqpError } from '../amqp-error.js';

/** Reads the elementary types of AMQP 0-9-1, never past the end. @see AMQP 0-9-1 §4.2.5 */
export class WireReader {
  #offset = 0;

  constructor(private readonly bytes: Buffer) {}

  /** Whether nothing is left. */
  get isAtEnd(): boolean {
    return this.#offset === this.bytes.length;
  }

  /** One byte. */
  octet(): number {
    return this.bytes.readUInt8(this.#advance(1));
  }

  /** Two bytes. */
  short(): number {
    return this.bytes.readUInt16BE(this.#advance(2));
  }

  /** Four bytes. */
  long(): number {
    return this.bytes.readUInt32BE(this.#advance(4));
  }

  /** Eight bytes, unsigned. */
  longLong(): bigint {
    return this.bytes.readBigUInt64BE(this.#advance(8));
  }

  /** Up to 255 bytes of UTF-8. */
  shortString(): string {
    return this.take(this.octet()).toString('utf8');
  }

  /** Bytes after their number. */
  longString(): Buffer {
    return this.take(this.long());
  }

  /** A number of bytes. They are part of what is read, not a copy. */
  take(length: number): Buffer {
    const start = this.#advance(length);

    return this.bytes.subarray(start, start + length);
  }

  /** What is left. */
  rest(): Buffer {
    return this.take(this.bytes.length - this.#offset);
  }

  #advance(length: number): number {
    const start = this.#offset;
    if (length > this.bytes.length - start) {
      throw new AmqpError('SYNTAX_ERROR', 'a value is longer than its frame');
    }
    this.#offset += length;

    return start;
  }
}
