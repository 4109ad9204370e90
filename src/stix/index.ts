export type { Bundle, StixObject } from './stix-object.js';

export type {
  Grouping,
  MalwareAnalysis,
  Note,
  Opinion,
  Report,
  SecurityCoverage,
} from './model/analyses.js';
export type { Channel, Malware, Tool } from './model/arsenal.js';
export type {
  CaseIncident,
  CaseProperties,
  CaseRfi,
  CaseRft,
  Feedback,
  Task,
} from './model/cases.js';
export type {
  CoreProperties,
  CustomObservableProperties,
  DomainProperties,
  ObservableProperties,
  OpenctiProperties,
  Tag,
} from './model/core-properties.js';
export type { Coverage } from './model/coverage.js';
export type {
  CryptographicKey,
  SSHKey,
  X509Certificate,
  X509V3Extensions,
} from './model/cryptographic-observables.js';
export type {
  EmailAddr,
  EmailMessage,
  EmailMimePart,
  EmailMimePartType,
} from './model/email-observables.js';
export type {
  Event,
  Identity,
  Individual,
  Language,
  Organization,
  Sector,
  SecurityPlatform,
  System,
} from './model/entities.js';
export type {
  ContainerTypes,
  CyberObservable,
  DomainObject,
  DomainObjectTypes,
  EntityGroup,
  EntityGroupTypes,
  EntityName,
  EntityTypes,
  IdentityTypes,
  LocationTypes,
  MetaObject,
  MetaObjectTypes,
  ObservableTypes,
  RelationshipObject,
  RelationshipObjectTypes,
  StixOf,
  StixType,
  StixTypes,
  ThreatActorTypes,
} from './model/entity-types.js';
export type { Incident, ObservedData } from './model/events.js';
export type {
  ExtensionType,
  MitreExtension,
  ObservableExtensions,
  OpenctiExtension,
  OpenctiObservableExtension,
  RelationshipEnds,
  SightingEnds,
  StixExtensions,
} from './model/extensions.js';
export {
  OPENCTI_EXTENSION,
  OPENCTI_OBSERVABLE_EXTENSION,
  MITRE_EXTENSION,
} from './model/extensions.js';
export type { ExternalReference } from './model/external-reference.js';
export type { FileEntry } from './model/file-entry.js';
export type {
  AlternateDataStream,
  ArchiveExtension,
  Artifact,
  Directory,
  FileExtensions,
  NtfsExtension,
  PdfExtension,
  RasterImageExtension,
  StixFile,
  WindowsPeBinaryExtension,
  WindowsPeOptionalHeader,
  WindowsPeSection,
} from './model/file-observables.js';
export type {
  BankAccount,
  CryptocurrencyWallet,
  PaymentCard,
} from './model/finance-observables.js';
export type { GranularMarking } from './model/granular-marking.js';
export type { Hashes } from './model/hashes.js';
export type {
  Mutex,
  Process,
  ProcessExtensions,
  Software,
  UnixAccountExtension,
  UserAccount,
  UserAccountExtensions,
  WindowsProcessExtension,
  WindowsRegistryDataType,
  WindowsRegistryKey,
  WindowsRegistryValue,
  WindowsRegistryValueType,
  WindowsServiceExtension,
} from './model/host-observables.js';
export type { KillChainPhase } from './model/kill-chain-phase.js';
export type {
  AdministrativeArea,
  City,
  Country,
  Location,
  Position,
  Region,
} from './model/locations.js';
export type {
  ExtensionDefinition,
  ExternalReferenceObject,
  KillChainPhaseObject,
  Label,
  LanguageContent,
  MarkingDefinition,
  Vocabulary,
} from './model/meta-objects.js';
export type {
  AutonomousSystem,
  DomainName,
  Hostname,
  HttpRequestExtension,
  IPv4Addr,
  IPv6Addr,
  IcmpExtension,
  MacAddr,
  NetworkTraffic,
  NetworkTrafficExtensions,
  SocketExtension,
  TcpExtension,
  Url,
} from './model/network-observables.js';
export type { Indicator, Infrastructure } from './model/observations.js';
export type { OpenVocab } from './model/open-vocab.js';
export type { Relationship, Sighting } from './model/relationships.js';
export type {
  AttackPattern,
  CourseOfAction,
  DataComponent,
  DataSource,
  Narrative,
} from './model/techniques.js';
export type {
  Credential,
  MediaContent,
  Persona,
  PhoneNumber,
  SimpleObservable,
  Text,
  TrackingNumber,
  UserAgent,
} from './model/text-observables.js';
export type {
  BodyMeasure,
  Campaign,
  IntrusionSet,
  ThreatActor,
  ThreatActorGroup,
  ThreatActorIndividual,
} from './model/threats.js';
export type { Timestamp } from './model/timestamp.js';
export type {
  CvssSeverity,
  CvssVersion2Properties,
  CvssVersion3Properties,
  CvssVersion4Properties,
  Vulnerability,
  VulnerabilityScores,
} from './model/vulnerability.js';
export type {
  CoverageName,
  GroupingContext,
  MalwareResult,
  NoteType,
  OpinionValue,
  ReportType,
} from './model/vocabularies/analyses.js';
export type {
  CasePriority,
  CaseSeverity,
  IncidentResponseType,
  IncidentSeverity,
  IncidentType,
  InformationRequestType,
  TakedownType,
} from './model/vocabularies/cases.js';
export type {
  EventType,
  IdentityClass,
  IndustrySector,
  LocationType,
  OrganizationType,
  RegionName,
  Reliability,
  SecurityPlatformType,
} from './model/vocabularies/entities.js';
export type {
  ImplementationLanguage,
  MalwareCapability,
  MalwareType,
  ProcessorArchitecture,
  ToolType,
} from './model/vocabularies/malware.js';
export type {
  AccountType,
  IntegrityLevel,
  KeyType,
  PersonaType,
  ServiceStartType,
  ServiceStatus,
  ServiceType,
  WindowsPeType,
} from './model/vocabularies/observables.js';
export type {
  IndicatorType,
  InfrastructureType,
  PatternType,
} from './model/vocabularies/observations.js';
export type {
  ChannelType,
  CollectionLayer,
  PermissionRequired,
  Platform,
} from './model/vocabularies/techniques.js';
export type {
  AttackMotivation,
  AttackResourceLevel,
  EyeColor,
  Gender,
  HairColor,
  MaritalStatus,
  ThreatActorRole,
  ThreatActorSophistication,
  ThreatActorType,
} from './model/vocabularies/threats.js';
export { entitiesOf, entitiesOfStixType, entityNameOf, isEntity } from './model/entity-name.js';
export { ENTITY_GROUPS, ENTITY_TYPES } from './model/entity-table.js';
export { isMeta, isSco, isSdo, isSro, isStixObject, isType } from './model/is-type.js';
export {
  type StixGuard,
  isArtifact,
  isAttackPattern,
  isAutonomousSystem,
  isBankAccount,
  isCampaign,
  isCaseIncident,
  isCaseRfi,
  isCaseRft,
  isChannel,
  isCourseOfAction,
  isCredential,
  isCryptocurrencyWallet,
  isCryptographicKey,
  isDataComponent,
  isDataSource,
  isDirectory,
  isDomainName,
  isEmailAddr,
  isEmailMessage,
  isEmailMimePartType,
  isEvent,
  isExtensionDefinition,
  isExternalReferenceObject,
  isFeedback,
  isGrouping,
  isHostname,
  isIdentity,
  isIncident,
  isIndicator,
  isInfrastructure,
  isIntrusionSet,
  isIPv4Addr,
  isIPv6Addr,
  isKillChainPhaseObject,
  isLabel,
  isLanguage,
  isLanguageContent,
  isLocation,
  isMacAddr,
  isMalware,
  isMalwareAnalysis,
  isMarkingDefinition,
  isMediaContent,
  isMutex,
  isNarrative,
  isNetworkTraffic,
  isNote,
  isObservedData,
  isOpinion,
  isPaymentCard,
  isPersona,
  isPhoneNumber,
  isProcess,
  isRelationship,
  isReport,
  isSecurityCoverage,
  isSighting,
  isSimpleObservable,
  isSoftware,
  isSSHKey,
  isStixFile,
  isTask,
  isText,
  isThreatActor,
  isTool,
  isTrackingNumber,
  isUrl,
  isUserAccount,
  isUserAgent,
  isVocabulary,
  isVulnerability,
  isWindowsRegistryKey,
  isWindowsRegistryValueType,
  isX509Certificate,
} from './model/guards.js';

export * as Stix from './builders/index.js';
export type { Builder, ValueBuilder } from './builders/build.js';
export { DATE_PROPERTIES, type DateProperty } from './builders/date-properties.js';
export type { ExternalReferenceProperties } from './builders/embedded.js';
export type { ArtifactProperties, FileProperties } from './builders/file-observables.js';
export type { LocationProperties } from './builders/locations.js';
export type { MarkingDefinitionProperties } from './builders/meta-objects.js';
export type { NetworkTrafficProperties } from './builders/network-observables.js';
export type { IndicatorProperties } from './builders/observations.js';
export type { PropertiesOf, WithOneOf } from './builders/properties-of.js';
export type { Reference, ReferenceTargets } from './builders/reference-targets.js';
export type { RelationshipProperties } from './builders/relationships.js';

export type {
  AllowedTarget,
  EndName,
  EndNamed,
  RelationshipEnd,
  RelationshipType,
  RelationshipTypeFrom,
  TargetName,
} from './relationships/allowed-relationship.js';
export {
  type RelationshipFinding,
  allowedRelationships,
  checkRelationship,
} from './relationships/check-relationship.js';

export * as pattern from './pattern/index.js';
export type { ComparedValue, PropertyPath } from './pattern/compare.js';
export type { Comparison, ComparisonOperator, PatternValue } from './pattern/comparison.js';
export type { PatternObservable, PatternObservables } from './pattern/observables.js';
export { patternFor } from './pattern/pattern-for.js';
export { patternOf } from './pattern/pattern-of.js';
export { type PatternReading, readPattern } from './pattern/read-pattern.js';

export { canonicalJson } from './canonical-json.js';
export { stixId } from './ids/stix-id.js';
export type { Identifiable } from './ids/identifiable.js';
export { entityId, externalReferenceId, idFromParts } from './ids/entity-id.js';
export { checkObservable, type CheckObservableOptions } from './ids/observable/check-observable.js';
export {
  isPap,
  isTlp,
  PAP_LEVELS,
  TLP_LEVELS,
  type Level,
  type Pap,
  type Tlp,
} from './marking/levels.js';
export { isWithinTlp } from './marking/is-within-tlp.js';
export { papMarking, statementMarking, tlpMarking } from './marking/marking-definition.js';
export { tlpOf } from './marking/tlp-of.js';
export { readExtension, readMitreExtension } from './extension/read-extension.js';
export { writeExtension, type WriteExtensionOptions } from './extension/write-extension.js';
export { aliasesOf, aliasesProperty, isAliasedType } from './aliases.js';
export { codeTagsToMarkdown } from './code-tags-to-markdown.js';
export { countReferences } from './count-references.js';
export { uniqueById } from './unique-by-id.js';
export { platformTimestamp } from './time/platform-timestamp.js';
export { PythonDatetime, type DatetimeParts } from './time/python-datetime.js';
export { stixTimestamp, type TimestampPrecision } from './time/stix-timestamp.js';

export { bundle } from './bundle/bundle.js';
export { isSupportedId } from './bundle/supported-ids.js';
export { splitBundle } from './bundle/split/split-bundle.js';
export { groupBundles, type GroupLimits } from './bundle/split/group-bundles.js';
export type {
  CutReference,
  DroppedObject,
  SplitBundle,
  SplitOptions,
  SplitResult,
} from './bundle/split/split-result.js';
export type { BundleSource } from './bundle/read/byte-chunks.js';
export { readBundleObjects, type ReadBundleOptions } from './bundle/read/read-bundle-objects.js';
export { applyPatch, type PatchOperation } from './patch/json-patch.js';
export { restamp, type RestampResult } from './bundle/restamp/restamp.js';
export { restampObject } from './bundle/restamp/restamp-object.js';
export { FINDING_CODES, type Finding, type FindingCode } from './bundle/validate/finding.js';
export { validateBundle } from './bundle/validate/validate-bundle.js';
