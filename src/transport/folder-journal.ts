import { createHash } from 'node:crypto';
import { mkdir, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Clock } from '../injection/index.js';
import type { CrashJournal } from './crash-journal.js';

/** What is known of one request. */
interface Entry {
  readonly key: string;
  readonly deaths: number;
  readonly isRunning: boolean;
  /** When it was written, in ISO 8601. */
  readonly at: string;
}

const SUFFIX = '.request.json';
const KEPT_MS = 7 * 24 * 3_600_000;

/**
 * A crash journal in a folder: one small file for each request that is worked on, or that a process
 * died on. The folder is made when it is missing, must outlive the process, and belongs to one
 * connector process at a time; two would take each other for dead. Replicas need one folder each.
 *
 * Files are not forced to the disk: they survive the death of the process, maybe not that of the
 * machine. What died processes left is forgotten after 7 days.
 */
export class FolderJournal implements CrashJournal {
  /** What processes died on, by file name. What is merely running is not in it. */
  private readonly died = new Map<string, Entry>();

  constructor(
    private readonly folder: string,
    private readonly clock: Clock,
  ) {}

  /** @throws Error of the file system when the folder can't be made or read */
  async open(): Promise<void> {
    await mkdir(this.folder, { recursive: true });
    for (const name of await readdir(this.folder)) {
      if (name.endsWith(SUFFIX)) await this.adopt(name);
    }
  }

  async deaths(key: string): Promise<number> {
    return this.died.get(fileOf(key))?.deaths ?? 0;
  }

  async begin(key: string): Promise<void> {
    await this.write({ key, deaths: await this.deaths(key), isRunning: true, at: this.now });
  }

  async release(key: string): Promise<void> {
    const deaths = await this.deaths(key);
    if (deaths === 0) return this.settle(key);
    await this.write({ key, deaths, isRunning: false, at: this.now });
  }

  async settle(key: string): Promise<void> {
    const name = fileOf(key);
    this.died.delete(name);
    await rm(join(this.folder, name), { force: true });
  }

  private get now(): string {
    return this.clock.now().toISOString();
  }

  private async adopt(name: string): Promise<void> {
    const path = join(this.folder, name);
    // What can't be read is no entry of ours, and must not hide the others.
    const entry = parse(await readFile(path, 'utf8').catch(() => ''));
    const isOld = !entry || this.clock.now().getTime() - Date.parse(entry.at) > KEPT_MS;
    if (isOld) return rm(path, { force: true, recursive: true });

    const deaths = entry.deaths + (entry.isRunning ? 1 : 0);
    const left = { ...entry, deaths, isRunning: false };
    this.died.set(name, left);
    if (entry.isRunning) await this.write(left);
  }

  private async write(entry: Entry): Promise<void> {
    await writeFile(join(this.folder, fileOf(entry.key)), JSON.stringify(entry));
  }
}

/** Keys come from outside and may hold anything; a file name may not. */
function fileOf(key: string): string {
  return `${createHash('sha256').update(key).digest('hex')}${SUFFIX}`;
}

/** A file that was cut or that somebody else wrote says nothing. */
function parse(text: string): Entry | undefined {
  let entry: Partial<Record<keyof Entry, unknown>>;
  try {
    entry = { ...(JSON.parse(text) as Entry) };
  } catch {
    return undefined;
  }
  const { key, deaths, isRunning, at } = entry;
  const isEntry =
    typeof key === 'string' &&
    Number.isSafeInteger(deaths) &&
    Number(deaths) >= 0 &&
    typeof isRunning === 'boolean' &&
    typeof at === 'string' &&
    !Number.isNaN(Date.parse(at));

  return isEntry ? { key, deaths: Number(deaths), isRunning, at } : undefined;
}
