import type * as analyses from './analyses.js';
import type * as arsenal from './arsenal.js';
import type * as cases from './cases.js';
import type * as cryptographic from './cryptographic-observables.js';
import type * as email from './email-observables.js';
import type * as entities from './entities.js';
import type * as events from './events.js';
import type * as file from './file-observables.js';
import type * as finance from './finance-observables.js';
import type * as host from './host-observables.js';
import type * as locations from './locations.js';
import type * as meta from './meta-objects.js';
import type * as network from './network-observables.js';
import type * as observations from './observations.js';
import type * as relationships from './relationships.js';
import type * as techniques from './techniques.js';
import type * as text from './text-observables.js';
import type * as threats from './threats.js';
import type { Vulnerability } from './vulnerability.js';

/** The identities of OpenCTI by entity name. */
export interface IdentityTypes {
  Individual: entities.Individual;
  Organization: entities.Organization;
  Sector: entities.Sector;
  SecurityPlatform: entities.SecurityPlatform;
  System: entities.System;
}

/** The locations of OpenCTI by entity name. */
export interface LocationTypes {
  'Administrative-Area': locations.AdministrativeArea;
  City: locations.City;
  Country: locations.Country;
  Position: locations.Position;
  Region: locations.Region;
}

/** The threat actors of OpenCTI by entity name. */
export interface ThreatActorTypes {
  'Threat-Actor-Group': threats.ThreatActorGroup;
  'Threat-Actor-Individual': threats.ThreatActorIndividual;
}

/** The objects that contain others, by entity name. */
export interface ContainerTypes {
  'Case-Incident': cases.CaseIncident;
  'Case-Rfi': cases.CaseRfi;
  'Case-Rft': cases.CaseRft;
  Feedback: cases.Feedback;
  Grouping: analyses.Grouping;
  Note: analyses.Note;
  'Observed-Data': events.ObservedData;
  Opinion: analyses.Opinion;
  Report: analyses.Report;
  Task: cases.Task;
}

/** The domain objects (SDO) by entity name. */
export interface DomainObjectTypes
  extends IdentityTypes, LocationTypes, ThreatActorTypes, ContainerTypes {
  'Attack-Pattern': techniques.AttackPattern;
  Campaign: threats.Campaign;
  Channel: arsenal.Channel;
  'Course-Of-Action': techniques.CourseOfAction;
  'Data-Component': techniques.DataComponent;
  'Data-Source': techniques.DataSource;
  Event: entities.Event;
  Incident: events.Incident;
  Indicator: observations.Indicator;
  Infrastructure: observations.Infrastructure;
  'Intrusion-Set': threats.IntrusionSet;
  Language: entities.Language;
  Malware: arsenal.Malware;
  'Malware-Analysis': analyses.MalwareAnalysis;
  Narrative: techniques.Narrative;
  'Security-Coverage': analyses.SecurityCoverage;
  Tool: arsenal.Tool;
  Vulnerability: Vulnerability;
}

/** The cyber observables (SCO) by entity name. */
export interface ObservableTypes {
  Artifact: file.Artifact;
  'Autonomous-System': network.AutonomousSystem;
  'Bank-Account': finance.BankAccount;
  Credential: text.Credential;
  'Cryptocurrency-Wallet': finance.CryptocurrencyWallet;
  'Cryptographic-Key': cryptographic.CryptographicKey;
  Directory: file.Directory;
  'Domain-Name': network.DomainName;
  'Email-Addr': email.EmailAddr;
  'Email-Message': email.EmailMessage;
  'Email-Mime-Part-Type': email.EmailMimePartType;
  Hostname: network.Hostname;
  'IPv4-Addr': network.IPv4Addr;
  'IPv6-Addr': network.IPv6Addr;
  'Mac-Addr': network.MacAddr;
  'Media-Content': text.MediaContent;
  Mutex: host.Mutex;
  'Network-Traffic': network.NetworkTraffic;
  'Payment-Card': finance.PaymentCard;
  Persona: text.Persona;
  'Phone-Number': text.PhoneNumber;
  Process: host.Process;
  'Simple-Observable': text.SimpleObservable;
  Software: host.Software;
  'SSH-Key': cryptographic.SSHKey;
  StixFile: file.StixFile;
  Text: text.Text;
  'Tracking-Number': text.TrackingNumber;
  Url: network.Url;
  'User-Account': host.UserAccount;
  'User-Agent': text.UserAgent;
  'Windows-Registry-Key': host.WindowsRegistryKey;
  'Windows-Registry-Value-Type': host.WindowsRegistryValueType;
  'X509-Certificate': cryptographic.X509Certificate;
}

/** The meta objects by entity name. */
export interface MetaObjectTypes {
  'External-Reference': meta.ExternalReferenceObject;
  'Kill-Chain-Phase': meta.KillChainPhaseObject;
  Label: meta.Label;
  'Marking-Definition': meta.MarkingDefinition;
  Vocabulary: meta.Vocabulary;
}

/** The relationship objects (SRO) by the name that OpenCTI has for them all. */
export interface RelationshipObjectTypes {
  'stix-core-relationship': relationships.Relationship;
  'stix-sighting-relationship': relationships.Sighting;
}

/** Every entity of OpenCTI that has a STIX form, by its name on the platform. */
export interface EntityTypes
  extends DomainObjectTypes, ObservableTypes, MetaObjectTypes, RelationshipObjectTypes {}

/** Name of an entity on the platform, such as `'IPv4-Addr'` or `'Threat-Actor-Group'`. */
export type EntityName = keyof EntityTypes;

/** The names that stand for several entities, as OpenCTI has them. */
export interface EntityGroupTypes {
  Case: cases.CaseIncident | cases.CaseRfi | cases.CaseRft | cases.Feedback;
  Container: ContainerTypes[keyof ContainerTypes];
  Identity: entities.Identity;
  Location: locations.Location;
  'Threat-Actor': threats.ThreatActor;
  'Stix-Core-Object': DomainObject | CyberObservable;
  'Stix-Cyber-Observable': CyberObservable;
  'Stix-Domain-Object': DomainObject;
  'Stix-Meta-Object': MetaObject;
  'Stix-Object': DomainObject | CyberObservable | MetaObject;
  'stix-relationship': RelationshipObject;
}

/** Name of a group of entities, such as `'Stix-Cyber-Observable'`. */
export type EntityGroup = keyof EntityGroupTypes;

/**
 * The STIX type of an entity or group of entities of the platform.
 *
 * ```ts
 * type Address = StixOf<'IPv4-Addr' | 'IPv6-Addr'>; // IPv4Addr | IPv6Addr
 * type Observable = StixOf<'Stix-Cyber-Observable'>; // any cyber observable
 * ```
 */
export type StixOf<Name extends EntityName | EntityGroup> = (EntityTypes & EntityGroupTypes)[Name];

/** A domain object (SDO), OpenCTI's own included. */
export type DomainObject =
  | DomainObjectTypes[Exclude<
      keyof DomainObjectTypes,
      keyof IdentityTypes | keyof LocationTypes | keyof ThreatActorTypes
    >]
  | entities.Identity
  | locations.Location
  | threats.ThreatActor;

/** A cyber observable (SCO), OpenCTI's own included. */
export type CyberObservable = ObservableTypes[keyof ObservableTypes];

/** A relationship or sighting (SRO). */
export type RelationshipObject = RelationshipObjectTypes[keyof RelationshipObjectTypes];

/** A meta object: marking, label, vocabulary, language content … */
export type MetaObject =
  MetaObjectTypes[keyof MetaObjectTypes] | meta.ExtensionDefinition | meta.LanguageContent;

type SubtypeName = keyof IdentityTypes | keyof LocationTypes | keyof ThreatActorTypes;

type PlainTypes = {
  [Name in Exclude<EntityName, SubtypeName> as EntityTypes[Name]['type']]: EntityTypes[Name];
};

/** Every STIX object by its `type`, such as `'ipv4-addr'`. */
export interface StixTypes extends PlainTypes {
  'extension-definition': meta.ExtensionDefinition;
  identity: entities.Identity;
  'language-content': meta.LanguageContent;
  location: locations.Location;
  'threat-actor': threats.ThreatActor;
}

/** A `type` that octiflow knows. */
export type StixType = keyof StixTypes;
