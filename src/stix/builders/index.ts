export { grouping, malwareAnalysis, note, opinion, report, securityCoverage } from './analyses.js';
export { channel, malware, tool, vulnerability } from './arsenal.js';
export { caseIncident, caseRfi, caseRft, feedback, task } from './cases.js';
export { cryptographicKey, sshKey, x509Certificate } from './cryptographic-observables.js';
export { emailAddr, emailMessage, emailMimePartType } from './email-observables.js';
export { externalReference, killChainPhase } from './embedded.js';
export {
  event,
  identity,
  individual,
  language,
  organization,
  sector,
  securityPlatform,
  system,
} from './entities.js';
export { incident, observedData } from './events.js';
export { artifact, directory, file } from './file-observables.js';
export { bankAccount, cryptocurrencyWallet, paymentCard } from './finance-observables.js';
export {
  mutex,
  process,
  software,
  userAccount,
  windowsRegistryKey,
  windowsRegistryValueType,
} from './host-observables.js';
export { administrativeArea, city, country, location, position, region } from './locations.js';
export {
  externalReferenceObject,
  killChainPhaseObject,
  label,
  markingDefinition,
  vocabulary,
} from './meta-objects.js';
export {
  autonomousSystem,
  domainName,
  hostname,
  ipv4,
  ipv6,
  macAddr,
  networkTraffic,
  url,
} from './network-observables.js';
export { indicator, infrastructure } from './observations.js';
export { relationship, sighting } from './relationships.js';
export {
  attackPattern,
  courseOfAction,
  dataComponent,
  dataSource,
  narrative,
} from './techniques.js';
export {
  credential,
  mediaContent,
  persona,
  phoneNumber,
  simpleObservable,
  text,
  trackingNumber,
  userAgent,
} from './text-observables.js';
export { campaign, intrusionSet, threatActorGroup, threatActorIndividual } from './threats.js';
export { adopt } from './adopt.js';
