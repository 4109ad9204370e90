import type { StixType, StixTypes } from './entity-types.js';
import { isType } from './is-type.js';

/** Tells whether a value is a STIX object of one type; the compiler then knows its properties. */
export type StixGuard<T extends StixType> = (value: unknown) => value is StixTypes[T];

function guard<T extends StixType>(type: T): StixGuard<T> {
  return (value): value is StixTypes[T] => isType(value, type);
}

/** True for a STIX `artifact`. */
export const isArtifact = guard('artifact');

/** True for a STIX `attack-pattern`. */
export const isAttackPattern = guard('attack-pattern');

/** True for a STIX `autonomous-system`. */
export const isAutonomousSystem = guard('autonomous-system');

/** True for a STIX `bank-account`. */
export const isBankAccount = guard('bank-account');

/** True for a STIX `campaign`. */
export const isCampaign = guard('campaign');

/** True for a STIX `case-incident`. */
export const isCaseIncident = guard('case-incident');

/** True for a STIX `case-rfi`. */
export const isCaseRfi = guard('case-rfi');

/** True for a STIX `case-rft`. */
export const isCaseRft = guard('case-rft');

/** True for a STIX `channel`. */
export const isChannel = guard('channel');

/** True for a STIX `course-of-action`. */
export const isCourseOfAction = guard('course-of-action');

/** True for a STIX `credential`. */
export const isCredential = guard('credential');

/** True for a STIX `cryptocurrency-wallet`. */
export const isCryptocurrencyWallet = guard('cryptocurrency-wallet');

/** True for a STIX `cryptographic-key`. */
export const isCryptographicKey = guard('cryptographic-key');

/** True for a STIX `data-component`. */
export const isDataComponent = guard('data-component');

/** True for a STIX `data-source`. */
export const isDataSource = guard('data-source');

/** True for a STIX `directory`. */
export const isDirectory = guard('directory');

/** True for a STIX `domain-name`. */
export const isDomainName = guard('domain-name');

/** True for a STIX `email-addr`. */
export const isEmailAddr = guard('email-addr');

/** True for a STIX `email-message`. */
export const isEmailMessage = guard('email-message');

/** True for a STIX `email-mime-part-type`. */
export const isEmailMimePartType = guard('email-mime-part-type');

/** True for a STIX `event`. */
export const isEvent = guard('event');

/** True for a STIX `extension-definition`. */
export const isExtensionDefinition = guard('extension-definition');

/** True for a STIX `external-reference`. */
export const isExternalReferenceObject = guard('external-reference');

/** True for a STIX `feedback`. */
export const isFeedback = guard('feedback');

/** True for a STIX `grouping`. */
export const isGrouping = guard('grouping');

/** True for a STIX `hostname`. */
export const isHostname = guard('hostname');

/** True for a STIX `identity`. */
export const isIdentity = guard('identity');

/** True for a STIX `incident`. */
export const isIncident = guard('incident');

/** True for a STIX `indicator`. */
export const isIndicator = guard('indicator');

/** True for a STIX `infrastructure`. */
export const isInfrastructure = guard('infrastructure');

/** True for a STIX `intrusion-set`. */
export const isIntrusionSet = guard('intrusion-set');

/** True for a STIX `ipv4-addr`. */
export const isIPv4Addr = guard('ipv4-addr');

/** True for a STIX `ipv6-addr`. */
export const isIPv6Addr = guard('ipv6-addr');

/** True for a STIX `kill-chain-phase`. */
export const isKillChainPhaseObject = guard('kill-chain-phase');

/** True for a STIX `label`. */
export const isLabel = guard('label');

/** True for a STIX `language`. */
export const isLanguage = guard('language');

/** True for a STIX `language-content`. */
export const isLanguageContent = guard('language-content');

/** True for a STIX `location`. */
export const isLocation = guard('location');

/** True for a STIX `mac-addr`. */
export const isMacAddr = guard('mac-addr');

/** True for a STIX `malware`. */
export const isMalware = guard('malware');

/** True for a STIX `malware-analysis`. */
export const isMalwareAnalysis = guard('malware-analysis');

/** True for a STIX `marking-definition`. */
export const isMarkingDefinition = guard('marking-definition');

/** True for a STIX `media-content`. */
export const isMediaContent = guard('media-content');

/** True for a STIX `mutex`. */
export const isMutex = guard('mutex');

/** True for a STIX `narrative`. */
export const isNarrative = guard('narrative');

/** True for a STIX `network-traffic`. */
export const isNetworkTraffic = guard('network-traffic');

/** True for a STIX `note`. */
export const isNote = guard('note');

/** True for a STIX `observed-data`. */
export const isObservedData = guard('observed-data');

/** True for a STIX `opinion`. */
export const isOpinion = guard('opinion');

/** True for a STIX `payment-card`. */
export const isPaymentCard = guard('payment-card');

/** True for a STIX `persona`. */
export const isPersona = guard('persona');

/** True for a STIX `phone-number`. */
export const isPhoneNumber = guard('phone-number');

/** True for a STIX `process`. */
export const isProcess = guard('process');

/** True for a STIX `relationship`. */
export const isRelationship = guard('relationship');

/** True for a STIX `report`. */
export const isReport = guard('report');

/** True for a STIX `security-coverage`. */
export const isSecurityCoverage = guard('security-coverage');

/** True for a STIX `sighting`. */
export const isSighting = guard('sighting');

/** True for a STIX `simple-observable`. */
export const isSimpleObservable = guard('simple-observable');

/** True for a STIX `software`. */
export const isSoftware = guard('software');

/** True for a STIX `ssh-key`. */
export const isSSHKey = guard('ssh-key');

/** True for a STIX `file`. */
export const isStixFile = guard('file');

/** True for a STIX `task`. */
export const isTask = guard('task');

/** True for a STIX `text`. */
export const isText = guard('text');

/** True for a STIX `threat-actor`. */
export const isThreatActor = guard('threat-actor');

/** True for a STIX `tool`. */
export const isTool = guard('tool');

/** True for a STIX `tracking-number`. */
export const isTrackingNumber = guard('tracking-number');

/** True for a STIX `url`. */
export const isUrl = guard('url');

/** True for a STIX `user-account`. */
export const isUserAccount = guard('user-account');

/** True for a STIX `user-agent`. */
export const isUserAgent = guard('user-agent');

/** True for a STIX `vocabulary`. */
export const isVocabulary = guard('vocabulary');

/** True for a STIX `vulnerability`. */
export const isVulnerability = guard('vulnerability');

/** True for a STIX `windows-registry-key`. */
export const isWindowsRegistryKey = guard('windows-registry-key');

/** True for a STIX `windows-registry-value-type`. */
export const isWindowsRegistryValueType = guard('windows-registry-value-type');

/** True for a STIX `x509-certificate`. */
export const isX509Certificate = guard('x509-certificate');
