import { splitBundle, type Bundle, type SplitResult } from '../../stix/index.js';
import type { Drafts } from '../drafts/drafts.js';
import type { Ingestion, IngestionTarget } from '../ingestion/ingestion.js';
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
import { ADMINISTRATOR } from '../users/user.js';
import type { Works } from '../works/works.js';
import { deadLetter, referenceCount } from './dead-letter.js';
import { eventObject } from './event-object.js';
import { WaitingRoom } from './waiting-room.js';

/** Longest source of an error that is reported. @see `client-python/pycti/utils/opencti_stix2.py` */
const MAX_SOURCE_CHARS = 50_000;

/** Messages handed on before the queue has confirmed the first of them. */
const WINDOW = 200;

/** What a worker works on and with. */
export interface WorkerSurroundings {
  readonly knowledge: Knowledge;
  readonly drafts: Drafts;
  readonly ingestion: Ingestion;
  readonly works: Works;
  readonly journal: Journal;
  /** Told of a message before it is dealt with. */
  readonly received: (message: QueuedMessage) => void;
  /** Puts a message back on the queue it came from. */
  readonly republish: (message: QueuedMessage) => Promise<void>;
  /** A message was dealt with. */
  readonly settled: () => void;
  /** An object with so many references or more is not imported; undefined: all are. */
  readonly maxReferences?: number | undefined;
  /** Lays a message aside that is given up for good. */
  readonly giveUp?: (body: Buffer) => Promise<void>;
}

interface Item {
  readonly object: StixRecord;
  readonly workId: string | undefined;
  readonly entitiesTypes: readonly string[];
  readonly target: IngestionTarget;
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
    this.surroundings.received(message);
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
      // Others than the one it waited for may have come meanwhile.
      const missing = references.filter(({ ref }) => !item.target.knowledge.find(ref));
      this.#report(item, missingReferences(missing));
    }
    this.surroundings.settled();
  }

  async #deal(queued: QueuedMessage, message: PushMessage): Promise<void> {
    const { workId } = message;
    if (workId !== undefined && !this.surroundings.works.isAlive(workId)) {
      this.#note('bundle of a dead work dropped', { connector: queued.connectorId, work: workId });
      return;
    }
    const target = this.#targetOf(message);
    if (!target) {
      const error = `DRAFT_LOCKED: there is no open draft "${message.draftId}"`;
      this.#reportTo(workId, { error, source: 'Draft in read only' });
      return;
    }
    if (message.type === 'event') {
      await this.#importAll(message, target, [eventObject(message.content)]);
      return;
    }
    const bundle = bundleOf(message.content);
    const split = splitBundle(bundle);
    const isWhole = bundle.objects.length === 1 || message.noSplit;
    if (isWhole) await this.#importSplit(queued, message, target, split);
    else await this.#handOn(queued, message, split);
  }

  /** Where a message goes to: live, or its draft; undefined when that draft takes nothing. */
  #targetOf({ draftId, applicantId, eventId }: PushMessage): IngestionTarget | undefined {
    const userId = applicantId ?? ADMINISTRATOR.id;
    const { knowledge, drafts } = this.surroundings;
    if (draftId === undefined) return { knowledge, origin: { userId, eventId } };
    const draft = drafts.open(draftId);

    return draft && { knowledge: draft.knowledge, origin: { userId, draftId, eventId } };
  }

  async #importSplit(
    queued: QueuedMessage,
    message: PushMessage,
    target: IngestionTarget,
    split: SplitResult,
  ): Promise<void> {
    for (const { id, reason } of split.dropped) {
      this.#reportTo(message.workId, { error: `incompatible item: ${reason}`, source: id });
    }
    const objects: StixRecord[] = [];
    for (const object of split.bundles.flatMap(bundle => bundle.objects).filter(isStixRecord)) {
      if (this.#isTooLarge(object)) await this.#giveUp(object, queued, message);
      else objects.push(object);
    }
    await this.#importAll(message, target, objects);
  }

  #isTooLarge(object: StixRecord): boolean {
    return referenceCount(object) >= (this.surroundings.maxReferences ?? Infinity);
  }

  async #giveUp(object: StixRecord, queued: QueuedMessage, message: PushMessage): Promise<void> {
    const { maxReferences = 0, giveUp } = this.surroundings;
    await giveUp?.(deadLetter(object, maxReferences, queued, message));
    this.#reportTo(message.workId, {
      error: 'Too large element in bundle',
      source: `Element ${object.id} is too large and couldn't be processed`,
    });
    this.#note('object too large', { connector: queued.connectorId, id: object.id, maxReferences });
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

  async #importAll(
    { workId, entitiesTypes }: PushMessage,
    target: IngestionTarget,
    objects: readonly StixRecord[],
  ): Promise<void> {
    const items: Item[] = objects.map(object => ({ object, workId, entitiesTypes, target }));
    // What an object calls out of the waiting room joins the line instead of the stack.
    for (const item of items) items.push(...(await this.#import(item)));
  }

  async #import(item: Item): Promise<readonly Item[]> {
    if (item.entitiesTypes.length > 0 && !item.entitiesTypes.includes(item.object.type)) {
      this.#report(item, null);
      return [];
    }
    const outcome = await this.surroundings.ingestion.import(item.object, item.target);
    if (outcome.kind === 'missing') {
      // What it lacks may have come by another queue in this very moment.
      const { knowledge } = item.target;
      if (outcome.references.every(({ ref }) => knowledge.find(ref))) return [item];
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
