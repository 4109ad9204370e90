import type { StixObject } from '../../stix/index.js';
import type { ListeningRequest } from '../requests/listening-request.js';

/**
 * An entity to enrich. Frozen, down to the entity: make a copy to change something
 * (`{ ...entity, x_opencti_score: 80 }`) and emit the copy.
 *
 * @typeParam T the entity, as STIX: what the handler's `@Enrich` names.
 */
export interface EnrichmentRequest<T extends StixObject = StixObject> extends ListeningRequest {
  /** The entity as OpenCTI has it, with OpenCTI's extensions. */
  readonly entity: T;
  /** STIX id of the entity. */
  readonly entityId: string;
  /** What the entity is to OpenCTI, such as `IPv4-Addr`. */
  readonly entityType: string;
  /**
   * Everything that came along: in a playbook the playbook's bundle, else the entity with what
   * `enrichmentResolution: 'stix_bundle'` adds, else the entity alone.
   */
  readonly bundle: readonly StixObject[];
}
