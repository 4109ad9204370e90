import type { ItemTally } from './item-tally.js';

/** Turns the bytes of a body into items, chunk by chunk. */
export interface ItemReader<T> {
  /** The items that end in a chunk. */
  push(chunk: Uint8Array): Iterable<T>;
  /** The items that end with the body. */
  end(): Iterable<T>;
}

/**
 * The items of a body, one at a time: the next chunk is asked for when the items of the last one
 * were taken.
 */
export async function* readItems<T>(
  chunks: AsyncIterable<Uint8Array>,
  reader: ItemReader<T>,
  tally: ItemTally,
): AsyncGenerator<T, void> {
  for await (const chunk of chunks) {
    for (const item of reader.push(chunk)) {
      tally.keep();
      yield item;
    }
  }
  for (const item of reader.end()) {
    tally.keep();
    yield item;
  }
  tally.end();
}
