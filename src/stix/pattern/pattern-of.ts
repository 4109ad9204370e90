import { isSco } from '../model/is-type.js';
import type { StixObject } from '../stix-object.js';
import { anyOf } from './combine.js';
import { equals } from './compare.js';

/**
 * The pattern by which OpenCTI looks for an observable: that of its value, or of any of its hashes.
 * Undefined when the observable has nothing to be looked for by. For what the platform itself can turn
 * into an indicator, the pattern is the platform's, so that both are one indicator.
 *
 * ```ts
 * patternOf(Stix.ipv4('198.51.100.7')); // [ipv4-addr:value = '198.51.100.7']
 * ```
 *
 * @see OpenCTI `generateKeyValueForIndicator` and `stix2_create_pattern.py`
 */
export function patternOf(observable: StixObject): string | undefined {
  if (!isSco(observable)) return undefined;
  const members = observable as unknown as Members;
  const hashes = hashPatterns(members);
  if (hashes.length > 0) return anyOf(...hashes);

  for (const property of PROPERTIES[members.type] ?? ['value']) {
    const value = members[property];
    if (isComparable(value)) return equals(`${members.type}:${property}`, value);
  }

  return undefined;
}

type Members = { readonly type: string } & Readonly<Record<string, unknown>>;

/** By what an observable is looked for, where it is not its `value`; the first that it has counts. */
const PROPERTIES: Readonly<Record<string, readonly string[]>> = {
  artifact: [],
  'autonomous-system': ['number'],
  'bank-account': ['iban'],
  directory: ['path'],
  'email-message': ['subject', 'body'],
  'email-mime-part-type': ['body'],
  file: ['name'],
  'media-content': ['url'],
  mutex: ['name'],
  'network-traffic': ['dst_port'],
  'payment-card': ['card_number'],
  persona: ['persona_name'],
  process: ['pid', 'command_line'],
  'simple-observable': [],
  software: ['name'],
  'ssh-key': ['fingerprint_sha256'],
  'user-account': ['account_login'],
  'windows-registry-key': ['key'],
  'windows-registry-value-type': ['name'],
  'x509-certificate': ['serial_number'],
};

/** The hashes by which OpenCTI looks for a file, in its order. */
const ALGORITHMS = ['SHA-256', 'SHA-512', 'SHA-1', 'MD5'];

function hashPatterns({ type, hashes }: Members): readonly string[] {
  if (typeof hashes !== 'object' || hashes === null) return [];
  // OpenCTI looks for the file behind an artifact.
  const lookedFor = type === 'artifact' ? 'file' : type;

  return ALGORITHMS.flatMap(algorithm => {
    const hash = (hashes as Readonly<Record<string, unknown>>)[algorithm];

    return isComparable(hash) ? [equals(`${lookedFor}:hashes.${algorithm}`, hash)] : [];
  });
}

function isComparable(value: unknown): value is string | number {
  return (typeof value === 'string' && value !== '') || Number.isFinite(value);
}
