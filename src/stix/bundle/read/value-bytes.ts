/** Gathers the bytes of one value from the chunks it is spread over, up to a limit. */
export class ValueBytes {
  private readonly parts: Uint8Array[] = [];
  private size = 0;

  constructor(
    /** Where the value begins, in bytes from the start of the source. */
    readonly offset: number,
    private readonly maxBytes: number,
  ) {}

  add(part: Uint8Array): void {
    this.size += part.length;
    if (this.size > this.maxBytes) this.parts.length = 0;
    else this.parts.push(part);
  }

  /** The whole value; undefined when it is larger than the limit. */
  whole(): Uint8Array | undefined {
    if (this.size > this.maxBytes) return undefined;

    return this.parts.length === 1 ? this.parts[0] : Buffer.concat(this.parts);
  }
}
