import type { StixObject } from '../stix-object.js';
import type { ExternalReference } from './external-reference.js';
import type { FileEntry } from './file-entry.js';
import type { GranularMarking } from './granular-marking.js';
import type { ObservableExtensions, StixExtensions } from './extensions.js';
import type { KillChainPhase } from './kill-chain-phase.js';
import type { Timestamp } from './timestamp.js';

/** What every STIX 2.1 object may have. */
export interface CoreProperties extends StixObject {
  /** Version of STIX; builders write `2.1`. */
  readonly spec_version?: string;
  /** Ids of the markings (TLP, PAP, statements) that say who may see the object. */
  readonly object_marking_refs?: readonly string[];
  readonly granular_markings?: readonly GranularMarking[];
}

/** Root properties by which OpenCTI itself is spoken to, on any object. */
export interface OpenctiProperties {
  /** Internal id of the object on the platform. */
  readonly x_opencti_id?: string;
  /** Other STIX ids of the same thing. */
  readonly x_opencti_stix_ids?: readonly string[];
  /** Ids of the organizations that the object is shared with. */
  readonly x_opencti_granted_refs?: readonly string[];
  /** When the object was last changed at its source; the platform ignores older changes. */
  readonly x_opencti_modified_at?: Timestamp;
  /** Files to attach to the object. */
  readonly x_opencti_files?: readonly FileEntry[];
  /** Kill chain phases, for an object that has no `kill_chain_phases` of its own. */
  readonly x_opencti_kill_chain_phases?: readonly KillChainPhase[];
  /** Labels with their colour, as old connectors write them; prefer `labels`. */
  readonly x_opencti_tags?: readonly Tag[];
}

/** A label with its colour, in the old spelling. */
export interface Tag {
  readonly tag_type: string;
  readonly value: string;
  /** Colour as `#rrggbb`. */
  readonly color?: string;
}

/** What every domain object and relationship may have, besides its own properties. */
export interface DomainProperties extends CoreProperties, OpenctiProperties {
  /** When the object was first made. OpenCTI fills it when absent. */
  readonly created?: Timestamp;
  /** When this version was made. OpenCTI fills it when absent. */
  readonly modified?: Timestamp;
  /** Id of the identity that made the object, its author. */
  readonly created_by_ref?: string;
  /** True: its author no longer stands by it. */
  readonly revoked?: boolean;
  /** Free words that classify the object. */
  readonly labels?: readonly string[];
  /** How sure the author is, from 0 to 100. OpenCTI lowers it to the maximum of the connector's user. */
  readonly confidence?: number;
  /** RFC 5646 code of the language of the text, such as `fr`. */
  readonly lang?: string;
  readonly external_references?: readonly ExternalReference[];
  /** Id of the step that the object has reached in its workflow. */
  readonly x_opencti_workflow_id?: string;
  readonly extensions?: StixExtensions;
}

/**
 * What every cyber observable may have, besides its own properties. STIX gives observables no
 * author, label or external reference, so OpenCTI reads them from `x_opencti_*`.
 */
export interface ObservableProperties extends CoreProperties, OpenctiProperties {
  /** True: the value was made harmless, as in `hxxp://`. */
  readonly defanged?: boolean;
  readonly x_opencti_description?: string;
  /** How malicious the observable is, from 0 (harmless) to 100. */
  readonly x_opencti_score?: number;
  readonly x_opencti_labels?: readonly string[];
  /** Id of the identity that made the object, its author. */
  readonly x_opencti_created_by_ref?: string;
  readonly x_opencti_external_references?: readonly ExternalReference[];
  /** True: OpenCTI makes an indicator from the observable, based on it. */
  readonly x_opencti_create_indicator?: boolean;
  readonly extensions?: ObservableExtensions;
}

/**
 * What an observable type of OpenCTI's own may have. The platform writes its label, score and author
 * at the root; a connector may use either spelling, and builders offer `x_opencti_*`.
 */
export interface CustomObservableProperties extends ObservableProperties {
  readonly labels?: readonly string[];
  readonly description?: string;
  /** How malicious the observable is, from 0 (harmless) to 100. */
  readonly score?: number;
  /** Id of the identity that made the object, its author. */
  readonly created_by_ref?: string;
  readonly external_references?: readonly ExternalReference[];
}
