import type { ItemReader } from './item-reader.js';
import type { ItemTally } from './item-tally.js';
import { LineSplitter, type Line } from './line-splitter.js';
import { MAX_ITEM_BYTES, type ReadOptions } from './read-options.js';

/** Reads one JSON value a line. Empty lines are left out. */
export class NdjsonReader<T> implements ItemReader<T> {
  private readonly lines: LineSplitter;

  constructor(
    private readonly tally: ItemTally,
    private readonly options: ReadOptions,
  ) {
    this.lines = new LineSplitter(options.maxItemBytes ?? MAX_ITEM_BYTES, 'utf-8');
  }

  push(chunk: Uint8Array): Iterable<T> {
    return this.values(this.lines.push(chunk));
  }

  end(): Iterable<T> {
    return this.values(this.lines.end());
  }

  private *values(lines: Iterable<Line>): Generator<T, void> {
    for (const { number, text } of lines) {
      if (text === undefined) {
        const { maxItemBytes = MAX_ITEM_BYTES } = this.options;
        this.tally.leaveOut(`line ${number}`, `it is longer than ${maxItemBytes} bytes`);
      } else if (text.trim() !== '') {
        const [value] = this.parsed(number, text);
        if (value !== undefined) yield value;
      }
    }
  }

  /** The value of a line; nothing when it can't be read. */
  private parsed(number: number, text: string): [T] | [] {
    try {
      return [JSON.parse(text) as T];
    } catch (error) {
      this.tally.leaveOut(`line ${number}`, (error as Error).message, error);
      return [];
    }
  }
}
