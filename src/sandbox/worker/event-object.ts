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
  const { type, data } = event;
  if (typeof type !== 'string') throw new UnreadableMessage('the event has no type');
  if (!isStixRecord(data)) throw new UnreadableMessage('the event has no data');

  return IMPORTS.has(type) ? data : { ...data, opencti_operation: type };
}
