import type { EntityGroup, EntityName } from '../../stix/index.js';
import type { ListeningOptions, TlpOptions } from '../requests/listening-options.js';

/** What `@Enrichment` takes. Everything is a default that the operator may override. */
export interface EnrichmentOptions<Scope extends EntityName | EntityGroup = never>
  extends Omit<ListeningOptions, 'scope'>, TlpOptions {
  /**
   * The entities that `enrich` is for, as OpenCTI spells them: `'Report'`, or
   * `['IPv4-Addr', 'Domain-Name']`. A group such as `'Stix-Cyber-Observable'` stands for all of its
   * entities. Left out when methods are marked `@Enrich`: the scope is then what these name.
   * `CONNECTOR_SCOPE` overrides it; what it leaves out is refused before the handler sees it.
   */
  readonly scope?: Scope | readonly Scope[];
  /** Whether new entities are enriched by themselves. Default: false. `CONNECTOR_AUTO` overrides it. */
  readonly auto?: boolean;
  /**
   * Whether entities are enriched again when they change. Default: false. `CONNECTOR_AUTO_UPDATE`
   * overrides it.
   */
  readonly autoUpdate?: boolean;
  /**
   * What OpenCTI hands over: the entity alone (`'none'`, the default), or with all that belongs to
   * it (`'stix_bundle'`, where OpenCTI knows how). `CONNECTOR_ENRICHMENT_RESOLUTION` overrides it.
   */
  readonly enrichmentResolution?: 'none' | 'stix_bundle';
  /**
   * Whether playbooks may use the connector. Default: true. A playbook is always answered, changed
   * or not, so nothing needs to be done for it.
   */
  readonly playbookCompatible?: boolean;
  /**
   * How long a result is used again for the same entity, applicant and draft, as an ISO 8601
   * duration above zero: `'PT1H'`. For sources that cost money or patience. What the handler emitted
   * is sent again as it was, so emit no copy of the entity that would undo what changed meanwhile.
   * At most 1 000 results are kept, in memory. Default: none.
   */
  readonly cacheTtl?: string;
}
