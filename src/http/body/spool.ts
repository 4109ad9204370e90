import { createReadStream } from 'node:fs';
import { mkdtemp, open, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A body on the disk, for as long as it is needed. */
export interface SpooledFile {
  readonly path: string;
  /** Bytes. */
  readonly size: number;
  /** Its bytes from the beginning; each call reads them anew. */
  read(this: void): AsyncIterable<Buffer>;
  /** Deletes it. */
  remove(this: void): Promise<void>;
}

/** Writes a body into a temporary file that nobody else may read. It is removed when that fails. */
export async function spool(chunks: AsyncIterable<Uint8Array>): Promise<SpooledFile> {
  const folder = await mkdtemp(join(tmpdir(), 'octiflow-'));
  const path = join(folder, 'body');
  const remove = (): Promise<void> => rm(folder, { recursive: true, force: true });
  try {
    return { path, size: await write(path, chunks), read: () => createReadStream(path), remove };
  } catch (error) {
    await remove();
    throw error;
  }
}

async function write(path: string, chunks: AsyncIterable<Uint8Array>): Promise<number> {
  const file = await open(path, 'wx', 0o600);
  let size = 0;
  try {
    for await (const chunk of chunks) {
      await file.writeFile(chunk);
      size += chunk.length;
    }
  } finally {
    await file.close();
  }

  return size;
}
