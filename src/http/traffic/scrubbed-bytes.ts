const MASK = Buffer.from('[secret]');

/**
 * Takes texts out of bytes while they pass, also where a chunk ends in the middle of one.
 *
 * @param secrets the longest first
 */
export class ScrubbedBytes {
  private readonly patterns: readonly Buffer[];
  private readonly longest: number;
  private rest: Buffer = Buffer.alloc(0);

  constructor(secrets: readonly string[]) {
    this.patterns = secrets.map(secret => Buffer.from(secret));
    this.longest = Math.max(1, ...this.patterns.map(({ length }) => length));
  }

  /** What can be passed on now. */
  push(chunk: Uint8Array): Buffer {
    const bytes = Buffer.concat([this.rest, chunk]);

    return this.pass(bytes, bytes.length - this.longest + 1);
  }

  /** What is left. */
  end(): Buffer {
    return this.pass(this.rest, this.rest.length);
  }

  /** Passes on what begins before a place, and keeps the rest. */
  private pass(bytes: Buffer, until: number): Buffer {
    const parts: Buffer[] = [];
    let from = 0;
    for (let found = this.find(bytes, from); found && found.at < until;) {
      parts.push(bytes.subarray(from, found.at), MASK);
      from = found.at + found.length;
      found = this.find(bytes, from);
    }
    const end = Math.max(from, until);
    parts.push(bytes.subarray(from, end));
    this.rest = Buffer.from(bytes.subarray(end));

    return Buffer.concat(parts);
  }

  private find(bytes: Buffer, from: number): { at: number; length: number } | undefined {
    let first: { at: number; length: number } | undefined;
    for (const pattern of this.patterns) {
      const at = bytes.indexOf(pattern, from);
      if (at !== -1 && (first === undefined || at < first.at))
        first = { at, length: pattern.length };
    }

    return first;
  }
}
