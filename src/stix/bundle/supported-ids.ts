const INTERNAL =
  'user group capability role settings notification work trash draftworkspace playbook ' +
  'deleteoperation workspace publicdashboard pir';

const META = 'label vocabulary kill-chain-phase external-reference marking-definition';

const DOMAIN =
  'attack-pattern campaign case-incident x-opencti-case-incident case-rfi x-opencti-case-rfi ' +
  'case-rft x-opencti-case-rft channel course-of-action data-component x-mitre-data-component ' +
  'data-source x-mitre-data-source event feedback x-opencti-feedback grouping identity incident ' +
  'indicator infrastructure intrusion-set language location malware malware-analysis narrative ' +
  'note observed-data opinion report task x-opencti-task threat-actor tool vulnerability ' +
  'security-coverage';

const RELATIONSHIP = 'relationship sighting';

const OBSERVABLE =
  'autonomous-system directory domain-name email-addr email-message email-mime-part-type artifact ' +
  'file x509-certificate ipv4-addr ipv6-addr mac-addr mutex network-traffic process software url ' +
  'user-account windows-registry-key windows-registry-value-type hostname cryptographic-key ' +
  'cryptocurrency-wallet text user-agent bank-account phone-number credential tracking-number ' +
  'payment-card media-content simple-observable persona ssh-key';

/**
 * The id prefixes that OpenCTI imports. An object with another prefix never reaches the platform,
 * and a reference to one is cut.
 *
 * A type that a newer platform adds is added here, in its group.
 *
 * @see pycti, `utils/opencti_stix2_splitter.py`, `supported_types`
 */
export const SUPPORTED_ID_PREFIXES: ReadonlySet<string> = new Set(
  [INTERNAL, META, DOMAIN, RELATIONSHIP, OBSERVABLE].flatMap(group => group.split(' ')),
);

/**
 * Says whether OpenCTI imports what has this id. Text without `--` is one of the platform's internal
 * ids and always passes.
 */
export function isSupportedId(id: string): boolean {
  const end = id.indexOf('--');

  return end === -1 || SUPPORTED_ID_PREFIXES.has(id.slice(0, end));
}
