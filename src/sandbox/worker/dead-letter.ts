import { isReference } from '../knowledge/references.js';
import type { StixRecord } from '../knowledge/stix-record.js';
import type { QueuedMessage } from '../queues/connector-queues.js';
import { writePushMessage, type PushMessage } from '../queues/push-message.js';

/** Members beside references that count as such. */
const COUNTED = new Set(['external_references', 'kill_chain_phases']);

/** How much hangs on an object, as workers count it. @see `client-python/pycti/utils/opencti_stix2_utils.py` */
export function referenceCount(object: StixRecord): number {
  return Object.entries(object).reduce((sum, [property, value]) => {
    if (Array.isArray(value)) {
      return isReference(property) || COUNTED.has(property) ? sum + value.length : sum;
    }
    return isReference(property) && typeof value === 'string' ? sum + 1 : sum;
  }, 0);
}

/**
 * The message in which a worker lays an object aside that is too large to import: the message it came
 * in, with the object alone as its content, and why.
 *
 * @see OpenCTI `opencti-worker/src/push_handler.py`
 */
export function deadLetter(
  object: StixRecord,
  maxReferences: number,
  { connectorId }: QueuedMessage,
  { envelope }: PushMessage,
): Buffer {
  const rejection = {
    reject_reason: 'ELEMENT_TOO_LARGE',
    objects_max_refs: maxReferences,
    original_connector_id: connectorId,
  };

  return writePushMessage({
    ...envelope,
    content: JSON.stringify({ ...object, rejection_info: rejection }),
  });
}
