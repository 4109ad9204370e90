import type { ConnectorRecord } from '../connectors/connector-record.js';
import { isStixRecord } from '../knowledge/stix-record.js';
import type { StoredObject } from '../knowledge/stored-object.js';
import type { StoredFile } from '../files/stored-file.js';
import type { PlaybookStep } from '../playbooks/playbook-step.js';
import type { QueuedMessage } from '../queues/connector-queues.js';
import type { StreamCollection } from '../stream/stream-collection.js';
import type { User } from '../users/user.js';
import type { WorkFigures, WorkRecord } from '../works/work-record.js';
import type { SavedDraft, SavedWork, Snapshot } from './snapshot.js';
import { asRecord, UnreadableLine, type Members } from './unreadable-line.js';

/** The records of a snapshot, one a line. */
export function* recordsOf(snapshot: Snapshot): Generator<Members> {
  for (const connector of snapshot.connectors) yield { kind: 'connector', connector };
  for (const { work, figures } of snapshot.works) yield { kind: 'work', work, figures };
  for (const stored of snapshot.objects) yield { kind: 'object', stored: plain(stored) };
  for (const { draft, changes, removed } of snapshot.drafts) {
    yield { kind: 'draft', draft, changes: changes.map(plain), removed };
  }
  for (const file of snapshot.files) yield { kind: 'file', file };
  for (const user of snapshot.users) yield { kind: 'user', user };
  for (const collection of snapshot.collections) yield { kind: 'collection', collection };
  for (const step of snapshot.playbookSteps) yield { kind: 'playbook', step };
  for (const message of snapshot.messages) yield { kind: 'message', ...encoded(message) };
  for (const message of snapshot.asks) yield { kind: 'ask', ...encoded(message) };
}

/** Puts records together again. */
export class SnapshotReader {
  readonly #connectors: ConnectorRecord[] = [];
  readonly #works: SavedWork[] = [];
  readonly #objects: StoredObject[] = [];
  readonly #drafts: SavedDraft[] = [];
  readonly #files: StoredFile[] = [];
  readonly #users: User[] = [];
  readonly #collections: StreamCollection[] = [];
  readonly #playbookSteps: PlaybookStep[] = [];
  readonly #messages: QueuedMessage[] = [];
  readonly #asks: QueuedMessage[] = [];

  /**
   * Adds a record.
   *
   * @throws UnreadableLine for one that is none
   */
  add(record: Members, line: number): void {
    switch (record.kind) {
      case 'connector':
        this.#connectors.push(withId<ConnectorRecord>(record.connector, line));
        break;
      case 'work':
        this.#works.push(savedWork(record, line));
        break;
      case 'object':
        this.#objects.push(restoredObject(record.stored, line));
        break;
      case 'draft':
        this.#drafts.push(savedDraft(record, line));
        break;
      case 'file':
        this.#files.push(withId<StoredFile>(record.file, line));
        break;
      case 'user':
        this.#users.push(withId<User>(record.user, line));
        break;
      case 'collection':
        this.#collections.push(withId<StreamCollection>(record.collection, line));
        break;
      case 'playbook':
        this.#playbookSteps.push(savedStep(record.step, line));
        break;
      case 'message':
        this.#messages.push(decoded(record, line));
        break;
      case 'ask':
        this.#asks.push(decoded(record, line));
        break;
      default:
        throw new UnreadableLine(line, 'this is not a record of a sandbox');
    }
  }

  /** Everything that was added. */
  snapshot(): Snapshot {
    return {
      connectors: this.#connectors,
      works: this.#works,
      objects: this.#objects,
      drafts: this.#drafts,
      files: this.#files,
      users: this.#users,
      collections: this.#collections,
      playbookSteps: this.#playbookSteps,
      messages: this.#messages,
      asks: this.#asks,
    };
  }
}

function savedWork({ work, figures }: Members, line: number): SavedWork {
  const counters = asRecord(figures);

  return {
    work: withId<WorkRecord>(work, line),
    figures: counters && restoredFigures(counters),
  };
}

function savedDraft({ draft, changes, removed }: Members, line: number): SavedDraft {
  const list = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

  return {
    draft: withId<SavedDraft['draft']>(draft, line),
    changes: list(changes).map(stored => restoredObject(stored, line)),
    removed: list(removed).map(String),
  };
}

function savedStep(step: unknown, line: number): PlaybookStep {
  const { executionId, stepId } = asRecord(step) ?? {};
  if (typeof executionId !== 'string' || typeof stepId !== 'string') {
    throw new UnreadableLine(line, 'this is not a step of a playbook');
  }

  return step as PlaybookStep;
}

function plain(stored: StoredObject): Members {
  return { ...stored, ids: [...stored.ids] };
}

function restoredObject(value: unknown, line: number): StoredObject {
  const stored = asRecord(value);
  if (!stored || !isStixRecord(stored.object) || !Array.isArray(stored.ids)) {
    throw new UnreadableLine(line, 'this is not an object');
  }

  return { ...(stored as unknown as StoredObject), ids: new Set(stored.ids as string[]) };
}

/** JSON has no undefined: a counter that was never raised comes back as absent. */
function restoredFigures(figures: Members): WorkFigures {
  return {
    expected: typeof figures.expected === 'number' ? figures.expected : undefined,
    processed: typeof figures.processed === 'number' ? figures.processed : undefined,
    lastProcessed: typeof figures.lastProcessed === 'string' ? figures.lastProcessed : null,
    isClosed: figures.isClosed === true,
  };
}

function encoded({ connectorId, body }: QueuedMessage): Members {
  return { connectorId, body: body.toString('base64') };
}

function decoded({ connectorId, body }: Members, line: number): QueuedMessage {
  if (typeof connectorId !== 'string') throw new UnreadableLine(line, 'this is not a message');

  return { connectorId, body: Buffer.from(String(body), 'base64') };
}

function withId<T>(value: unknown, line: number): T {
  if (typeof asRecord(value)?.id !== 'string') {
    throw new UnreadableLine(line, 'this is not a record of a sandbox');
  }

  return value as T;
}
