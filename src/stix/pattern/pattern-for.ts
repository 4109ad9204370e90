import { equals, type PropertyPath } from './compare.js';

/** By what Python connectors look for an observable, under the keys that they use. */
const PATHS: Readonly<Record<string, PropertyPath>> = {
  'Autonomous-System': 'autonomous-system:number',
  'Bank-Account': 'bank-account:iban',
  Credential: 'credential:value',
  Directory: 'directory:path',
  'Domain-Name': 'domain-name:value',
  'Email-Addr': 'email-addr:value',
  'Email-Message_Body': 'email-message:body',
  'Email-Message_Subject': 'email-message:subject',
  'Email-Mime-Part-Type': 'email-mime-part-type:body',
  File_md5: 'file:hashes.MD5',
  File_sha1: 'file:hashes.SHA-1',
  File_sha256: 'file:hashes.SHA-256',
  File_sha512: 'file:hashes.SHA-512',
  Hostname: 'hostname:value',
  'IPv4-Addr': 'ipv4-addr:value',
  'IPv6-Addr': 'ipv6-addr:value',
  'Mac-Addr': 'mac-addr:value',
  'Media-Content': 'media-content:url',
  Mutex: 'mutex:name',
  'Network-Traffic': 'network-traffic:dst_port',
  'Payment-Card': 'payment-card:card_number',
  'Phone-Number': 'phone-number:value',
  Process: 'process:pid',
  Software: 'software:name',
  'Tracking-Number': 'tracking-number:value',
  Url: 'url:value',
  'User-Account': 'user-account:account_login',
  'Windows-Registry-Key': 'windows-registry-key:key',
  'Windows-Registry-Value-Type': 'windows-registry-value-type:name',
};

/**
 * The pattern of one value, by the key that Python connectors use for its kind: an entity name, or
 * `File_md5`, `File_sha1`, `File_sha256`, `File_sha512`, `Email-Message_Subject`,
 * `Email-Message_Body`. Undefined for any other key. For an observable that is built, use `patternOf`.
 *
 * @throws BundleError `BUNDLE_PATTERN_INVALID` for a value that no pattern can hold.
 * @see pycti `OpenCTIStix2Utils.create_stix_pattern`
 */
export function patternFor(key: string, value: string | number): string | undefined {
  const path = Object.hasOwn(PATHS, key) ? PATHS[key] : undefined;

  return path === undefined ? undefined : equals(path, value);
}
