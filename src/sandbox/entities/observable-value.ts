import type { StixRecord } from '../knowledge/stix-record.js';
import { isEmpty, labelOf, texts } from '../knowledge/stix-record.js';

/** Hashes by which a file or certificate is shown, the strongest first. */
const HASHES = ['SHA-512', 'SHA-256', 'SHA-1', 'MD5', 'SSDEEP'];

/**
 * What OpenCTI shows as the value of an observable.
 *
 * @see OpenCTI `utils/format.js`, `observableValue`
 */
export function observableValue(object: StixRecord): string {
  const value = valueOf(object);

  return isEmpty(value) ? (hashOf(object) ?? labelOf(object)) : String(value);
}

function valueOf(object: StixRecord): unknown {
  switch (object.type) {
    case 'autonomous-system':
      return object.name ?? object.number;
    case 'directory':
      return object.path;
    case 'email-message':
      return object.body ?? object.subject;
    case 'artifact':
      return object.payload_bin ?? object.url;
    case 'file':
      return object.name;
    case 'x509-certificate':
      return object.subject ?? object.issuer ?? object.serial_number;
    case 'network-traffic':
      return portsOf(object);
    case 'process':
      return object.command_line ?? object.pid;
    case 'windows-registry-key':
      return object.key;
    case 'user-account':
      return object.account_login ?? object.user_id;
    case 'bank-account':
      return object.iban ?? object.account_number;
    case 'payment-card':
      return object.card_number;
    case 'persona':
      return object.persona_name;
    case 'media-content':
      return object.title ?? object.url;
    case 'ssh-key':
      return object.fingerprint_sha256;
    default:
      return object.value ?? object.name;
  }
}

function portsOf({ src_port: source, dst_port: target, protocols }: StixRecord): string {
  const ports = [source, target].filter(port => typeof port === 'number').join(' → ');

  return `${texts(protocols).join(',')} ${ports}`.trim();
}

function hashOf({ hashes }: StixRecord): string | undefined {
  if (typeof hashes !== 'object' || hashes === null) return undefined;
  const given = new Map<string, unknown>(Object.entries(hashes));
  const found = HASHES.map(name => given.get(name)).find(hash => typeof hash === 'string');

  return typeof found === 'string' ? found : undefined;
}
