import type { Coverage } from './coverage.js';
import type { DomainProperties } from './core-properties.js';
import type { KillChainPhase } from './kill-chain-phase.js';
import type { Timestamp } from './timestamp.js';

/**
 * A relationship between two objects. OpenCTI identifies it by type, ends and start and stop time,
 * and refuses pairs that its rules do not list; see `checkRelationship`.
 *
 * @typeParam R - relationship type, such as `'uses'`
 */
export interface Relationship<R extends string = string> extends DomainProperties {
  readonly type: 'relationship';
  readonly relationship_type: R;
  readonly description?: string;
  /** Id of the object that the relationship starts from. */
  readonly source_ref: string;
  /** Id of the object that the relationship leads to. */
  readonly target_ref: string;
  readonly start_time?: Timestamp;
  readonly stop_time?: Timestamp;
  /** Kill chain phases of the use of an attack pattern, malware or tool. */
  readonly kill_chain_phases?: readonly KillChainPhase[];
  /** True, for `has-covered`: the coverage was measured. */
  readonly covered?: boolean;
  /** What was measured, for `has-covered`. */
  readonly coverage?: readonly Coverage[];
}

/**
 * Something that was seen somewhere. OpenCTI makes one sighting of each place, and identifies it by
 * both ends and the times.
 */
export interface Sighting extends DomainProperties {
  readonly type: 'sighting';
  readonly description?: string;
  readonly first_seen?: Timestamp;
  readonly last_seen?: Timestamp;
  /** How often it was seen, from 0 to 999 999 999. */
  readonly count?: number;
  /** Id of what was seen: a domain object or, in OpenCTI, an observable. */
  readonly sighting_of_ref: string;
  readonly observed_data_refs?: readonly string[];
  /** Ids of the identities and locations that saw it. OpenCTI needs at least one. */
  readonly where_sighted_refs: readonly string[];
  /** True: the sighting sums others up. */
  readonly summary?: boolean;
  /** True: it was looked for and not seen. */
  readonly x_opencti_negative?: boolean;
  /** Id of what was seen; wins over `sighting_of_ref`. */
  readonly x_opencti_sighting_of_ref?: string;
  /** Ids of who saw it; win over `where_sighted_refs`. */
  readonly x_opencti_where_sighted_refs?: readonly string[];
}
