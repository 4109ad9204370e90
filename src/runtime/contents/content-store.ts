import type { SentContent } from '../sent-objects.js';

/** What a {@link ContentStore} keeps of an object; without a hash it is forgotten. */
export type ContentRecord = Pick<SentContent, 'id'> & Partial<SentContent>;

/**
 * Where an import keeps what it has sent beyond its own life. It is a memory only: what it loses is
 * sent again. It must never hold an older content than the last one kept.
 */
export interface ContentStore {
  /** What people know it by, such as a path. */
  readonly place: string;
  /**
   * Gives all that was kept, oldest first; of several records of one id the last one counts. Called
   * once, before anything else.
   *
   * @throws Error when it can't be read; then {@link replace} is called with nothing.
   */
  load(): AsyncIterable<ContentRecord>;
  /** Keeps more. @param isUrgent whether it has to survive a crash of the machine from now on. */
  append(records: readonly ContentRecord[], isUrgent: boolean): Promise<void>;
  /** Keeps these instead of everything. */
  replace(contents: Iterable<SentContent>): Promise<void>;
  /** Forgets everything; for good, and even where nothing can be written any more. */
  discard(): Promise<void>;
  /** Releases what is held. Harmless twice. */
  close(): Promise<void>;
}
