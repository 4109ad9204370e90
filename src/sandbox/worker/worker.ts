import { splitBundle, type Bundle, type SplitResult } from '../../stix/index.js';
import type { Journal } from '../journal.js';
import type { Knowledge } from '../knowledge/knowledge.js';
import type { MissingReference } from '../knowledge/references.js';
import { isStixRecord, type StixRecord } from '../knowledge/stix-record.js';
import type { QueueConsumer, QueuedMessage } from '../queues/connector-queues.js';
import {
  readPushMessage,
  UnreadableMessage,
  writePushMessage,
  type PushMessage,
} from '../queues/push-message.js';
import type { Works } from '../works/works.js';
import { eventObject } from './event-object.js';
import { importObject } from './import-object.js';
import { WaitingRoom } from './waiting-room.js';

/** Longest source of an error that is reported. @see `client-python/pycti/utils/opencti_stix2.py` */
const MAX_SOURCE_CHARS = 50_000;

/** Messages handed on before the queue has confirmed the first of them. */
const WINDOW = 200;

/** What a worker works on and with. */
export interface WorkerSurroundings {
  readonly knowledge: Knowledge;
  readonly works: Works;
  readonly journal: Journal;
  readonly now: () => Date;
  /** Puts a message back on the queue it came from. */
  readonly republish: (message: QueuedMessage) => Promise<void>;
  /** A message was dealt with. */
  readonly settled: () => void;
}

interface Item {
  readonly object: StixRecord;
  readonly workId: string | undefined;
  readonly entitiesTypes: readonly string[];
}

/**
 * The worker's part: splits bundles into messages of one object, imports the objects, and reports
 * each of them to its work.
 *
 * @see OpenCTI `opencti-worker/src/push_handler.py`
 */
export class Worker implements QueueConsumer {
  readonly #waitingRoom = new WaitingRoom<Item>();

  constructor(private readonly surroundings: WorkerSurroundings) {}

  /** Objects that wait for others. */
  get waiting(): number {
    return this.#waitingRoom.size;
  }

  async handle(message: QueuedMessage): Promise<void> {
    try {
      await this.#deal(message, readPushMessage(message.body));
    } catch (error) {
      // The platform drops such a message without a word to its work.
      const { connectorId: connector, body } = message;
      const reason = error instanceof Error ? error.message : String(error);
      this.#note('message dropped', { connector, bytes: body.length, reason });
    }
    this.surroundings.settled();
  }

  drained(): void {
    for (const { item, references } of this.#waitingRoom.clear()) {
      this.#report(item, missingReferences(references));
    }
    this.surroundings.settled();
  }

  async #deal(queued: QueuedMessage, message: PushMessage): Promise<void> {
    const { workId, draftId } = message;
    if (workId !== undefined && !this.surroundings.works.isAlive(workId)) {
      this.#note('bundle of a dead work dropped', { connector: queued.connectorId, work: workId });
      return;
    }
    if (draftId !== undefined) {
      const error = `DRAFT_LOCKED: the sandbox has no draft "${draftId}"`;
      this.#reportTo(workId, { error, source: 'Draft in read only' });
      return;
    }
    if (message.type === 'event') {
      this.#importAll(message, [eventObject(message.content)]);
      return;
    }
    const bundle = bundleOf(message.content);
    const split = splitBundle(bundle);
    if (bundle.objects.length === 1 || message.noSplit) this.#importSplit(message, split);
    else await this.#handOn(queued, message, split);
  }

  #importSplit(message: PushMessage, split: SplitResult): void {
    for (const { id, reason } of split.dropped) {
      this.#reportTo(message.workId, { error: `incompatible item: ${reason}`, source: id });
    }
    const objects = split.bundles.flatMap(({ objects }) => objects);
    this.#importAll(message, objects.filter(isStixRecord));
  }

  async #handOn(queued: QueuedMessage, message: PushMessage, split: SplitResult): Promise<void> {
    const { connectorId } = queued;
    for (const { id, reason } of split.dropped) {
      this.#note('object left out by the splitter', { connector: connectorId, id, reason });
    }
    if (message.workId !== undefined) {
      this.surroundings.works.expect(message.workId, split.expectations);
    }
    for (let first = 0; first < split.bundles.length; first += WINDOW) {
      const bundles = split.bundles.slice(first, first + WINDOW);
      const messages = bundles.map(bundle => ({
        connectorId,
        body: writePushMessage({ ...message.envelope, content: JSON.stringify(bundle) }),
      }));
      await Promise.all(messages.map(one => this.surroundings.republish(one)));
    }
  }

  #importAll({ workId, entitiesTypes }: PushMessage, objects: readonly StixRecord[]): void {
    const items: Item[] = objects.map(object => ({ object, workId, entitiesTypes }));
    // What an object calls out of the waiting room joins the line instead of the stack.
    for (const item of items) items.push(...this.#import(item));
  }

  #import(item: Item): readonly Item[] {
    const { knowledge, now } = this.surroundings;
    if (item.entitiesTypes.length > 0 && !item.entitiesTypes.includes(item.object.type)) {
      this.#report(item, null);
      return [];
    }
    const outcome = importObject(knowledge, item.object, now().toISOString());
    if (outcome.kind === 'missing') {
      this.#waitingRoom.add({ item, references: outcome.references });
      return [];
    }
    this.#report(item, outcome.kind === 'refused' ? outcome.error : null);

    return outcome.kind === 'done' ? this.#waitingRoom.call(outcome.ids) : [];
  }

  #report({ object, workId }: Item, error: string | null): void {
    if (error === null) {
      this.#reportTo(workId, null);
      return;
    }
    const text = JSON.stringify(object);
    const source = text.length >= MAX_SOURCE_CHARS ? 'Bundle too large' : text;
    this.#reportTo(workId, { error, source });
    if (workId === undefined) this.#note('object refused', { id: object.id, error });
  }

  #reportTo(workId: string | undefined, error: Parameters<Works['report']>[1]): void {
    if (workId !== undefined) this.surroundings.works.report(workId, error);
  }

  #note(message: string, facts: Readonly<Record<string, unknown>>): void {
    this.surroundings.journal.note(message, facts);
  }
}

function bundleOf(content: Readonly<Record<string, unknown>>): Bundle {
  if (!Array.isArray(content.objects) || content.objects.length === 0) {
    throw new UnreadableMessage('the bundle has no objects');
  }

  return content as unknown as Bundle;
}

function missingReferences(references: readonly MissingReference[]): string {
  const list = references.map(({ property, ref }) => `${ref} (${property})`).join(', ');

  return `MISSING_REFERENCE_ERROR: Element(s) not found: ${list}`;
}
