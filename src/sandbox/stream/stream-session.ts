import { randomUUID } from 'node:crypto';
import { attributesOf } from '../entities/entity-attributes.js';
import type { Knowledge } from '../knowledge/knowledge.js';
import { subjectOf } from '../knowledge/knowledge-change.js';
import type { PlatformStixSource } from '../knowledge/platform-stix.js';
import type { StoredObject } from '../knowledge/stored-object.js';
import { dependenciesOf } from './dependencies.js';
import type { EventLog } from './event-log.js';
import { eventPayload, knownObjectPayload, type Referer } from './event-payload.js';
import { SentObjects } from './sent-objects.js';
import { sseFrame } from './sse-frame.js';
import { isInStream, type StreamCollection } from './stream-collection.js';
import { typeOf, type StreamEntry } from './stream-entry.js';
import type { StreamParameters } from './stream-parameters.js';
import { selectEvent } from './stream-selection.js';
import { comparePositions, writePosition, type StreamPosition } from './stream-position.js';

/** Events taken from the log at once. @see OpenCTI `database/redis.ts` */
const BATCH = 100;

/** Where a session's frames go. */
export interface StreamSink {
  /** Resolves when the reader has taken the frame, or is gone. */
  write(frame: string): Promise<void>;
  /** Whether the reader is still there. */
  readonly isOpen: boolean;
}

/** What a session reads from. */
export interface SessionSurroundings {
  readonly log: EventLog;
  readonly knowledge: Knowledge;
  readonly source: PlatformStixSource;
  /**
   * The stream as it is now; undefined when it may no longer be read. For the raw stream `'raw'`:
   * every event, without filters and dependencies.
   */
  readonly collection: () => StreamCollection | 'raw' | undefined;
}

/**
 * One reader of a stream. It goes through the log at the reader's pace: a reader that does not take
 * what it is sent waits for itself, and nothing piles up for it.
 */
export class StreamSession {
  readonly #sent = new SentObjects();
  #position: StreamPosition;
  #isBeatDue = false;
  #wake: () => void = () => {};

  constructor(
    private readonly surroundings: SessionSurroundings,
    private readonly parameters: StreamParameters,
    private readonly sink: StreamSink,
  ) {
    this.#position = parameters.from ?? surroundings.log.present();
  }

  /** Sends until the reader goes or the stream may no longer be read. */
  async run(): Promise<void> {
    await this.#connect();
    await this.#recover();
    while (this.sink.isOpen && this.surroundings.collection() !== undefined) {
      const batch = this.surroundings.log.after(this.#position, BATCH);
      for (const entry of batch) {
        if (!this.sink.isOpen) return;
        await this.#deliver(entry);
        this.#position = entry.position;
      }
      if (this.#isBeatDue) await this.#beat(batch.length === 0);
      else if (batch.length === 0) await this.#rest();
    }
  }

  /** There may be something new. */
  wake(): void {
    this.#wake();
  }

  /** Time for a sign of life. */
  beat(): void {
    this.#isBeatDue = true;
    this.#wake();
  }

  async #connect(): Promise<void> {
    const { first, last, size } = this.surroundings.log.extent;
    const dateOf = (at: StreamPosition | undefined): string | null =>
      at ? new Date(at.ms).toISOString() : null;
    const data = {
      lastEventId: last ? writePosition(last) : null,
      lastEventDate: dateOf(last),
      firstEventId: first ? writePosition(first) : null,
      firstEventDate: dateOf(first),
      streamSize: size,
      connectionId: randomUUID(),
    };
    await this.sink.write(sseFrame('connected', data));
  }

  /** Brings the reader up to date from what is stored, then goes on from where that ends. */
  async #recover(): Promise<void> {
    const { from, recover } = this.parameters;
    if (!from || !recover || comparePositions(recover, from) <= 0) return;
    const { knowledge } = this.surroundings;
    const within = [...knowledge.all()]
      .map(stored => ({ stored, ms: Date.parse(stored.updatedAt) }))
      .filter(({ ms }) => ms > from.ms && ms < recover.ms);
    within.sort((left, right) => left.ms - right.ms);

    for (const { stored, ms } of within) {
      const collection = this.surroundings.collection();
      if (!this.sink.isOpen || collection === undefined) return;
      if (collection !== 'raw' && !isInStream(collection, attributesOf(stored, knowledge)))
        continue;
      const id = writePosition({ ms, seq: 0 });
      await this.#sendDependencies(stored, id);
      await this.#sendKnown(stored, id, 'init-create');
    }
    this.#position = recover;
  }

  async #deliver(entry: StreamEntry): Promise<void> {
    const collection = this.surroundings.collection();
    if (collection === undefined) return;
    const id = writePosition(entry.position);
    if (collection === 'raw') {
      await this.sink.write(sseFrame(typeOf(entry), this.#payload(entry), id));
      return;
    }
    const options = { ...this.parameters, collection };
    const selected = selectEvent(entry, options, this.surroundings.knowledge);
    if (!selected) return;
    if (selected.dependent) await this.#sendDependencies(selected.dependent, id);
    if (selected.isDependency && selected.dependent) {
      await this.#sendKnown(selected.dependent, id, 'init-dependencies');
      return;
    }
    await this.sink.write(sseFrame(selected.event, this.#payload(entry), id));
    this.#remember(entry);
  }

  async #sendDependencies(stored: StoredObject, id: string): Promise<void> {
    const { knowledge } = this.surroundings;
    const { withDependencies } = this.parameters;
    for (const needed of dependenciesOf(stored, knowledge, this.#sent, withDependencies)) {
      await this.#sendKnown(needed, id, 'init-dependencies');
    }
  }

  async #sendKnown(stored: StoredObject, id: string, referer: Referer): Promise<void> {
    const payload = knownObjectPayload(stored, referer, this.surroundings.source);
    await this.sink.write(sseFrame('create', payload, id));
    this.#sent.add(stored.object.id);
  }

  /** Its data is a date in quotes; its id moves with the clock, so that a reader may keep it. */
  async #beat(isIdle: boolean): Promise<void> {
    this.#isBeatDue = false;
    if (isIdle) this.#position = this.surroundings.log.present();
    const date = new Date(this.#position.ms).toISOString();
    await this.sink.write(sseFrame('heartbeat', date, writePosition(this.#position)));
  }

  #rest(): Promise<void> {
    return new Promise(resolve => {
      this.#wake = () => {
        this.#wake = () => {};
        resolve();
      };
    });
  }

  #payload(entry: StreamEntry): unknown {
    return eventPayload(entry, this.surroundings.source);
  }

  #remember(entry: StreamEntry): void {
    if (entry.kind !== 'change') return;
    const { id } = subjectOf(entry.change).object;
    if (entry.change.kind === 'delete') this.#sent.delete(id);
    else this.#sent.add(id);
  }
}
