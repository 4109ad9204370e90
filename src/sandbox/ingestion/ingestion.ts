import type { FileStore } from '../files/file-store.js';
import type { StoredFile } from '../files/stored-file.js';
import { entityTypeOf } from '../knowledge/entity-type.js';
import { subjectOf, type KnowledgeChange } from '../knowledge/knowledge-change.js';
import type { Knowledge } from '../knowledge/knowledge.js';
import type { StixRecord } from '../knowledge/stix-record.js';
import type { StoredObject } from '../knowledge/stored-object.js';
import { takeFiles, type AttachedFile } from './attached-files.js';
import type { ChangeOrigin } from './change-origin.js';
import { importObject, type ImportOutcome } from './import-object.js';

/** What {@link Ingestion} works with. */
export interface IngestionSurroundings {
  readonly files: FileStore;
  readonly now: () => Date;
  /** Told of every change, once it is made. */
  readonly changed: (change: KnowledgeChange, origin: ChangeOrigin) => void;
  /** Told of a file that import connectors may want. */
  readonly fileArrived: (file: StoredFile, origin: ChangeOrigin) => void;
}

/** Where an object goes to, and from whom. */
export interface IngestionTarget {
  /** The live knowledge, or that of a draft. */
  readonly knowledge: Knowledge;
  readonly origin: ChangeOrigin;
}

/** The one way into the knowledge: stores objects and their files, and tells what changed. */
export class Ingestion {
  constructor(private readonly surroundings: IngestionSurroundings) {}

  /** Imports an object: carries out the operation it asks for, or stores it. */
  async import(given: StixRecord, target: IngestionTarget): Promise<ImportOutcome> {
    const { object, files } = takeFiles(given);
    const outcome = importObject(target.knowledge, object, this.#now());
    if (outcome.kind !== 'done') return outcome;

    for (const change of outcome.changes) await this.tell(change, target);
    const stored = target.knowledge.find(outcome.ids[0] ?? '');
    if (stored) await this.#attach(files, stored, target);

    return outcome;
  }

  /** Tells of a change that was made by other means. What is deleted takes its files along. */
  async tell(change: KnowledgeChange, { origin }: IngestionTarget): Promise<void> {
    if (change.kind === 'delete' && origin.draftId === undefined) {
      await this.#deleteFiles(subjectOf(change));
    }
    this.surroundings.changed(change, origin);
  }

  async #attach(
    files: readonly AttachedFile[],
    { object, internalId }: StoredObject,
    { knowledge, origin }: IngestionTarget,
  ): Promise<void> {
    const draft = origin.draftId === undefined ? [] : ['draft', origin.draftId];
    for (const file of files) {
      const part = file.isEmbedded ? 'embedded' : 'import';
      const stored = await this.surroundings.files.put({
        folders: [...draft, part, entityTypeOf(object), internalId],
        name: file.name,
        bytes: file.bytes,
        creatorId: origin.userId,
        entityId: internalId,
        version: file.version,
        mimeType: file.mimeType,
        markings: file.markings.flatMap(id => knowledge.find(String(id))?.internalId ?? []),
      });
      if (file.triggersImport && !file.isEmbedded) this.surroundings.fileArrived(stored, origin);
    }
  }

  async #deleteFiles({ internalId }: StoredObject): Promise<void> {
    const { files } = this.surroundings;
    for (const part of ['import', 'export', 'analysis', 'embedded', 'fromTemplate']) {
      for (const { id } of files.ofEntity(internalId, part)) await files.delete(id);
    }
  }

  #now(): string {
    return this.surroundings.now().toISOString();
  }
}
