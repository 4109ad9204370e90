import { createReadStream } from 'node:fs';
import { access, mkdir, open, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { SandboxError } from '../../errors/index.js';
import { readSnapshot, snapshotLines, type Snapshot } from './snapshot.js';
import { UnreadableLine } from './unreadable-line.js';

/** Name of the only file the sandbox keeps in its folder. */
const FILE = 'sandbox.ndjson';

/** Shortest time between a change and the write that keeps it. */
const SETTLE_MS = 250;

/** Part of the time that may go into writing: a large store is written less often. */
const MAX_SHARE = 0.1;

/** Characters handed to the file system at once. */
const CHUNK_CHARS = 1 << 20;

/**
 * A folder in which a sandbox keeps what it holds: one file, written beside the old one and moved in
 * its place, a moment after the last change and when the sandbox stops.
 */
export class DataFolder {
  readonly #file: string;
  #timer: NodeJS.Timeout | undefined;
  #writing: Promise<void> = Promise.resolve();
  #isDirty = false;
  #lastMs = 0;

  private constructor(
    private readonly folder: string,
    private readonly current: () => Snapshot,
    private readonly failed: (reason: string) => void,
  ) {
    this.#file = join(folder, FILE);
  }

  /**
   * Makes the folder if it is not there.
   *
   * @param current what is to be kept, asked for at each write
   * @param failed told when a write fails; the next change tries again
   * @throws SandboxError `SANDBOX_DATA_UNUSABLE`
   */
  static async open(
    folder: string,
    current: () => Snapshot,
    failed: (reason: string) => void,
  ): Promise<DataFolder> {
    const dataFolder = new DataFolder(folder, current, failed);
    try {
      await mkdir(folder, { recursive: true, mode: 0o700 });
      // A file that can be written now can be written at the end, when nobody looks any more.
      await (await open(dataFolder.#temporary, 'w', 0o600)).close();
    } catch (cause) {
      const reason = reasonOf(cause);
      throw new SandboxError('SANDBOX_DATA_UNUSABLE', { folder, reason }, { cause });
    }

    return dataFolder;
  }

  /**
   * Reads what an earlier sandbox left; undefined when there was none.
   *
   * @throws SandboxError `SANDBOX_DATA_CORRUPT`
   */
  async read(): Promise<Snapshot | undefined> {
    if (!(await exists(this.#file))) return undefined;
    const lines: string[] = [];
    try {
      const input = createReadStream(this.#file, 'utf8');
      for await (const line of createInterface({ input, crlfDelay: Infinity })) lines.push(line);
      return readSnapshot(lines);
    } catch (cause) {
      const line = cause instanceof UnreadableLine ? cause.line : lines.length;
      const facts = { file: this.#file, line, reason: reasonOf(cause) };
      throw new SandboxError('SANDBOX_DATA_CORRUPT', facts, { cause });
    }
  }

  /** Something changed: it will be written in a moment. */
  touch(): void {
    this.#isDirty = true;
    const delayMs = Math.max(SETTLE_MS, this.#lastMs / MAX_SHARE);
    this.#timer ??= setTimeout(() => void this.flush(), delayMs).unref();
  }

  /** Writes what has changed; resolves when it is on disk. */
  async flush(): Promise<void> {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#writing = this.#writing.then(() => this.#write());
    await this.#writing;
  }

  get #temporary(): string {
    return join(this.folder, `${FILE}.tmp`);
  }

  async #write(): Promise<void> {
    if (!this.#isDirty) return;
    this.#isDirty = false;
    const startedAt = performance.now();
    try {
      const file = await open(this.#temporary, 'w', 0o600);
      try {
        for (const chunk of chunks(snapshotLines(this.current()))) await file.write(chunk);
        await file.sync();
      } finally {
        await file.close();
      }
      await rename(this.#temporary, this.#file);
      this.#lastMs = performance.now() - startedAt;
    } catch (error) {
      this.#isDirty = true;
      this.failed(reasonOf(error));
    }
  }
}

function* chunks(lines: Iterable<string>): Generator<string> {
  let chunk = '';
  for (const line of lines) {
    chunk += `${line}\n`;
    if (chunk.length < CHUNK_CHARS) continue;
    yield chunk;
    chunk = '';
  }
  if (chunk !== '') yield chunk;
}

async function exists(file: string): Promise<boolean> {
  return access(file).then(
    () => true,
    () => false,
  );
}

function reasonOf(thrown: unknown): string {
  return thrown instanceof Error ? thrown.message : String(thrown);
}
