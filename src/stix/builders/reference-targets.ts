import type { StixObject } from '../stix-object.js';
import type { CyberObservable } from '../model/entity-types.js';
import type { EmailAddr } from '../model/email-observables.js';
import type { Identity, Organization } from '../model/entities.js';
import type { ObservedData } from '../model/events.js';
import type { Artifact, Directory, StixFile } from '../model/file-observables.js';
import type { Process, Software, UserAccount } from '../model/host-observables.js';
import type { Country, Location } from '../model/locations.js';
import type { MarkingDefinition } from '../model/meta-objects.js';
import type {
  AutonomousSystem,
  DomainName,
  IPv4Addr,
  IPv6Addr,
  MacAddr,
  NetworkTraffic,
} from '../model/network-observables.js';
import type { DataSource } from '../model/techniques.js';

/** @inline */
type NetworkEndpoint = DomainName | IPv4Addr | IPv6Addr | MacAddr;

/**
 * The objects that each reference may be given as, by property. A reference that is not named here
 * takes any object.
 */
export interface ReferenceTargets {
  analysis_sco_refs: CyberObservable;
  bcc_refs: EmailAddr;
  belongs_to_ref: UserAccount;
  belongs_to_refs: AutonomousSystem;
  body_raw_ref: Artifact | StixFile;
  born_in_ref: Country;
  cc_refs: EmailAddr;
  child_refs: Process;
  contains_refs: CyberObservable;
  content_ref: Artifact;
  created_by_ref: Identity;
  creator_user_ref: UserAccount;
  dst_payload_ref: Artifact;
  dst_ref: NetworkEndpoint;
  encapsulated_by_ref: NetworkTraffic;
  encapsulates_refs: NetworkTraffic;
  ethnicity_ref: Country;
  from_ref: EmailAddr;
  host_vm_ref: Software;
  image_ref: StixFile;
  installed_software_refs: Software;
  object_marking_refs: MarkingDefinition;
  observed_data_refs: ObservedData;
  opened_connection_refs: NetworkTraffic;
  operating_system_ref: Software;
  operating_system_refs: Software;
  parent_directory_ref: Directory;
  parent_ref: Process;
  raw_email_ref: Artifact;
  resolves_to_refs: NetworkEndpoint;
  sample_ref: CyberObservable;
  sample_refs: Artifact | StixFile;
  sender_ref: EmailAddr;
  src_payload_ref: Artifact;
  src_ref: NetworkEndpoint;
  to_refs: EmailAddr;
  where_sighted_refs: Identity | Location;
  x_mitre_data_source_ref: DataSource;
  x_opencti_created_by_ref: Identity;
  x_opencti_granted_refs: Organization;
  x_opencti_where_sighted_refs: Identity | Location;
}

/** What a builder takes for a reference: the object itself, or its id. */
export type Reference<Property extends string> =
  string | (Property extends keyof ReferenceTargets ? ReferenceTargets[Property] : StixObject);
