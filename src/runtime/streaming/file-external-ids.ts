import { open, readFile, rename, writeFile, type FileHandle } from 'node:fs/promises';
import { StreamError } from '../../errors/index.js';
import type { ExternalIdStore } from './external-id-store.js';

/** One line: an entity and its id; null once it is forgotten. */
type Line = readonly [entityId: string, externalId: string | null];

/**
 * Ids in a file that is only added to, one JSON line a change, and in memory. It is written anew when
 * it is opened, so that it does not grow for ever.
 */
export class FileExternalIds implements ExternalIdStore {
  private readonly byEntity = new Map<string, string>();
  private readonly byExternal = new Map<string, string>();
  private last: Promise<unknown> = Promise.resolve();

  private constructor(
    private readonly file: string,
    private readonly lines: FileHandle,
  ) {}

  /** @throws StreamError `STREAM_EXTERNAL_IDS` when the file can't be read or written */
  static async open(file: string): Promise<FileExternalIds> {
    try {
      const pairs = pairsIn(await textOf(file));
      const beside = `${file}.new`;
      const text = [...pairs].map(pair => `${JSON.stringify(pair)}\n`).join('');
      await writeFile(beside, text, { mode: 0o600 });
      await rename(beside, file);
      const ids = new FileExternalIds(file, await open(file, 'a'));
      for (const [entityId, externalId] of pairs) ids.remember(entityId, externalId);
      return ids;
    } catch (error) {
      throw unusable(file, error);
    }
  }

  async externalId(entityId: string): Promise<string | undefined> {
    return this.byEntity.get(entityId);
  }

  async entityId(externalId: string): Promise<string | undefined> {
    return this.byExternal.get(externalId);
  }

  async keep(entityId: string, externalId: string): Promise<void> {
    if (this.byEntity.get(entityId) === externalId) return;
    await this.write([entityId, externalId]);
    this.remember(entityId, externalId);
  }

  async forget(entityId: string): Promise<void> {
    if (!this.byEntity.has(entityId)) return;
    await this.write([entityId, null]);
    this.drop(entityId);
  }

  async close(): Promise<void> {
    await this.last;
    await this.lines.close();
  }

  private remember(entityId: string, externalId: string): void {
    this.drop(entityId);
    const other = this.byExternal.get(externalId);
    if (other !== undefined) this.byEntity.delete(other);
    this.byEntity.set(entityId, externalId);
    this.byExternal.set(externalId, entityId);
  }

  private drop(entityId: string): void {
    const externalId = this.byEntity.get(entityId);
    this.byEntity.delete(entityId);
    if (externalId !== undefined) this.byExternal.delete(externalId);
  }

  private async write(line: Line): Promise<void> {
    const turn = this.last.then(() => this.lines.writeFile(`${JSON.stringify(line)}\n`));
    this.last = turn.catch(() => undefined);
    await turn.catch((error: unknown) => {
      throw unusable(this.file, error);
    });
  }
}

async function textOf(file: string): Promise<string> {
  return readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return '';
    throw error;
  });
}

function pairsIn(text: string): Map<string, string> {
  const pairs = new Map<string, string>();
  const lines = text.split('\n');
  lines.forEach((line, index) => {
    if (line === '') return;
    // A process that was killed may have left half of its last line.
    const isCut = index === lines.length - 1;
    const pair = pairIn(line);
    if (!pair && !isCut) throw new Error(`line ${index + 1} is no pair of ids`);
    if (pair?.[1] === null) pairs.delete(pair[0]);
    else if (pair) pairs.set(pair[0], pair[1]);
  });

  return pairs;
}

function pairIn(line: string): Line | undefined {
  try {
    const [entityId, externalId] = JSON.parse(line) as unknown[];
    const isFine = externalId === null || typeof externalId === 'string';
    return typeof entityId === 'string' && isFine ? [entityId, externalId] : undefined;
  } catch {
    return undefined;
  }
}

function unusable(file: string, error: unknown): StreamError {
  const reason = error instanceof Error ? error.message : String(error);

  return new StreamError('STREAM_EXTERNAL_IDS', { file, reason }, { cause: error });
}
