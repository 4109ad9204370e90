import type { StixObject } from '../stix-object.js';
import type {
  ContainerTypes,
  DomainObjectTypes,
  EntityGroup,
  EntityName,
  EntityTypes,
  IdentityTypes,
  LocationTypes,
  MetaObjectTypes,
  ObservableTypes,
  RelationshipObjectTypes,
  ThreatActorTypes,
} from './entity-types.js';

type TypesByName<T extends { [N in keyof T]: StixObject }> = {
  readonly [N in keyof T]: T[N]['type'];
};

const identities: TypesByName<IdentityTypes> = {
  Individual: 'identity',
  Organization: 'identity',
  Sector: 'identity',
  SecurityPlatform: 'identity',
  System: 'identity',
};

const locations: TypesByName<LocationTypes> = {
  'Administrative-Area': 'location',
  City: 'location',
  Country: 'location',
  Position: 'location',
  Region: 'location',
};

const threatActors: TypesByName<ThreatActorTypes> = {
  'Threat-Actor-Group': 'threat-actor',
  'Threat-Actor-Individual': 'threat-actor',
};

const containers: TypesByName<ContainerTypes> = {
  'Case-Incident': 'case-incident',
  'Case-Rfi': 'case-rfi',
  'Case-Rft': 'case-rft',
  Feedback: 'feedback',
  Grouping: 'grouping',
  Note: 'note',
  'Observed-Data': 'observed-data',
  Opinion: 'opinion',
  Report: 'report',
  Task: 'task',
};

const domainObjects: TypesByName<DomainObjectTypes> = {
  ...identities,
  ...locations,
  ...threatActors,
  ...containers,
  'Attack-Pattern': 'attack-pattern',
  Campaign: 'campaign',
  Channel: 'channel',
  'Course-Of-Action': 'course-of-action',
  'Data-Component': 'data-component',
  'Data-Source': 'data-source',
  Event: 'event',
  Incident: 'incident',
  Indicator: 'indicator',
  Infrastructure: 'infrastructure',
  'Intrusion-Set': 'intrusion-set',
  Language: 'language',
  Malware: 'malware',
  'Malware-Analysis': 'malware-analysis',
  Narrative: 'narrative',
  'Security-Coverage': 'security-coverage',
  Tool: 'tool',
  Vulnerability: 'vulnerability',
};

const observables: TypesByName<ObservableTypes> = {
  Artifact: 'artifact',
  'Autonomous-System': 'autonomous-system',
  'Bank-Account': 'bank-account',
  Credential: 'credential',
  'Cryptocurrency-Wallet': 'cryptocurrency-wallet',
  'Cryptographic-Key': 'cryptographic-key',
  Directory: 'directory',
  'Domain-Name': 'domain-name',
  'Email-Addr': 'email-addr',
  'Email-Message': 'email-message',
  'Email-Mime-Part-Type': 'email-mime-part-type',
  Hostname: 'hostname',
  'IPv4-Addr': 'ipv4-addr',
  'IPv6-Addr': 'ipv6-addr',
  'Mac-Addr': 'mac-addr',
  'Media-Content': 'media-content',
  Mutex: 'mutex',
  'Network-Traffic': 'network-traffic',
  'Payment-Card': 'payment-card',
  Persona: 'persona',
  'Phone-Number': 'phone-number',
  Process: 'process',
  'Simple-Observable': 'simple-observable',
  Software: 'software',
  'SSH-Key': 'ssh-key',
  StixFile: 'file',
  Text: 'text',
  'Tracking-Number': 'tracking-number',
  Url: 'url',
  'User-Account': 'user-account',
  'User-Agent': 'user-agent',
  'Windows-Registry-Key': 'windows-registry-key',
  'Windows-Registry-Value-Type': 'windows-registry-value-type',
  'X509-Certificate': 'x509-certificate',
};

const metaObjects: TypesByName<MetaObjectTypes> = {
  'External-Reference': 'external-reference',
  'Kill-Chain-Phase': 'kill-chain-phase',
  Label: 'label',
  'Marking-Definition': 'marking-definition',
  Vocabulary: 'vocabulary',
};

const relationshipObjects: TypesByName<RelationshipObjectTypes> = {
  'stix-core-relationship': 'relationship',
  'stix-sighting-relationship': 'sighting',
};

/** The STIX type of every entity of OpenCTI, by its name. */
export const ENTITY_TYPES: { readonly [Name in EntityName]: EntityTypes[Name]['type'] } = {
  ...domainObjects,
  ...observables,
  ...metaObjects,
  ...relationshipObjects,
};

/** The entities that each group name stands for. */
export const ENTITY_GROUPS: { readonly [Group in EntityGroup]: readonly EntityName[] } = {
  Case: ['Case-Incident', 'Case-Rfi', 'Case-Rft', 'Feedback'],
  Container: namesOf(containers),
  Identity: namesOf(identities),
  Location: namesOf(locations),
  'Threat-Actor': namesOf(threatActors),
  'Stix-Core-Object': namesOf({ ...domainObjects, ...observables }),
  'Stix-Cyber-Observable': namesOf(observables),
  'Stix-Domain-Object': namesOf(domainObjects),
  'Stix-Meta-Object': namesOf(metaObjects),
  'Stix-Object': namesOf({ ...domainObjects, ...observables, ...metaObjects }),
  'stix-relationship': namesOf(relationshipObjects),
};

/** The entities that an object of each STIX type may be: several for identities and the like. */
export const ENTITIES_BY_STIX_TYPE: ReadonlyMap<string, readonly EntityName[]> = byStixType();

function namesOf(types: { readonly [Name in EntityName]?: string }): readonly EntityName[] {
  return Object.keys(types) as EntityName[];
}

function byStixType(): Map<string, EntityName[]> {
  const names = new Map<string, EntityName[]>();
  for (const name of namesOf(ENTITY_TYPES)) {
    const type = ENTITY_TYPES[name];
    names.set(type, [...(names.get(type) ?? []), name]);
  }

  return names;
}
