import type { DomainProperties } from './core-properties.js';
import type { KillChainPhase } from './kill-chain-phase.js';
import type { Timestamp } from './timestamp.js';
import type {
  ImplementationLanguage,
  MalwareCapability,
  MalwareType,
  ProcessorArchitecture,
  ToolType,
} from './vocabularies/malware.js';
import type { ChannelType } from './vocabularies/techniques.js';

/** Harmful software: a family or one instance of it. */
export interface Malware extends DomainProperties {
  readonly type: 'malware';
  readonly name: string;
  readonly description?: string;
  /** True for a family, false for an instance. */
  readonly is_family: boolean;
  readonly malware_types?: readonly MalwareType[];
  readonly aliases?: readonly string[];
  readonly kill_chain_phases?: readonly KillChainPhase[];
  readonly first_seen?: Timestamp;
  readonly last_seen?: Timestamp;
  /** Ids of the operating systems that it runs on, each a software. */
  readonly operating_system_refs?: readonly string[];
  readonly architecture_execution_envs?: readonly ProcessorArchitecture[];
  readonly implementation_languages?: readonly ImplementationLanguage[];
  readonly capabilities?: readonly MalwareCapability[];
  /** Ids of the files and artifacts that hold it. */
  readonly sample_refs?: readonly string[];
}

/** Legitimate software that attackers use. */
export interface Tool extends DomainProperties {
  readonly type: 'tool';
  readonly name: string;
  readonly description?: string;
  readonly tool_types?: readonly ToolType[];
  readonly aliases?: readonly string[];
  readonly kill_chain_phases?: readonly KillChainPhase[];
  readonly tool_version?: string;
}

/** A means by which content is published, such as an account on a social network. */
export interface Channel extends DomainProperties {
  readonly type: 'channel';
  readonly name: string;
  readonly description?: string;
  readonly aliases?: readonly string[];
  readonly channel_types?: readonly ChannelType[];
  /** Internal ids of the users who work on it. */
  readonly x_opencti_assignee_ids?: readonly string[];
}
