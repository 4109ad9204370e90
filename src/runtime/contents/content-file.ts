import { createReadStream } from 'node:fs';
import { mkdir, open, rename, rm, truncate, type FileHandle } from 'node:fs/promises';
import { dirname } from 'node:path';
import { LONGEST_ID, type SentContent } from '../sent-objects.js';
import type { ContentRecord, ContentStore } from './content-store.js';

/** A line holds an id, each character written in at most 6, and a hash. */
const LONGEST_LINE = 2_000;
const LINES_A_WRITE = 1_000;
const HASH = /^[0-9a-f]{16}$/;

/**
 * Keeps contents in a file: a first line that says whose they are, then one JSON line for each record,
 * `["malware--…","0123456789abcdef"]`, or `["malware--…"]` for one that is forgotten. It belongs to
 * one process at a time. A line that was cut by a crash at its end is left out.
 */
export class ContentFile implements ContentStore {
  private file: FileHandle | undefined;

  /** @param owner of the contents; those of another owner count as unreadable. */
  constructor(
    readonly place: string,
    private readonly owner: string,
  ) {}

  async *load(): AsyncGenerator<ContentRecord> {
    await mkdir(dirname(this.place), { recursive: true });
    let whole = 0;
    let number = 0;
    for await (const line of linesOf(this.place)) {
      number += 1;
      whole += Buffer.byteLength(line, 'utf8') + 1;
      const record = number === 1 ? this.checkHeader(line) : parse(line);
      if (record === undefined) throw new Error(`line ${number} is no record`);
      if (record !== HEADER) yield record;
    }
    if (number === 0) return this.replace([]);

    await truncate(this.place, whole);
    this.file = await open(this.place, 'a');
  }

  async append(records: readonly ContentRecord[], isUrgent: boolean): Promise<void> {
    this.file ??= await open(this.place, 'a');
    await this.file.appendFile(records.map(lineOf).join(''), 'utf8');
    if (isUrgent) await this.file.datasync();
  }

  async replace(contents: Iterable<SentContent>): Promise<void> {
    await this.close();
    const unfinished = `${this.place}.tmp`;
    const file = await open(unfinished, 'w');
    try {
      await file.appendFile(`${JSON.stringify({ contentsOf: this.owner })}\n`, 'utf8');
      for (const lines of written(contents)) await file.appendFile(lines, 'utf8');
      await file.datasync();
    } finally {
      await file.close();
    }
    await rename(unfinished, this.place);
    this.file = await open(this.place, 'a');
  }

  async discard(): Promise<void> {
    await this.close();
    // A full disk takes no more, but lets go.
    await rm(this.place, { force: true });
    await rm(`${this.place}.tmp`, { force: true });
  }

  async close(): Promise<void> {
    const { file } = this;
    this.file = undefined;
    await file?.close();
  }

  private checkHeader(line: string): typeof HEADER {
    const { contentsOf } = Object(parseJson(line)) as { readonly contentsOf?: unknown };
    if (contentsOf !== this.owner) {
      throw new Error('it belongs to another connector, user or OpenCTI');
    }

    return HEADER;
  }
}

const HEADER = Symbol('header');

/** Whole lines; none when there is no file. What follows the last line end was cut. */
async function* linesOf(path: string): AsyncGenerator<string> {
  let rest = '';
  try {
    for await (const chunk of createReadStream(path, 'utf8')) {
      const lines = `${rest}${chunk as string}`.split('\n');
      rest = lines.pop() ?? '';
      if (rest.length > LONGEST_LINE) throw new Error('a line has no end');
      yield* lines;
    }
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
  }
}

function parse(line: string): ContentRecord | undefined {
  const record = parseJson(line);
  if (!Array.isArray(record)) return undefined;
  const [id, hash] = record as unknown[];
  if (typeof id !== 'string' || id.length > LONGEST_ID || record.length > 2) return undefined;
  if (record.length === 1) return { id };

  return typeof hash === 'string' && HASH.test(hash)
    ? { id, hash: BigInt(`0x${hash}`) }
    : undefined;
}

function parseJson(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}

function* written(contents: Iterable<SentContent>): Generator<string> {
  let lines: string[] = [];
  for (const content of contents) {
    if (lines.push(lineOf(content)) < LINES_A_WRITE) continue;
    yield lines.join('');
    lines = [];
  }
  yield lines.join('');
}

function lineOf({ id, hash }: ContentRecord): string {
  const record = hash === undefined ? [id] : [id, hash.toString(16).padStart(16, '0')];

  return `${JSON.stringify(record)}\n`;
}
