import { entityTypeOf, isRelationship } from '../knowledge/entity-type.js';
import { subjectOf, type KnowledgeChange } from '../knowledge/knowledge-change.js';
import { platformStix, type PlatformStixSource } from '../knowledge/platform-stix.js';
import { isEmpty, labelOf, texts, type StixRecord } from '../knowledge/stix-record.js';
import type { StoredObject } from '../knowledge/stored-object.js';
import type { ChangeOrigin } from '../ingestion/change-origin.js';
import { jsonPatch } from './json-patch.js';
import type { ScriptedEvent, StreamEntry } from './stream-entry.js';
import { writePosition } from './stream-position.js';

type Payload = Readonly<Record<string, unknown>>;

/** Version of the payload's form. */
const VERSION = '4';

/** The payload of an event, in the form of version 4. @see OpenCTI `database/stream/stream-handler.ts` */
export function eventPayload(entry: StreamEntry, source: PlatformStixSource): Payload {
  const eventId = writePosition(entry.position);
  if (entry.kind === 'scripted') return scriptedPayload(entry.event, eventId);
  const { change, origin } = entry;
  const context = contextOf(change, source);

  return {
    version: VERSION,
    type: change.kind,
    scope: 'external',
    message: messageOf(change, source),
    origin: originOf(origin),
    data: platformStix(subjectOf(change), source),
    ...(context && { context }),
    noHistory: false,
    event_id: origin.eventId ?? eventId,
  };
}

/** Where a payload that no change caused comes from. */
export type Referer = 'init-create' | 'init-dependencies';

/** The payload of an object that is sent because it was there before, or because another needs it. */
export function knownObjectPayload(
  stored: StoredObject,
  referer: Referer,
  source: PlatformStixSource,
): Payload {
  return {
    data: platformStix(stored, source),
    message: creationMessage(stored.object, source),
    origin: { referer },
    version: VERSION,
  };
}

function scriptedPayload({ type, data, payload }: ScriptedEvent, eventId: string): Payload {
  return {
    version: VERSION,
    type,
    scope: 'external',
    message: `scripted ${type}`,
    origin: {},
    data,
    noHistory: false,
    event_id: eventId,
    ...payload,
  };
}

function contextOf(change: KnowledgeChange, source: PlatformStixSource): Payload | undefined {
  if (change.kind !== 'update' && change.kind !== 'merge') return undefined;
  const before = platformStix(change.before, source);
  const after = platformStix(change.after, source);

  return {
    patch: jsonPatch(before, after),
    reverse_patch: jsonPatch(after, before),
    related_restrictions: { markings: [] },
    pir_ids: [],
    ...(change.kind === 'update' && { changes: changesOf(before, after) }),
    ...(change.kind === 'merge' && {
      sources: change.sources.map(one => platformStix(one, source)),
    }),
  };
}

interface MemberChange {
  readonly field: string;
  readonly previous: readonly string[];
  readonly new: readonly string[];
  readonly added: readonly string[];
  readonly removed: readonly string[];
}

function changesOf(before: StixRecord, after: StixRecord): readonly MemberChange[] {
  const names = new Set([...Object.keys(before), ...Object.keys(after)]);

  return [...names].flatMap(name => {
    if (UNTOLD.has(name)) return [];
    const previous = shown(before[name]);
    const next = shown(after[name]);
    if (JSON.stringify(previous) === JSON.stringify(next)) return [];
    const isList = Array.isArray(before[name]) || Array.isArray(after[name]);
    return [
      {
        field: name,
        previous: isList ? [] : previous,
        new: isList ? [] : next,
        added: isList ? next.filter(item => !previous.includes(item)) : [],
        removed: isList ? previous.filter(item => !next.includes(item)) : [],
      },
    ];
  });
}

/** Members that change with every change. */
const UNTOLD = new Set(['modified', 'extensions']);

function shown(value: unknown): readonly string[] {
  if (isEmpty(value)) return [];

  const items: readonly unknown[] = Array.isArray(value) ? value : [value];

  return items.map(item => (typeof item === 'string' ? item : JSON.stringify(item)));
}

function originOf({ userId }: ChangeOrigin): Payload {
  return {
    socket: 'query',
    ip: '127.0.0.1',
    user_id: userId,
    group_ids: [],
    organization_ids: [],
    user_metadata: {},
    applicant_id: userId,
  };
}

function messageOf(change: KnowledgeChange, source: PlatformStixSource): string {
  const { object } = subjectOf(change);
  switch (change.kind) {
    case 'create':
      return creationMessage(object, source);
    case 'delete':
      return creationMessage(object, source).replace(/^creates/, 'deletes');
    case 'merge': {
      const names = change.sources.map(one => labelOf(one.object)).join(', ');
      return `merges ${entityTypeOf(object)} \`${names}\` in \`${labelOf(object)}\``;
    }
    case 'update': {
      const [first] = changesOf(change.before.object, change.after.object);
      const values = [...(first?.new ?? []), ...(first?.added ?? [])].join(', ') || 'nothing';
      return `replaces \`${values}\` in \`${first?.field ?? 'extensions'}\``;
    }
  }
}

function creationMessage(object: StixRecord, { knowledge }: PlatformStixSource): string {
  if (!isRelationship(object)) return `creates a ${entityTypeOf(object)} \`${labelOf(object)}\``;
  const nameOf = (ref: unknown): string => {
    const end = typeof ref === 'string' ? knowledge.find(ref) : undefined;
    return end ? labelOf(end.object) : String(ref);
  };
  const from = nameOf(object.source_ref ?? object.sighting_of_ref);
  const to = nameOf(object.target_ref ?? texts(object.where_sighted_refs)[0]);

  return `creates the relation ${entityTypeOf(object)} from \`${from}\` to \`${to}\``;
}
