const QUOTE = 0x22;
const COMMA = 0x2c;
const COLON = 0x3a;
const BACKSLASH = 0x5c;
const OPEN_BRACKET = 0x5b;
const CLOSE_BRACKET = 0x5d;
const OPEN_BRACE = 0x7b;
const CLOSE_BRACE = 0x7d;

/** Bytes that matter to the grammar of JSON. */
export const Byte = {
  QUOTE,
  COMMA,
  COLON,
  OPEN_BRACKET,
  CLOSE_BRACKET,
  OPEN_BRACE,
  CLOSE_BRACE,
} as const;

/** Blank, tab, line feed and carriage return, the only blanks of JSON. */
export function isBlank(byte: number): boolean {
  return byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09;
}

/**
 * Finds where one JSON value ends, however its bytes are cut into chunks. It looks at quotes,
 * escapes and brackets only: what is between them is left to `JSON.parse`.
 */
export class JsonValueScanner {
  private depth = 0;
  private deepest = 0;
  private isInText = false;
  private isEscaped = false;

  /** How deeply the value is nested, as far as it was read. */
  get nesting(): number {
    return this.deepest;
  }

  /** Gets ready for the first byte of another value. */
  restart(): void {
    this.depth = 0;
    this.deepest = 0;
    this.isInText = false;
    this.isEscaped = false;
  }

  /** @returns the place after the value's last byte; -1 when the chunk ends first */
  scan(bytes: Uint8Array, from: number): number {
    let at = from;
    while (at < bytes.length) {
      if (this.isInText) {
        at = this.textEnd(bytes, at);
        if (at === -1) return -1;
        if (this.depth === 0) return at;
        continue;
      }
      const byte = bytes[at] as number;
      if (byte === QUOTE) {
        this.isInText = true;
      } else if (byte === OPEN_BRACE || byte === OPEN_BRACKET) {
        if (++this.depth > this.deepest) this.deepest = this.depth;
      } else if (byte === CLOSE_BRACE || byte === CLOSE_BRACKET) {
        if (this.depth === 0) return at;
        if (--this.depth === 0) return at + 1;
      } else if (this.depth === 0 && (byte === COMMA || isBlank(byte))) {
        return at;
      }
      at += 1;
    }

    return -1;
  }

  /** The place after the quote that ends a text; -1 when the chunk ends first. */
  private textEnd(bytes: Uint8Array, from: number): number {
    let at = this.isEscaped ? from + 1 : from;
    this.isEscaped = false;
    for (; at < bytes.length; at++) {
      const byte = bytes[at];
      if (byte === BACKSLASH) {
        at += 1;
        this.isEscaped = at === bytes.length;
      } else if (byte === QUOTE) {
        this.isInText = false;
        return at + 1;
      }
    }

    return -1;
  }
}
