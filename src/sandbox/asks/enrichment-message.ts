import type { ListenMessage } from './listen-message.js';

/** What an enrichment is asked with. */
export interface EnrichmentAsk {
  readonly workId: string;
  readonly draftId: string | null;
  readonly trigger: 'create' | 'update';
  readonly mode: 'auto' | 'manual';
  /** Standard id of the entity. */
  readonly entityId: string;
  readonly entityType: string;
  /** The entity as STIX, in JSON text. */
  readonly stixEntity: string;
  /** The entity and what is around it as a bundle, in JSON text; null for nearly every entity. */
  readonly stixObjects: string | null;
}

/**
 * What an enrichment connector is sent. Nobody is named as the applicant, also when somebody asked.
 *
 * @see OpenCTI `domain/enrichment.js` and `domain/stixCoreObject.js`
 */
export function enrichmentMessage(ask: EnrichmentAsk): ListenMessage {
  return {
    internal: {
      work_id: ask.workId,
      applicant_id: null,
      draft_id: ask.draftId,
      trigger: ask.trigger,
      mode: ask.mode,
    },
    event: {
      event_type: 'INTERNAL_ENRICHMENT',
      entity_id: ask.entityId,
      entity_type: ask.entityType,
      stix_entity: ask.stixEntity,
      stix_objects: ask.stixObjects,
    },
  };
}
