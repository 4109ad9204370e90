import type { DomainProperties } from './core-properties.js';
import type { KillChainPhase } from './kill-chain-phase.js';
import type { Timestamp } from './timestamp.js';
import type { IncidentSeverity, IncidentType } from './vocabularies/cases.js';

/** Something bad that happened. OpenCTI identifies it by name and `created`. */
export interface Incident extends DomainProperties {
  readonly type: 'incident';
  readonly name: string;
  readonly description?: string;
  /** When the incident was recorded; part of its identity. */
  readonly created: Timestamp;
  readonly aliases?: readonly string[];
  readonly incident_type?: IncidentType;
  readonly severity?: IncidentSeverity;
  /** Which system or feed reported it. */
  readonly source?: string;
  readonly first_seen?: Timestamp;
  readonly last_seen?: Timestamp;
  readonly objective?: string;
  readonly kill_chain_phases?: readonly KillChainPhase[];
  /** Internal ids of the users who work on it. */
  readonly x_opencti_assignee_ids?: readonly string[];
  readonly x_opencti_participant_ids?: readonly string[];
}

/** Observables that were seen on systems or networks. OpenCTI identifies it by its objects. */
export interface ObservedData extends DomainProperties {
  readonly type: 'observed-data';
  readonly first_observed: Timestamp;
  readonly last_observed: Timestamp;
  /** How often they were seen, from 1 to 999 999 999. */
  readonly number_observed: number;
  /** Ids of the observables and relationships that were seen. */
  readonly object_refs: readonly string[];
  /** The observables themselves, as STIX 2.0 has them. Deprecated by STIX 2.1 and not read by OpenCTI. */
  readonly objects?: Readonly<Record<string, unknown>>;
  /** Full text, as HTML. */
  readonly x_opencti_content?: string;
}
