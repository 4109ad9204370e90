import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import type { ByteRange, FileContents } from './file-contents.js';

/**
 * Files in a folder. A file's name there is made from its key by a hash, so that no key, whatever it
 * holds, leads out of the folder.
 */
export class FolderContents implements FileContents {
  constructor(private readonly folder: string) {}

  async write(key: string, bytes: Buffer): Promise<void> {
    await mkdir(this.folder, { recursive: true, mode: 0o700 });
    const path = this.#path(key);
    // Beside it first: a file that is being read stays whole.
    await writeFile(`${path}.tmp`, bytes, { mode: 0o600 });
    await rename(`${path}.tmp`, path);
  }

  open(key: string, range?: ByteRange): Readable {
    return createReadStream(this.#path(key), range);
  }

  async delete(key: string): Promise<void> {
    await rm(this.#path(key), { force: true });
  }

  #path(key: string): string {
    return join(this.folder, createHash('sha256').update(key).digest('hex'));
  }
}
