import { attributesOf } from '../entities/entity-attributes.js';
import { isRelationship } from '../knowledge/entity-type.js';
import { subjectOf, type KnowledgeChange } from '../knowledge/knowledge-change.js';
import type { Knowledge } from '../knowledge/knowledge.js';
import { isStixRecord, texts } from '../knowledge/stix-record.js';
import type { StoredObject } from '../knowledge/stored-object.js';
import { isInStream, type StreamCollection } from './stream-collection.js';
import type { StreamEntry, StreamEventType } from './stream-entry.js';

/** What a reader of a stream gets of an event. */
export interface Selected {
  /** The name it is sent under: it may differ from the type its payload says. */
  readonly event: StreamEventType;
  /** The object whose dependencies go before it; undefined for none. */
  readonly dependent?: StoredObject;
  /** The event is sent as an object that another needs, not as a change of its own. */
  readonly isDependency?: boolean;
}

/** How a reader wants it. */
export interface SelectionOptions {
  readonly collection: StreamCollection;
  readonly withDependencies: boolean;
  readonly withDeletions: boolean;
}

/**
 * What a reader of a stream gets of an event, by what the stream's filters say of the object before
 * and after: what leaves the stream is sent as deleted, what enters it as created.
 *
 * @see OpenCTI `graphql/sseMiddleware.js`
 */
export function selectEvent(
  entry: StreamEntry,
  options: SelectionOptions,
  knowledge: Knowledge,
): Selected | undefined {
  const selected =
    entry.kind === 'change'
      ? selectChange(entry.change, options, knowledge)
      : selectScripted(entry.event, options, knowledge);
  if (selected?.event === 'delete' && !options.withDeletions) return undefined;

  return selected;
}

function selectChange(
  change: KnowledgeChange,
  options: SelectionOptions,
  knowledge: Knowledge,
): Selected | undefined {
  const subject = subjectOf(change);
  const isIn = (stored: StoredObject): boolean =>
    isInStream(options.collection, attributesOf(stored, knowledge));
  const isNow = isIn(subject);

  if (change.kind === 'delete' && isNow) return { event: 'delete' };
  if (change.kind === 'update') {
    const wasBefore = isIn(change.before);
    if (wasBefore && !isNow) return { event: 'delete' };
    if (isNow) return { event: wasBefore ? 'update' : 'create', dependent: subject };
  } else if (isNow) {
    return { event: change.kind, dependent: subject };
  }

  return options.withDependencies && isNextToStream(subject, isIn, knowledge)
    ? { event: change.kind, isDependency: change.kind !== 'delete', dependent: subject }
    : undefined;
}

/** A relationship of something in the stream, or something held by a container in the stream. */
function isNextToStream(
  { object }: StoredObject,
  isIn: (stored: StoredObject) => boolean,
  knowledge: Knowledge,
): boolean {
  const isThere = (stored: StoredObject | undefined): boolean =>
    stored !== undefined && isIn(stored);
  if (isRelationship(object)) {
    const ends = [object.source_ref, object.target_ref, object.sighting_of_ref];
    return [...ends, ...texts(object.where_sighted_refs)].some(
      ref => typeof ref === 'string' && isThere(knowledge.find(ref)),
    );
  }

  for (const other of knowledge.referringTo(object.id)) {
    if (texts(other.object.object_refs).includes(object.id) && isIn(other)) return true;
  }

  return false;
}

/** What somebody wrote is taken as an object if it is one; what is none goes to everybody. */
function selectScripted(
  { type, data }: Extract<StreamEntry, { kind: 'scripted' }>['event'],
  { collection }: SelectionOptions,
  knowledge: Knowledge,
): Selected | undefined {
  if (!isStixRecord(data)) return { event: type };
  const known = knowledge.find(data.id);
  const stored: StoredObject = {
    internalId: known?.internalId ?? data.id,
    object: data,
    ids: known?.ids ?? new Set([data.id]),
    createdAt: known?.createdAt ?? '',
    updatedAt: known?.updatedAt ?? '',
    isUnlisted: true,
  };

  return isInStream(collection, attributesOf(stored, knowledge)) ? { event: type } : undefined;
}
