import type { DomainProperties } from './core-properties.js';
import type { KillChainPhase } from './kill-chain-phase.js';
import type { Timestamp } from './timestamp.js';
import type {
  IndicatorType,
  InfrastructureType,
  PatternType,
} from './vocabularies/observations.js';
import type { Platform } from './vocabularies/techniques.js';

/** A pattern by which something can be detected. OpenCTI identifies it by its pattern alone. */
export interface Indicator extends DomainProperties {
  readonly type: 'indicator';
  readonly name?: string;
  readonly description?: string;
  /** The pattern, in the language of `pattern_type`. */
  readonly pattern: string;
  readonly pattern_type: PatternType;
  readonly pattern_version?: string;
  readonly indicator_types?: readonly IndicatorType[];
  /** Since when the indicator counts. OpenCTI takes the time of import when absent. */
  readonly valid_from?: Timestamp;
  /** Until when the indicator counts. OpenCTI's decay rule sets it when absent. */
  readonly valid_until?: Timestamp;
  readonly kill_chain_phases?: readonly KillChainPhase[];
  /** How malicious a match is, from 0 (harmless) to 100. */
  readonly x_opencti_score?: number;
  /** True: detection systems should use it. */
  readonly x_opencti_detection?: boolean;
  /** Entity type of the observable that the pattern is about, such as `IPv4-Addr` or `StixFile`. */
  readonly x_opencti_main_observable_type?: string;
  /** True: OpenCTI makes the observables of the pattern, and bases the indicator on them. */
  readonly x_opencti_create_observables?: boolean;
  readonly x_mitre_platforms?: readonly Platform[];
}

/** Systems that support an activity: command and control, hosting, a victim's network … */
export interface Infrastructure extends DomainProperties {
  readonly type: 'infrastructure';
  readonly name: string;
  readonly description?: string;
  readonly infrastructure_types?: readonly InfrastructureType[];
  readonly aliases?: readonly string[];
  readonly kill_chain_phases?: readonly KillChainPhase[];
  readonly first_seen?: Timestamp;
  readonly last_seen?: Timestamp;
}
