import { HttpError } from '../../../errors/index.js';
import type { ItemReader } from '../item-reader.js';
import type { ItemTally } from '../item-tally.js';
import { MAX_ITEM_BYTES, type ReadOptions } from '../read-options.js';
import { JsonPathScanner, type JsonFault, type JsonSlice } from './json-path-scanner.js';

/** Brackets and braces that may be open at once in one item. */
const MAX_NESTING = 1_000;

const LESS_THAN = 0x3c;

/** Where a list is, in JSON: `'data.items'`, or the names one by one when they hold dots. */
export type JsonPath = string | readonly string[];

/** Reads the values that a path leads to. */
export class JsonReader<T> implements ItemReader<T> {
  private readonly scanner: JsonPathScanner;
  private firstByte: number | undefined;

  /**
   * @param wanted what the path leads to
   * @param itemOf makes an item of a value
   */
  constructor(
    path: JsonPath,
    wanted: 'list' | 'object',
    private readonly itemOf: (value: unknown, slice: JsonSlice) => T,
    private readonly tally: ItemTally,
    private readonly options: ReadOptions,
  ) {
    const { maxItemBytes = MAX_ITEM_BYTES } = options;
    const fault = (found: JsonFault): HttpError => this.faultOf(found);
    this.scanner = new JsonPathScanner(stepsOf(path), wanted, maxItemBytes, fault);
  }

  *push(chunk: Uint8Array): Generator<T, void> {
    this.firstByte ??= chunk.find(byte => byte > 0x20);
    for (const slice of this.scanner.push(chunk)) {
      const value = this.valueOf(slice);
      if (value !== UNREADABLE) yield this.itemOf(value, slice);
    }
  }

  end(): Iterable<T> {
    const { scanner, tally } = this;
    scanner.end();
    if (scanner.size === 0) throw tally.cut('it is empty');
    if (!scanner.isComplete) throw tally.cut(`the JSON is cut after ${scanner.size} bytes`);
    if (!scanner.isFound) throw tally.fail(`it has not ${scanner.goal}`);

    return [];
  }

  private valueOf(slice: JsonSlice): unknown {
    const { text, nesting } = slice;
    const { maxItemBytes = MAX_ITEM_BYTES } = this.options;
    if (text === undefined) return this.leaveOut(slice, `it is larger than ${maxItemBytes} bytes`);
    if (nesting > MAX_NESTING) {
      return this.leaveOut(slice, `it is nested more than ${MAX_NESTING} deep`);
    }
    try {
      return JSON.parse(text) as unknown;
    } catch (error) {
      return this.leaveOut(slice, (error as Error).message, error);
    }
  }

  private leaveOut({ index, offset }: JsonSlice, why: string, cause?: unknown): symbol {
    this.tally.leaveOut(`item ${index + 1}, byte ${offset}`, why, cause);

    return UNREADABLE;
  }

  private faultOf({ offset, expected }: JsonFault): HttpError {
    if (this.firstByte === LESS_THAN) return this.tally.fail('it is an HTML or XML page');

    return this.tally.fail(`expected ${expected}`, `byte ${offset}`);
  }
}

const UNREADABLE = Symbol('unreadable');

function stepsOf(path: JsonPath): readonly string[] {
  if (typeof path !== 'string') return path;

  return path === '' ? [] : path.split('.');
}
