import { buffer } from 'node:stream/consumers';
import type { Readable } from 'node:stream';
import type { ByteRange, FileContents } from './file-contents.js';
import { fileKey } from './file-key.js';
import { mimeTypeOf } from './mime-type.js';
import type { FileAnalysis, StoredFile } from './stored-file.js';

/** A file to keep. */
export interface FileInput {
  /** The folders of its key, such as `['import', 'global']`. */
  readonly folders: readonly string[];
  readonly name: string;
  readonly bytes: Buffer;
  readonly creatorId: string;
  /** Default: told by the name. */
  readonly mimeType?: string;
  readonly version?: string | null;
  readonly markings?: readonly string[];
  readonly entityId?: string | null;
  readonly labels?: readonly string[];
  readonly listFilters?: string | null;
  readonly analysis?: FileAnalysis | null;
}

/** The files of the platform, by storage key. @see OpenCTI `database/file-storage.ts` */
export class FileStore {
  readonly #files = new Map<string, StoredFile>();
  readonly #ofEntity = new Map<string, Set<string>>();

  constructor(
    private readonly contents: FileContents,
    private readonly now: () => Date,
    private readonly changed: (file: StoredFile) => void,
  ) {}

  /**
   * Keeps a file. One that is there under the same key with a version that is as new or newer is left
   * as it is, and given back.
   */
  async put(input: FileInput): Promise<StoredFile> {
    const id = fileKey(input.folders, input.name);
    const known = this.#files.get(id);
    if (known && isAsNew(known.version, input.version)) return known;

    await this.contents.write(id, input.bytes);
    const file: StoredFile = {
      id,
      name: input.name,
      size: input.bytes.length,
      mimeType: input.mimeType ?? mimeTypeOf(input.name),
      lastModified: this.now().toISOString(),
      version: input.version ?? null,
      markings: input.markings ?? [],
      entityId: input.entityId ?? null,
      creatorId: input.creatorId,
      labels: input.labels ?? [],
      listFilters: input.listFilters ?? null,
      analysis: input.analysis ?? null,
    };
    this.#enter(file);
    this.changed(file);

    return file;
  }

  /** A file by its key. */
  get(id: string): StoredFile | undefined {
    return this.#files.get(id);
  }

  /** Everything under a folder, such as `import/global/`, in order of arrival; all without one. */
  under(prefix = ''): readonly StoredFile[] {
    return [...this.#files.values()].filter(({ id }) => id.startsWith(prefix));
  }

  /** The files of one entity in a part of the storage, such as `import`. */
  ofEntity(entityId: string, part: string): readonly StoredFile[] {
    const ids = this.#ofEntity.get(entityId) ?? [];

    return [...ids].flatMap(id => (id.startsWith(`${part}/`) ? (this.#files.get(id) ?? []) : []));
  }

  /** The bytes of a file that is there, or a part of them. */
  open({ id }: StoredFile, range?: ByteRange): Readable {
    return this.contents.open(id, range);
  }

  /** All bytes of a file that is there. */
  read(file: StoredFile): Promise<Buffer> {
    return buffer(this.open(file));
  }

  /** Forgets a file; false when there is none. */
  async delete(id: string): Promise<boolean> {
    const file = this.#files.get(id);
    if (!file) return false;
    this.#files.delete(id);
    if (file.entityId !== null) this.#ofEntity.get(file.entityId)?.delete(id);
    await this.contents.delete(id);
    this.changed(file);

    return true;
  }

  /** Takes back what an earlier sandbox had kept. */
  restore(files: readonly StoredFile[]): void {
    for (const file of files) this.#enter(file);
  }

  #enter(file: StoredFile): void {
    this.#files.set(file.id, file);
    if (file.entityId === null) return;
    const ids = this.#ofEntity.get(file.entityId) ?? new Set();
    this.#ofEntity.set(file.entityId, ids.add(file.id));
  }
}

function isAsNew(known: string | null, offered: string | null | undefined): boolean {
  if (known === null || offered == null) return false;

  return Date.parse(known) >= Date.parse(offered);
}
