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
 * Finds where one JSON value ends, however its bytes are cut into chunks. It reads no more than
 * quotes, escapes and brackets: what is between them is left to `JSON.parse`.
 *
 * Bytes of UTF-8 above 0x7f are never mistaken for grammar, so characters need not be decoded.
 */
export class JsonValueScanner {
  /** Brackets and braces that are open now. */
  private depth = 0;
  /** The most that were open at once. */
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

  /**
   * Reads on.
   *
   * @returns the place after the value's last byte; -1 when the chunk ends first.
   */
  scan(bytes: Uint8Array, from: number): number {
    for (let at = from; at < bytes.length; at++) {
      const byte = bytes[at] as number;
      if (this.isInText) {
        if (this.closesText(byte) && this.depth === 0) return at + 1;
      } else if (byte === QUOTE) {
        this.isInText = true;
      } else if (byte === OPEN_BRACE || byte === OPEN_BRACKET) {
        this.deepest = Math.max(this.deepest, ++this.depth);
      } else if (this.depth === 0) {
        if (isBlank(byte) || byte === COMMA || byte === CLOSE_BRACKET || byte === CLOSE_BRACE) {
          return at;
        }
      } else if (byte === CLOSE_BRACE || byte === CLOSE_BRACKET) {
        if (--this.depth === 0) return at + 1;
      }
    }
    return -1;
  }

  private closesText(byte: number): boolean {
    if (this.isEscaped) this.isEscaped = false;
    else if (byte === BACKSLASH) this.isEscaped = true;
    else if (byte === QUOTE) this.isInText = false;

    return !this.isInText;
  }
}
