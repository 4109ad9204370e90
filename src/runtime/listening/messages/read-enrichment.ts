import { entityNameOf, isStixObject, type StixObject } from '../../../stix/index.js';
import type { MessageReader } from './message-reader.js';
import type { RequestEnvelope } from './read-envelope.js';

/** What a request for an enrichment says. */
export interface EnrichmentMessage {
  /** STIX id of the entity. */
  readonly entityId: string;
  /** As OpenCTI spells it; undefined when neither the message nor the entity tells. */
  readonly entityType: string | undefined;
  /** The entity; undefined when the message does not hold it. */
  readonly entity: StixObject | undefined;
  /** Everything that came along, the entity included if it is there. */
  readonly objects: readonly StixObject[];
}

/**
 * Reads a request for an enrichment: of a playbook, which brings a bundle, or of a user or a
 * trigger, which brings the entity as JSON text. Text that can't be read counts as left out: OpenCTI
 * can be asked for the entity.
 *
 * @throws RequestError `REQUEST_MALFORMED`
 */
export function readEnrichment({ event, playbook }: RequestEnvelope): EnrichmentMessage {
  const entityId = event.text('entity_id');
  const objects = playbook ? bundleObjects(event) : resolvedObjects(event);
  const sent = playbook ? undefined : stixIn(event.value('stix_entity'));
  const entity = sent ?? objects.find(({ id }) => id === entityId);
  const isHeld = entity === undefined || objects.some(({ id }) => id === entity.id);

  return {
    entityId,
    entityType: event.textIfAny('entity_type') ?? (entity && entityNameOf(entity)),
    entity,
    objects: isHeld ? objects : [entity, ...objects],
  };
}

/** What a playbook hands over, as an object. */
function bundleObjects(event: MessageReader): readonly StixObject[] {
  const bundle = event.object('bundle');
  const objects = bundle.value('objects');
  if (!Array.isArray(objects)) throw bundle.wrong('objects', 'a list');

  return objects.filter(isStixObject);
}

/** OpenCTI sends a list or a bundle, as text. */
function resolvedObjects(event: MessageReader): readonly StixObject[] {
  const value = parsed(event.value('stix_objects'));
  const list: unknown = Array.isArray(value)
    ? value
    : (value as { objects?: unknown } | null)?.objects;

  return Array.isArray(list) ? list.filter(isStixObject) : [];
}

function stixIn(text: unknown): StixObject | undefined {
  const value = parsed(text);

  return isStixObject(value) ? value : undefined;
}

/** JSON text, or what was JSON text once; undefined for text that is no JSON. */
function parsed(value: unknown): unknown {
  if (typeof value !== 'string') return value;

  try {
    return JSON.parse(value);
  } catch {
    return undefined;
  }
}
