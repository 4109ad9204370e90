import type { DomainProperties } from './core-properties.js';
import type { Timestamp } from './timestamp.js';
import type {
  AttackMotivation,
  AttackResourceLevel,
  EyeColor,
  Gender,
  HairColor,
  MaritalStatus,
  ThreatActorRole,
  ThreatActorSophistication,
  ThreatActorType,
} from './vocabularies/threats.js';

/** A series of attacks over a period, against some targets. */
export interface Campaign extends DomainProperties {
  readonly type: 'campaign';
  readonly name: string;
  readonly description?: string;
  readonly aliases?: readonly string[];
  readonly first_seen?: Timestamp;
  readonly last_seen?: Timestamp;
  readonly objective?: string;
}

/** Adversary behaviour and resources that seem to belong to one organization. */
export interface IntrusionSet extends DomainProperties {
  readonly type: 'intrusion-set';
  readonly name: string;
  readonly description?: string;
  readonly aliases?: readonly string[];
  readonly first_seen?: Timestamp;
  readonly last_seen?: Timestamp;
  readonly goals?: readonly string[];
  readonly resource_level?: AttackResourceLevel;
  readonly primary_motivation?: AttackMotivation;
  readonly secondary_motivations?: readonly AttackMotivation[];
}

/**
 * A person or group that acts with malice. OpenCTI keeps groups and individuals apart: a group and
 * an individual of one name are two entities. See {@link ThreatActorGroup} and
 * {@link ThreatActorIndividual}.
 */
export interface ThreatActor extends DomainProperties {
  readonly type: 'threat-actor';
  readonly name: string;
  readonly description?: string;
  readonly aliases?: readonly string[];
  readonly threat_actor_types?: readonly ThreatActorType[];
  readonly first_seen?: Timestamp;
  readonly last_seen?: Timestamp;
  readonly roles?: readonly ThreatActorRole[];
  readonly goals?: readonly string[];
  readonly sophistication?: ThreatActorSophistication;
  readonly resource_level?: AttackResourceLevel;
  readonly primary_motivation?: AttackMotivation;
  readonly secondary_motivations?: readonly AttackMotivation[];
  readonly personal_motivations?: readonly AttackMotivation[];
  /** Which of the two it is; OpenCTI takes a group when absent. */
  readonly x_opencti_type?: 'Threat-Actor-Group' | 'Threat-Actor-Individual';
}

/** A threat actor that is a group. */
export interface ThreatActorGroup extends ThreatActor {
  readonly x_opencti_type?: 'Threat-Actor-Group';
}

/** A threat actor that is a person. */
export interface ThreatActorIndividual extends ThreatActor {
  readonly x_opencti_type?: 'Threat-Actor-Individual';
  readonly date_of_birth?: Timestamp;
  readonly gender?: Gender;
  readonly job_title?: string;
  readonly marital_status?: MaritalStatus;
  readonly eye_color?: EyeColor;
  readonly hair_color?: HairColor;
  /** Heights that were measured or told, in centimetres. */
  readonly height?: readonly BodyMeasure[];
  /** Weights that were measured or told, in kilograms. */
  readonly weight?: readonly BodyMeasure[];
  /** Id of the country of birth. */
  readonly born_in_ref?: string;
  /** Id of the country that stands for the ethnicity. */
  readonly ethnicity_ref?: string;
}

/** A height in centimetres or a weight in kilograms, and when it was seen. */
export interface BodyMeasure {
  readonly measure: number;
  readonly date_seen?: Timestamp;
}
