import type { Readable } from 'node:stream';

/** A part of a file, in bytes; both ends count. */
export interface ByteRange {
  readonly start: number;
  readonly end: number;
}

/** Where the bytes of files are: in memory or in a folder. */
export interface FileContents {
  /** Keeps bytes under a key, in place of what was there. */
  write(key: string, bytes: Buffer): Promise<void>;
  /** Reads what was kept, or a part of it; fails when nothing was. */
  open(key: string, range?: ByteRange): Readable;
  /** Forgets what was kept. */
  delete(key: string): Promise<void>;
}
