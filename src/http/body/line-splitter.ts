import { decodeWith } from './decode-with.js';

const LINE_FEED = 0x0a;
const RETURN = 0x0d;

/** One line of a text. */
export interface Line {
  /** From 1. */
  readonly number: number;
  /** Without its line feed; undefined when it is longer than allowed, and then it was not held. */
  readonly text: string | undefined;
}

/**
 * Cuts bytes into lines, whatever the chunks. Each line is a text of its own: keeping one, or a part
 * of it, keeps nothing else in memory.
 *
 * It works on bytes, so the encoding has to leave line feeds alone, which all but UTF-16 do.
 */
export class LineSplitter {
  private readonly parts: Uint8Array[] = [];
  private size = 0;
  private number = 1;
  private readonly decode: (bytes: Uint8Array) => string;

  /** @throws HttpError `HTTP_OPTION` for an unknown encoding */
  constructor(
    private readonly maxLineBytes: number,
    encoding: string,
  ) {
    this.decode = decodeWith(encoding);
  }

  /** The lines that end in a chunk. */
  *push(chunk: Uint8Array): Generator<Line, void> {
    let from = 0;
    for (let end = chunk.indexOf(LINE_FEED); end !== -1; end = chunk.indexOf(LINE_FEED, from)) {
      yield this.size === 0
        ? this.line(chunk.subarray(from, end))
        : this.lastOf(chunk.subarray(from, end));
      from = end + 1;
    }
    this.keep(chunk.subarray(from));
  }

  /** The last line, when it has no line feed. */
  *end(): Generator<Line, void> {
    if (this.size > 0) yield this.lastOf(new Uint8Array());
  }

  private keep(part: Uint8Array): void {
    this.size += part.length;
    if (part.length > 0 && this.size <= this.maxLineBytes) this.parts.push(part);
    else if (this.size > this.maxLineBytes) this.parts.length = 0;
  }

  private lastOf(part: Uint8Array): Line {
    this.keep(part);
    const isTooLong = this.size > this.maxLineBytes;
    const line = isTooLong ? this.next(undefined) : this.line(Buffer.concat(this.parts));
    this.parts.length = 0;
    this.size = 0;

    return line;
  }

  private line(bytes: Uint8Array): Line {
    if (bytes.length > this.maxLineBytes) return this.next(undefined);

    return this.next(this.decode(bytes));
  }

  private next(text: string | undefined): Line {
    return { number: this.number++, text };
  }
}

/** A line without the carriage return at its end. */
export function withoutReturn(text: string): string {
  return text.charCodeAt(text.length - 1) === RETURN ? text.slice(0, -1) : text;
}
