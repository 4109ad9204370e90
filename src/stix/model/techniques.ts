import type { DomainProperties } from './core-properties.js';
import type { KillChainPhase } from './kill-chain-phase.js';
import type { CollectionLayer, PermissionRequired, Platform } from './vocabularies/techniques.js';

/**
 * A way of attacking. OpenCTI identifies it by `x_mitre_id` when there is one, else by its name.
 */
export interface AttackPattern extends DomainProperties {
  readonly type: 'attack-pattern';
  readonly name: string;
  readonly description?: string;
  readonly aliases?: readonly string[];
  readonly kill_chain_phases?: readonly KillChainPhase[];
  /** ATT&CK id, such as `T1059.001`. */
  readonly x_mitre_id?: string;
  readonly x_mitre_detection?: string;
  readonly x_mitre_permissions_required?: readonly PermissionRequired[];
  readonly x_mitre_platforms?: readonly Platform[];
  readonly x_amitt_platforms?: readonly string[];
  /** Place of the technique in OpenCTI's lists; 0 comes first. */
  readonly x_opencti_order?: number;
}

/** Something to do against an attack. Identified by `x_mitre_id` when there is one, else by its name. */
export interface CourseOfAction extends DomainProperties {
  readonly type: 'course-of-action';
  readonly name: string;
  readonly description?: string;
  /** ATT&CK id, such as `M1036`. */
  readonly x_mitre_id?: string;
  readonly x_opencti_aliases?: readonly string[];
  readonly x_opencti_threat_hunting?: string;
  readonly x_opencti_log_sources?: readonly string[];
}

/** A source of data by which attacks can be detected. */
export interface DataSource extends DomainProperties {
  readonly type: 'data-source';
  readonly name: string;
  readonly description?: string;
  readonly x_mitre_platforms?: readonly Platform[];
  readonly x_mitre_collection_layers?: readonly CollectionLayer[];
}

/** A part of a data source. */
export interface DataComponent extends DomainProperties {
  readonly type: 'data-component';
  readonly name: string;
  readonly description?: string;
  /** Id of the data source that it belongs to. */
  readonly x_mitre_data_source_ref?: string;
}

/** A story that an information operation tells. */
export interface Narrative extends DomainProperties {
  readonly type: 'narrative';
  readonly name: string;
  readonly description?: string;
  readonly aliases?: readonly string[];
  readonly narrative_types?: readonly string[];
}
