import { SandboxError } from '../../errors/index.js';
import type { JournalEntry } from '../journal.js';
import type { ConnectorView } from '../views/connector-view.js';
import type { StoredFile } from '../files/stored-file.js';
import type { PlaybookStep } from '../playbooks/playbook-step.js';
import type { ChangeView } from '../views/change-view.js';
import type { DraftView } from '../views/draft-view.js';
import type { WorkView } from '../views/work-view.js';
import type { MessageRecord } from './message-log.js';
import type { RequestRecord } from './request-log.js';

/** What happens in a sandbox, by name. */
export interface SandboxEventMap {
  /** A work was opened, changed or deleted. */
  readonly work: WorkView;
  /** A connector registered, pinged, was reset or deleted. */
  readonly connector: ConnectorView;
  /** An object was created, changed, merged or deleted, live or in a draft. */
  readonly object: ChangeView;
  /** A file was uploaded or deleted. */
  readonly file: StoredFile;
  /** A draft was opened, changed, validated or deleted. */
  readonly draft: DraftView;
  /** A connector was asked to do a step of a playbook, or has done it. */
  readonly playbook: PlaybookStep;
  /** A message came from a connector or went to one. */
  readonly message: MessageRecord;
  /** A GraphQL request came in. */
  readonly request: RequestRecord;
  /** Something was dropped, lost or otherwise worth knowing. */
  readonly journal: JournalEntry;
  /** Messages were dealt with; gives how many objects wait for others. */
  readonly settled: number;
}

/** Called with what happened. */
export type SandboxListener<Name extends keyof SandboxEventMap> = (
  event: SandboxEventMap[Name],
) => void;

type AnyListener = (event: never) => void;

/** Plain callbacks, and promises of the next event that fits. */
export class SandboxEvents {
  readonly #listeners = new Map<keyof SandboxEventMap, Set<AnyListener>>();
  readonly #stopped = new AbortController();

  /** Calls the listener with every event of this name; the returned function ends that. */
  on<Name extends keyof SandboxEventMap>(name: Name, listener: SandboxListener<Name>): () => void {
    const listeners = this.#listeners.get(name) ?? new Set();
    this.#listeners.set(name, listeners);
    listeners.add(listener);

    return () => listeners.delete(listener);
  }

  /** Tells the listeners; the event is made only if there are any. */
  emit<Name extends keyof SandboxEventMap>(name: Name, make: () => SandboxEventMap[Name]): void {
    const listeners = this.#listeners.get(name);
    if (!listeners || listeners.size === 0) return;
    const event = make();
    for (const listener of [...listeners]) (listener as SandboxListener<Name>)(event);
  }

  /**
   * Resolves with the next event that fits.
   *
   * @throws SandboxError `SANDBOX_STOPPED` when the sandbox stops first; the signal's reason when it
   * aborts first
   */
  next<Name extends keyof SandboxEventMap>(
    name: Name,
    fits: (event: SandboxEventMap[Name]) => boolean,
    signal?: AbortSignal,
  ): Promise<SandboxEventMap[Name]> {
    const ends = AbortSignal.any([this.#stopped.signal, ...(signal ? [signal] : [])]);

    return new Promise((resolve, reject) => {
      const off = this.on(name, event => {
        if (!fits(event)) return;
        release();
        resolve(event);
      });
      const abort = (): void => {
        release();
        const stopped = new SandboxError('SANDBOX_STOPPED', { what: `the awaited ${name} came` });
        reject(signal?.aborted ? (signal.reason as Error) : stopped);
      };
      const release = (): void => {
        off();
        ends.removeEventListener('abort', abort);
      };
      if (ends.aborted) abort();
      else ends.addEventListener('abort', abort);
    });
  }

  /** Whether {@link stop} was called. */
  get isStopped(): boolean {
    return this.#stopped.signal.aborted;
  }

  /** Ends every waiting and forgets the listeners. */
  stop(): void {
    this.#stopped.abort();
    this.#listeners.clear();
  }
}
