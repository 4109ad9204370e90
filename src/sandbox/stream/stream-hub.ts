import type { ChangeOrigin } from '../ingestion/change-origin.js';
import type { KnowledgeChange } from '../knowledge/knowledge-change.js';
import { EventLog } from './event-log.js';
import type { ScriptedEvent } from './stream-entry.js';
import { readPosition, writePosition } from './stream-position.js';
import type { StreamSession } from './stream-session.js';

/** The event log and those who read it: wakes them when there is something, and now and then. */
export class StreamHub {
  readonly log: EventLog;
  readonly #sessions = new Set<StreamSession>();
  #timer: NodeJS.Timeout | undefined;

  constructor(
    now: () => Date,
    /** Time between two signs of life, in milliseconds. */
    private readonly heartbeatMs: number,
  ) {
    this.log = new EventLog(now);
  }

  /** Number of readers. */
  get readers(): number {
    return this.#sessions.size;
  }

  /** A change became an event. */
  change(change: KnowledgeChange, origin: ChangeOrigin): void {
    this.log.append({ kind: 'change', change, origin });
    this.wake();
  }

  /** Adds events that somebody wrote; gives back their ids. */
  emit(events: readonly ScriptedEvent[]): readonly string[] {
    const ids = events.map(event => {
      const wanted = event.id === undefined ? undefined : readPosition(event.id);
      return writePosition(this.log.append({ kind: 'scripted', event }, wanted).position);
    });
    this.wake();

    return ids;
  }

  /** Runs a reader's session to its end. */
  async attend(session: StreamSession): Promise<void> {
    this.#sessions.add(session);
    this.#timer ??= setInterval(() => this.beat(), this.heartbeatMs).unref();
    try {
      await session.run();
    } finally {
      this.#sessions.delete(session);
      if (this.#sessions.size === 0) this.close();
    }
  }

  /** Makes every reader look again: at the log, and at whether it may still read. */
  wake(): void {
    for (const session of [...this.#sessions]) session.wake();
  }

  /** Sends every reader a sign of life. */
  beat(): void {
    for (const session of [...this.#sessions]) session.beat();
  }

  /** Stops the signs of life. */
  close(): void {
    clearInterval(this.#timer);
    this.#timer = undefined;
  }
}
