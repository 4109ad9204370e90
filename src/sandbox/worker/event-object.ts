import { isStixRecord, type StixRecord } from '../knowledge/stix-record.js';
import { UnreadableMessage } from '../queues/push-message.js';

/** Events that bring an object; the others bring an operation on one. */
const IMPORTS = new Set(['create', 'update']);

/**
 * The object an event is about, marked with the operation the event stands for.
 *
 * @throws UnreadableMessage
 */
export function eventObject(event: Readonly<Record<string, unknown>>): StixRecord {
  const { type, data, context } = event;
  if (typeof type !== 'string') throw new UnreadableMessage('the event has no type');
  if (!isStixRecord(data)) throw new UnreadableMessage('the event has no data');

  if (IMPORTS.has(type)) return data;
  if (type !== 'merge') return { ...data, opencti_operation: type };

  return {
    ...data,
    opencti_operation: type,
    merge_target_id: data.id,
    merge_source_ids: sourceIds(context),
  };
}

function sourceIds(context: unknown): readonly string[] {
  const { sources } = (context ?? {}) as Readonly<Record<string, unknown>>;

  return Array.isArray(sources) ? sources.filter(isStixRecord).map(({ id }) => id) : [];
}
