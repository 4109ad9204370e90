import type { OpenVocab } from '../open-vocab.js';

/**
 * What an identity is. OpenCTI keeps `class` as a sector, `system` as a system, `securityplatform` as a
 * security platform, `individual` as an individual, and anything else as an organization.
 */
export type IdentityClass = OpenVocab<
  'individual' | 'organization' | 'class' | 'system' | 'securityplatform' | 'group' | 'unknown'
>;

/** Industry of an identity (`industry-sector-ov`). */
export type IndustrySector = OpenVocab<
  | 'agriculture'
  | 'aerospace'
  | 'automotive'
  | 'chemical'
  | 'commercial'
  | 'communications'
  | 'construction'
  | 'defense'
  | 'education'
  | 'energy'
  | 'entertainment'
  | 'financial-services'
  | 'government'
  | 'emergency-services'
  | 'government-local'
  | 'government-national'
  | 'government-public-services'
  | 'government-regional'
  | 'healthcare'
  | 'hospitality-leisure'
  | 'infrastructure'
  | 'dams'
  | 'nuclear'
  | 'water'
  | 'insurance'
  | 'manufacturing'
  | 'mining'
  | 'non-profit'
  | 'pharmaceuticals'
  | 'retail'
  | 'technology'
  | 'telecommunications'
  | 'transportation'
  | 'utilities'
>;

/** What an organization is to the platform (`organization_type_ov`). */
export type OrganizationType = OpenVocab<'constituent' | 'csirt' | 'partner' | 'vendor' | 'other'>;

/** Reliability of a source, on the Admiralty scale (`reliability_ov`). */
export type Reliability = OpenVocab<
  | 'A - Completely reliable'
  | 'B - Usually reliable'
  | 'C - Fairly reliable'
  | 'D - Not usually reliable'
  | 'E - Unreliable'
  | 'F - Reliability cannot be judged'
>;

/** What a security platform is (`security_platform_type_ov`). */
export type SecurityPlatformType = OpenVocab<'EDR' | 'XDR' | 'SIEM' | 'SOAR' | 'NDR' | 'ISPM'>;

/** What kind of event took place (`event_type_ov`). */
export type EventType = OpenVocab<
  | 'conference'
  | 'financial'
  | 'holiday'
  | 'international-summit'
  | 'local-election'
  | 'national-election'
  | 'sport-competition'
>;

/** What a location is. OpenCTI spells its entity type here. */
export type LocationType = OpenVocab<
  'Region' | 'Country' | 'Administrative-Area' | 'City' | 'Position'
>;

/** Region of the world (`region-ov`). */
export type RegionName = OpenVocab<
  | 'africa'
  | 'eastern-africa'
  | 'middle-africa'
  | 'northern-africa'
  | 'southern-africa'
  | 'western-africa'
  | 'americas'
  | 'caribbean'
  | 'central-america'
  | 'latin-america-caribbean'
  | 'northern-america'
  | 'south-america'
  | 'asia'
  | 'central-asia'
  | 'eastern-asia'
  | 'southern-asia'
  | 'south-eastern-asia'
  | 'western-asia'
  | 'europe'
  | 'eastern-europe'
  | 'northern-europe'
  | 'southern-europe'
  | 'western-europe'
  | 'oceania'
  | 'antarctica'
  | 'australia-new-zealand'
  | 'melanesia'
  | 'micronesia'
  | 'polynesia'
>;
