import type { Logger } from '../../injection/index.js';
import type { StixObject } from '../../stix/index.js';
import { DOUBTFUL, SentObjects } from '../sent-objects.js';
import type { ContentRecord, ContentStore } from './content-store.js';

/** Objects that are remembered. About 100 MB of memory when full. */
export const UNCHANGED_LIMIT = 1_000_000;
/** Records beyond twice the contents at which a store is written anew. */
const SLACK = 10_000;

/**
 * Remembers across runs what an import has sent, in memory and in a store if there is one. The store
 * is never behind in a way that matters: before an object is sent with another content, the old one
 * becomes doubtful in it, and the new one is put in when it is confirmed. A store that fails is given up
 * with a warning.
 */
export class UnchangedObjects {
  private records = 0;
  /** Goes up with each {@link clear}: what was on its way then is not known to have arrived. */
  private epoch = 0;
  private epochOfUnsent = 0;
  private last: Promise<void> = Promise.resolve();

  constructor(
    private readonly log: Logger,
    private store?: ContentStore,
    private readonly sent: SentObjects = new SentObjects(UNCHANGED_LIMIT),
  ) {}

  /** Reads what earlier processes kept. Call it first. */
  async open(): Promise<void> {
    const { store } = this;
    if (!store) return;
    try {
      for await (const { id, hash } of store.load()) {
        this.records += 1;
        if (hash === undefined) this.sent.forget(id);
        else this.sent.remember({ id, hash });
      }
    } catch (error) {
      const facts = { path: store.place, reason: reasonOf(error) };
      this.log.warn('what was sent before can not be read, starting without', facts);
      await this.clear();
    }
  }

  /** A run begins: from here on {@link vanished} speaks of it. */
  beginRun(): void {
    this.sent.beginRound();
  }

  /** The objects that have to be sent. */
  async unsent<T extends StixObject>(objects: readonly T[]): Promise<T[]> {
    this.epochOfUnsent = this.epoch;
    const unsent = this.sent.unsent(objects);
    const changed = unsent.filter(({ id }) => this.sent.knows(id));
    await this.append(changed.map(({ id }) => ({ id, hash: DOUBTFUL })));

    return unsent;
  }

  /** Call it once the objects that {@link unsent} gave are confirmed. */
  async confirmed(objects: readonly StixObject[]): Promise<void> {
    // The queue was emptied in between, and they may have been on it.
    if (this.epochOfUnsent !== this.epoch) return;
    await this.append(this.sent.confirmed(objects));
  }

  /** Ids that were sent in an earlier run, and that this run has not met. */
  vanished(): string[] {
    return [...this.sent.notMet()];
  }

  async forget(ids: readonly string[]): Promise<void> {
    for (const id of ids) this.sent.forget(id);
    await this.append(ids.map(id => ({ id })));
  }

  /** Forgets everything: all is sent again. */
  async clear(): Promise<void> {
    this.epoch += 1;
    this.sent.clear();
    await this.keep(store => store.replace([]));
    this.records = 0;
  }

  async close(): Promise<void> {
    await this.last;
    await this.store?.close();
  }

  private async append(records: readonly ContentRecord[]): Promise<void> {
    if (records.length === 0) return;
    const isUrgent = records.some(({ hash }) => hash === undefined || hash === DOUBTFUL);
    await this.keep(store => store.append(records, isUrgent));
    this.records += records.length;
    if (this.records <= 2 * this.sent.size + SLACK) return;

    this.records = this.sent.size;
    await this.keep(store => store.replace(this.sent.contents()));
  }

  /** One write after the other; the first that fails ends them all. */
  private keep(write: (store: ContentStore) => Promise<void>): Promise<void> {
    this.last = this.last.then(async () => {
      const { store } = this;
      if (!store) return;
      try {
        await write(store);
      } catch (error) {
        this.store = undefined;
        const facts = { path: store.place, reason: reasonOf(error) };
        this.log.warn('what was sent can not be kept, remembering it in memory alone', facts);
        // What is in it would be older than what is sent from now on.
        await store.discard().catch((second: unknown) => {
          this.log.error('delete this file: it is out of date', {
            ...facts,
            reason: reasonOf(second),
          });
        });
      }
    });

    return this.last;
  }
}

function reasonOf(error: unknown): string {
  const { code, message } = Object(error) as {
    readonly code?: unknown;
    readonly message?: unknown;
  };

  return typeof code === 'string' ? code : String(message);
}
