import type { DomainProperties } from './core-properties.js';
import type { Timestamp } from './timestamp.js';
import type {
  EventType,
  IdentityClass,
  IndustrySector,
  OrganizationType,
  Reliability,
  SecurityPlatformType,
} from './vocabularies/entities.js';

/**
 * A person, organization, sector, system or security platform. OpenCTI identifies it by name and
 * `identity_class`. The narrower types name the class, so that relationship rules can be checked.
 */
export interface Identity extends DomainProperties {
  readonly type: 'identity';
  readonly name: string;
  readonly description?: string;
  readonly identity_class: IdentityClass;
  readonly roles?: readonly string[];
  readonly sectors?: readonly IndustrySector[];
  /** Address, phone number, email: free text. */
  readonly contact_information?: string;
  readonly x_opencti_aliases?: readonly string[];
  readonly x_opencti_reliability?: Reliability;
  /** How trustworthy the identity is, from 0 to 100. */
  readonly x_opencti_score?: number;
  readonly x_opencti_firstname?: string;
  readonly x_opencti_lastname?: string;
  readonly x_opencti_organization_type?: OrganizationType;
  readonly security_platform_type?: SecurityPlatformType;
}

/** An identity that is a person. */
export interface Individual extends Identity {
  readonly identity_class: 'individual';
}

/** An identity that is an organization. */
export interface Organization extends Identity {
  readonly identity_class: 'organization';
}

/** An identity that is a branch of activity. */
export interface Sector extends Identity {
  readonly identity_class: 'class';
}

/** An identity that is a system. */
export interface System extends Identity {
  readonly identity_class: 'system';
}

/** An identity that is a security product in use. */
export interface SecurityPlatform extends Identity {
  readonly identity_class: 'securityplatform';
}

/** Something that takes place, such as an election or a sport competition. */
export interface Event extends DomainProperties {
  readonly type: 'event';
  readonly name: string;
  readonly description?: string;
  readonly aliases?: readonly string[];
  readonly event_types?: readonly EventType[];
  readonly start_time?: Timestamp;
  readonly stop_time?: Timestamp;
}

/** A human language. */
export interface Language extends DomainProperties {
  readonly type: 'language';
  readonly name: string;
  readonly aliases?: readonly string[];
}
