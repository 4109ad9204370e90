/** Enough for all methods but those with tables. */
const FIRST_BYTES = 128;

/** A short string holds no more. */
const MAX_SHORT_STRING = 255;

/** Writes the elementary types of AMQP 0-9-1. @see AMQP 0-9-1 §4.2.5 */
export class WireWriter {
  #bytes = Buffer.allocUnsafe(FIRST_BYTES);
  #length = 0;

  /** One byte. */
  octet(value: number): this {
    const at = this.#grow(1);
    this.#bytes.writeUInt8(value, at);

    return this;
  }

  /** Two bytes. */
  short(value: number): this {
    const at = this.#grow(2);
    this.#bytes.writeUInt16BE(value, at);

    return this;
  }

  /** Four bytes. */
  long(value: number): this {
    const at = this.#grow(4);
    this.#bytes.writeUInt32BE(value, at);

    return this;
  }

  /** Eight bytes, unsigned. */
  longLong(value: bigint): this {
    const at = this.#grow(8);
    this.#bytes.writeBigUInt64BE(value, at);

    return this;
  }

  /** Up to 255 bytes of UTF-8. @throws RangeError when it is longer */
  shortString(value: string): this {
    const bytes = Buffer.from(value, 'utf8');
    if (bytes.length > MAX_SHORT_STRING) throw new RangeError('a short string holds 255 bytes');

    return this.octet(bytes.length).raw(bytes);
  }

  /** Bytes after their number. */
  longString(value: Buffer): this {
    return this.long(value.length).raw(value);
  }

  /** Bytes as they are. */
  raw(value: Buffer): this {
    const at = this.#grow(value.length);
    value.copy(this.#bytes, at);

    return this;
  }

  /** What was written. The writer is not to be used afterwards. */
  done(): Buffer {
    return this.#bytes.subarray(0, this.#length);
  }

  #grow(by: number): number {
    const start = this.#length;
    this.#length += by;
    if (this.#length > this.#bytes.length) {
      const larger = Buffer.allocUnsafe(Math.max(this.#length, this.#bytes.length * 2));
      this.#bytes.copy(larger, 0, 0, start);
      this.#bytes = larger;
    }

    return start;
  }
}
