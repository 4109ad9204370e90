/**
 * Remembers, beyond the death of the process, which requests were being worked on when it died. A
 * request that two processes died on is poison: it is reported in error instead of killing a third.
 *
 * `FolderJournal` keeps it in files. Any other memory will do, one per connector process; when it
 * fails, the inbox logs that and works on without it.
 */
export interface CrashJournal {
  /**
   * Called once, before the first request comes in. What was begun by then and neither settled nor
   * released has had its process die on it.
   */
  open(): Promise<void>;
  /** How many processes died while working on a request. Asked when it may have been begun before. */
  deaths(key: string): Promise<number>;
  /** The request is worked on from now. */
  begin(key: string): Promise<void>;
  /** It is not worked on any more, and its outcome is not reported; its deaths are kept. */
  release(key: string): Promise<void>;
  /** Its outcome is reported: it will not be asked for again. */
  settle(key: string): Promise<void>;
}
