import type { Coverage } from './coverage.js';
import type { ExternalReference } from './external-reference.js';
import type { FileEntry } from './file-entry.js';
import type { KillChainPhase } from './kill-chain-phase.js';
import type { Timestamp } from './timestamp.js';
import type { CollectionLayer, PermissionRequired, Platform } from './vocabularies/techniques.js';
import type { OrganizationType, Reliability } from './vocabularies/entities.js';
import type {
  CvssVersion2Properties,
  CvssVersion3Properties,
  CvssVersion4Properties,
  VulnerabilityScores,
} from './vulnerability.js';

/** Key, in `extensions`, of what OpenCTI adds to every object: {@link OpenctiExtension}. */
export const OPENCTI_EXTENSION = 'extension-definition--ea279b3e-5c71-4632-ac08-831c66a786ba';

/** Key, in `extensions`, of what OpenCTI adds to observables: {@link OpenctiObservableExtension}. */
export const OPENCTI_OBSERVABLE_EXTENSION =
  'extension-definition--f93e2c80-4231-4f9a-af8b-95c9bd566a82';

/** Key, in `extensions`, of what MITRE ATT&CK adds: {@link MitreExtension}. */
export const MITRE_EXTENSION = 'extension-definition--322b8f77-262a-4cb8-a915-1e441e00329b';

/** The `extensions` of a domain object or relationship. */
export interface StixExtensions {
  /** An extension of someone else's. */
  readonly [definition: `extension-definition--${string}`]: object | undefined;
  readonly [OPENCTI_EXTENSION]?: OpenctiExtension;
  readonly [MITRE_EXTENSION]?: MitreExtension;
}

/** The `extensions` of an observable. */
export interface ObservableExtensions extends StixExtensions {
  readonly [OPENCTI_OBSERVABLE_EXTENSION]?: OpenctiObservableExtension;
}

/** What kind of extension an entry of `extensions` is. */
export type ExtensionType =
  'property-extension' | 'new-sdo' | 'new-sco' | 'new-sro' | 'toplevel-property-extension';

/** Drops the `x_opencti_` prefix, as the extension writes what is at the root with it. */
type WithoutPrefix<T> = {
  readonly [K in keyof T as K extends `x_opencti_${infer Name}` ? Name : never]: T[K];
};

/**
 * What OpenCTI adds to every object that it sends. Empty members are left out. A connector may write
 * the same members here, or at the root with the prefix `x_opencti_`; here wins.
 */
export interface OpenctiExtension
  extends
    WithoutPrefix<VulnerabilityScores>,
    WithoutPrefix<CvssVersion2Properties>,
    WithoutPrefix<CvssVersion3Properties>,
    WithoutPrefix<CvssVersion4Properties>,
    RelationshipEnds,
    SightingEnds {
  readonly extension_type?: ExtensionType;
  /** Internal id on the platform. */
  readonly id?: string;
  /** Entity type on the platform, such as `Threat-Actor-Group`. */
  readonly type?: string;
  readonly created_at?: Timestamp;
  readonly updated_at?: Timestamp;
  /** When the object was last changed at its source. */
  readonly modified_at?: Timestamp;
  readonly aliases?: readonly string[];
  readonly files?: readonly FileEntry[];
  /** Other STIX ids of the same thing. */
  readonly stix_ids?: readonly string[];
  /** True: made by an inference rule. */
  readonly is_inferred?: boolean;
  /** STIX ids of the organizations that the object is shared with. */
  readonly granted_refs?: readonly string[];
  /** Internal ids of the organizations that the object is shared with. */
  readonly granted_refs_ids?: readonly string[];
  readonly creator_ids?: readonly string[];
  readonly assignee_ids?: readonly string[];
  readonly participant_ids?: readonly string[];
  /** Who may see the object besides what its markings say. */
  readonly authorized_members?: readonly object[];
  readonly workflow_id?: string;
  readonly labels_ids?: readonly string[];
  readonly created_by_ref_id?: string;
  readonly created_by_ref_type?: string;
  readonly pir_information?: readonly object[];
  readonly metrics?: readonly object[];
  /** Content of a report, note, case or observed data, as HTML. */
  readonly content?: string;
  readonly content_mapping?: string;
  /** Objects that inference rules add to a container. */
  readonly object_refs_inferred?: readonly string[];
  readonly reliability?: Reliability;
  readonly firstname?: string;
  readonly lastname?: string;
  readonly organization_type?: OrganizationType;
  readonly location_type?: string;
  /** Rank of a marking among those of its kind; higher is stricter. */
  readonly order?: number;
  /** Colour as `#rrggbb`. */
  readonly color?: string;
  /** True: an indicator is used for detection. */
  readonly detection?: boolean;
  readonly main_observable_type?: string;
  readonly observable_values?: readonly object[];
  readonly create_observables?: boolean;
  readonly kill_chain_phases?: readonly KillChainPhase[];
  readonly coverage?: readonly Coverage[];
  /** Score of the relationship for a priority intelligence requirement, from 0 to 100. */
  readonly pir_score?: number;
  /** What the worker is to do instead of an upsert, such as `delete` or `merge`. */
  readonly opencti_operation?: string;
  /** Fields that an operation changes. */
  readonly opencti_field_patch?: readonly object[];
  readonly opencti_upsert_operations?: readonly object[];
}

/** Both ends of a relationship, as the platform knows them. The refs are internal ids. */
export interface RelationshipEnds {
  readonly source_value?: string;
  readonly source_ref?: string;
  readonly source_type?: string;
  readonly source_ref_object_marking_refs?: readonly string[];
  readonly source_ref_granted_refs?: readonly string[];
  readonly target_value?: string;
  readonly target_ref?: string;
  readonly target_type?: string;
  readonly target_ref_object_marking_refs?: readonly string[];
  readonly target_ref_granted_refs?: readonly string[];
}

/** Both ends of a sighting, as the platform knows them. The refs are internal ids. */
export interface SightingEnds {
  readonly sighting_of_value?: string;
  readonly sighting_of_ref?: string;
  readonly sighting_of_type?: string;
  readonly sighting_of_ref_object_marking_refs?: readonly string[];
  readonly sighting_of_ref_granted_refs?: readonly string[];
  readonly where_sighted_values?: readonly string[];
  readonly where_sighted_refs?: readonly string[];
  readonly where_sighted_types?: readonly string[];
  readonly where_sighted_refs_object_marking_refs?: readonly string[];
  readonly where_sighted_refs_granted_refs?: readonly string[];
  /** True: the thing was looked for and not seen. */
  readonly negative?: boolean;
}

/** What OpenCTI adds to an observable that it sends. */
export interface OpenctiObservableExtension {
  readonly extension_type?: ExtensionType;
  readonly labels?: readonly string[];
  readonly description?: string;
  /** How malicious the observable is, from 0 (harmless) to 100. */
  readonly score?: number;
  /** Id of the identity that made the object, its author. */
  readonly created_by_ref?: string;
  readonly external_references?: readonly ExternalReference[];
  /** Other names of a file or artifact. */
  readonly additional_names?: readonly string[];
  /** Product of a software. */
  readonly product?: string;
  /** What an email message contains. */
  readonly contains_refs?: readonly string[];
}

/** What MITRE ATT&CK adds to an object. */
export interface MitreExtension {
  readonly extension_type?: ExtensionType;
  /** ATT&CK id, such as `T1059.001`. */
  readonly id?: string;
  readonly detection?: string;
  readonly permissions_required?: readonly PermissionRequired[];
  readonly platforms?: readonly Platform[];
  readonly collection_layers?: readonly CollectionLayer[];
}
