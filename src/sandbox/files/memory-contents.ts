import { Readable } from 'node:stream';
import type { ByteRange, FileContents } from './file-contents.js';

/** Files in memory; they end with the sandbox. */
export class MemoryContents implements FileContents {
  readonly #bytes = new Map<string, Buffer>();

  async write(key: string, bytes: Buffer): Promise<void> {
    this.#bytes.set(key, bytes);
  }

  open(key: string, range?: ByteRange): Readable {
    const bytes = this.#bytes.get(key);
    if (!bytes) throw new Error(`nothing is kept under ${key}`);

    return Readable.from([range ? bytes.subarray(range.start, range.end + 1) : bytes], {
      objectMode: false,
    });
  }

  async delete(key: string): Promise<void> {
    this.#bytes.delete(key);
  }
}
