import type { Coverage } from './coverage.js';
import type { DomainProperties } from './core-properties.js';
import type { Timestamp } from './timestamp.js';
import type { Platform } from './vocabularies/techniques.js';
import type { Reliability } from './vocabularies/entities.js';
import type {
  GroupingContext,
  NoteType,
  OpinionValue,
  ReportType,
} from './vocabularies/analyses.js';
import type { MalwareResult } from './vocabularies/analyses.js';

/**
 * A published analysis, and the objects that it speaks of. OpenCTI identifies it by name and
 * `published`.
 */
export interface Report extends DomainProperties {
  readonly type: 'report';
  readonly name: string;
  readonly description?: string;
  readonly report_types?: readonly ReportType[];
  /** When the report was published; part of its identity. */
  readonly published: Timestamp;
  /** Ids of the objects that the report contains. OpenCTI accepts an empty list. */
  readonly object_refs: readonly string[];
  readonly x_opencti_reliability?: Reliability;
  /** Full text, as HTML. */
  readonly x_opencti_content?: string;
  /** Internal ids of the users who work on it. */
  readonly x_opencti_assignee_ids?: readonly string[];
  readonly x_opencti_participant_ids?: readonly string[];
}

/**
 * Objects that share a context, without being a published analysis. OpenCTI identifies it by name,
 * context and `created`.
 */
export interface Grouping extends DomainProperties {
  readonly type: 'grouping';
  readonly name: string;
  readonly description?: string;
  readonly context: GroupingContext;
  /** When the grouping was made; part of its identity. */
  readonly created: Timestamp;
  /** Ids of the objects that the grouping contains. OpenCTI accepts an empty list. */
  readonly object_refs: readonly string[];
  readonly x_opencti_aliases?: readonly string[];
  /** Full text, as HTML. */
  readonly x_opencti_content?: string;
}

/** A text about other objects. OpenCTI identifies it by content and `created`. */
export interface Note extends DomainProperties {
  readonly type: 'note';
  /** One line that sums the note up. */
  readonly abstract?: string;
  /** The text, as Markdown. */
  readonly content: string;
  readonly authors?: readonly string[];
  /** When the note was written; part of its identity. */
  readonly created: Timestamp;
  /** Ids of the objects that the note is about. */
  readonly object_refs: readonly string[];
  readonly note_types?: readonly NoteType[];
  /** How likely what the note says is, from 0 to 100. */
  readonly likelihood?: number;
}

/** How far someone agrees with other objects. OpenCTI identifies it by value and `created`. */
export interface Opinion extends DomainProperties {
  readonly type: 'opinion';
  readonly opinion: OpinionValue;
  readonly explanation?: string;
  readonly authors?: readonly string[];
  /** When the opinion was given; part of its identity. */
  readonly created: Timestamp;
  /** Ids of the objects that the opinion is about. */
  readonly object_refs: readonly string[];
}

/** What an analysis of a sample found. OpenCTI identifies it by result name, product and `submitted`. */
export interface MalwareAnalysis extends DomainProperties {
  readonly type: 'malware-analysis';
  /** Name of the engine or sandbox. */
  readonly product: string;
  /** Name that the product gives the result. OpenCTI requires it. */
  readonly result_name: string;
  readonly result?: MalwareResult;
  readonly version?: string;
  readonly configuration_version?: string;
  readonly modules?: readonly string[];
  readonly analysis_engine_version?: string;
  readonly analysis_definition_version?: string;
  readonly submitted?: Timestamp;
  readonly analysis_started?: Timestamp;
  readonly analysis_ended?: Timestamp;
  /** Id of the software that the analysis ran in. */
  readonly host_vm_ref?: string;
  /** Id of the operating system, a software. */
  readonly operating_system_ref?: string;
  readonly installed_software_refs?: readonly string[];
  /** Ids of the observables that the analysis captured. */
  readonly analysis_sco_refs?: readonly string[];
  /** Id of the file, artifact, URL or host that was analysed. */
  readonly sample_ref?: string;
}

/** How well the defence covers a threat. OpenCTI identifies it by `covered_ref`. */
export interface SecurityCoverage extends DomainProperties {
  readonly type: 'security-coverage';
  readonly name: string;
  readonly description?: string;
  /** Id of what is covered: a report, attack pattern, vulnerability, threat … */
  readonly covered_ref: string;
  /** True: the coverage was measured. */
  readonly covered?: boolean;
  /** What was measured. */
  readonly coverage?: readonly Coverage[];
  /** How often it is measured again, an ISO 8601 duration. */
  readonly periodicity?: string;
  /** How long a measure takes, an ISO 8601 duration. */
  readonly duration?: string;
  readonly type_affinity?: string;
  readonly platforms_affinity?: readonly Platform[];
  /** Where the measure is shown at its source. */
  readonly external_uri?: string;
  readonly coverage_last_result?: Timestamp;
  readonly coverage_valid_from?: Timestamp;
  readonly coverage_valid_to?: Timestamp;
  /** True: no enrichment is started for it. */
  readonly auto_enrichment_disable?: boolean;
}
