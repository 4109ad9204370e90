/** Gathers the bytes of one value from the chunks that it is spread over, up to a limit. */
export class ValueBytes {
  private readonly parts: Uint8Array[] = [];
  private size = 0;

  constructor(
    /** Where the value begins, in bytes from the start of the body. */
    readonly offset: number,
    private readonly maxBytes: number,
  ) {}

  add(part: Uint8Array): void {
    this.size += part.length;
    if (this.size > this.maxBytes) this.parts.length = 0;
    else this.parts.push(part);
  }

  /** The whole value as text; undefined when it is larger than the limit. */
  text(): string | undefined {
    if (this.size > this.maxBytes) return undefined;
    const [only] = this.parts;
    const whole = this.parts.length === 1 && only ? only : Buffer.concat(this.parts);

    return Buffer.from(whole.buffer, whole.byteOffset, whole.length).toString('utf8');
  }
}
