import { readStixTimestamp } from '../../time/stix-timestamp.js';
import { entitiesOf, entitiesOfStixType } from '../../model/entity-name.js';
import { invalid, type Cleaner } from './cleaner.js';
import { dictionary, listOf, reference } from './container-cleaners.js';
import { mimePart, registryValue, x509Extensions } from './embedded-shapes.js';
import { hashes } from './hashes.js';
import { valued, type ObservableShape } from './observable-shape.js';
import { base64, boolean, hex, integer, oneOf, text, timestamp } from './scalar-cleaners.js';
import { shaped, type Members } from './shape.js';

const anyInteger = integer();
const count = integer(0);
const port = integer(0, 65_535);
const host = reference('ipv4-addr', 'ipv6-addr', 'mac-addr', 'domain-name');
const emailAddress = reference('email-addr');

const x509Properties = {
  is_self_signed: boolean,
  hashes,
  version: text,
  serial_number: text,
  signature_algorithm: text,
  issuer: text,
  validity_not_before: timestamp,
  validity_not_after: timestamp,
  subject: text,
  subject_public_key_algorithm: text,
  subject_public_key_modulus: text,
  subject_public_key_exponent: anyInteger,
  x509_v3_extensions: shaped(x509Extensions),
};

const processProperties = {
  is_hidden: boolean,
  pid: anyInteger,
  created_time: timestamp,
  cwd: text,
  command_line: text,
  environment_variables: dictionary,
  opened_connection_refs: listOf(reference('network-traffic')),
  creator_user_ref: reference('user-account'),
  image_ref: reference('file'),
  parent_ref: reference('process'),
  child_refs: listOf(reference('process')),
};

/**
 * Observables that STIX defines, without the properties that all have in common.
 *
 * @see STIX 2.1 section 6
 */
export const STIX_OBSERVABLES: Readonly<Record<string, ObservableShape>> = {
  artifact: {
    properties: {
      mime_type: text,
      payload_bin: base64,
      url: text,
      hashes,
      encryption_algorithm: oneOf('AES-256-GCM', 'ChaCha20-Poly1305', 'mime-type-indicated'),
      decryption_key: text,
    },
    identity: ['hashes', 'payload_bin'],
    essential: ['hashes', 'payload_bin'],
    conflict: artifactConflict,
  },
  'autonomous-system': {
    properties: { number: anyInteger, name: text, rir: text },
    required: ['number'],
    identity: ['number'],
  },
  directory: {
    properties: {
      path: text,
      path_enc: text,
      ctime: timestamp,
      mtime: timestamp,
      atime: timestamp,
      contains_refs: listOf(reference('file', 'directory')),
    },
    required: ['path'],
    identity: ['path'],
  },
  'domain-name': valued({
    resolves_to_refs: listOf(reference('ipv4-addr', 'ipv6-addr', 'domain-name')),
  }),
  'email-addr': valued({ display_name: text, belongs_to_ref: reference('user-account') }),
  'email-message': {
    properties: {
      is_multipart: boolean,
      date: timestamp,
      content_type: text,
      from_ref: emailAddress,
      sender_ref: emailAddress,
      to_refs: listOf(emailAddress),
      cc_refs: listOf(emailAddress),
      bcc_refs: listOf(emailAddress),
      message_id: text,
      subject: text,
      received_lines: listOf(text),
      additional_header_fields: dictionary,
      body: text,
      body_multipart: listOf(shaped(mimePart)),
      raw_email_ref: reference('artifact'),
    },
    required: ['is_multipart'],
    identity: ['from_ref', 'subject', 'body'],
    conflict: emailConflict,
  },
  file: {
    properties: {
      hashes,
      size: count,
      name: text,
      name_enc: text,
      magic_number_hex: hex,
      mime_type: text,
      ctime: timestamp,
      mtime: timestamp,
      atime: timestamp,
      parent_directory_ref: reference('directory'),
      contains_refs: listOf(anyObservable),
      content_ref: reference('artifact'),
    },
    identity: ['hashes', 'name', 'parent_directory_ref', 'extensions'],
    essential: ['hashes', 'name'],
    anyOf: ['hashes', 'name'],
  },
  'ipv4-addr': valued({
    resolves_to_refs: listOf(reference('mac-addr')),
    belongs_to_refs: listOf(reference('autonomous-system')),
  }),
  'ipv6-addr': valued({
    resolves_to_refs: listOf(reference('mac-addr')),
    belongs_to_refs: listOf(reference('autonomous-system')),
  }),
  'mac-addr': valued(),
  mutex: { properties: { name: text }, required: ['name'], identity: ['name'] },
  'network-traffic': {
    properties: {
      start: timestamp,
      end: timestamp,
      is_active: boolean,
      src_ref: host,
      dst_ref: host,
      src_port: port,
      dst_port: port,
      protocols: listOf(text),
      src_byte_count: count,
      dst_byte_count: count,
      src_packets: count,
      dst_packets: count,
      ipfix: dictionary,
      src_payload_ref: reference('artifact'),
      dst_payload_ref: reference('artifact'),
      encapsulates_refs: listOf(reference('network-traffic')),
      encapsulated_by_ref: reference('network-traffic'),
    },
    required: ['protocols'],
    identity: [
      ...['start', 'end', 'src_ref', 'dst_ref', 'src_port', 'dst_port'],
      ...['protocols', 'extensions'],
    ],
    essential: ['src_ref', 'dst_ref'],
    anyOf: ['src_ref', 'dst_ref'],
    conflict: trafficConflict,
  },
  process: {
    properties: processProperties,
    identity: [],
    anyOf: [
      ...Object.keys(processProperties),
      ...['extensions', 'object_marking_refs', 'granular_markings'],
    ],
  },
  software: {
    properties: {
      name: text,
      cpe: text,
      swid: text,
      languages: listOf(text),
      vendor: text,
      version: text,
    },
    required: ['name'],
    identity: ['name', 'cpe', 'swid', 'vendor', 'version'],
  },
  url: valued(),
  'user-account': {
    properties: {
      user_id: text,
      credential: text,
      account_login: text,
      account_type: text,
      display_name: text,
      is_service_account: boolean,
      is_privileged: boolean,
      can_escalate_privs: boolean,
      is_disabled: boolean,
      account_created: timestamp,
      account_expires: timestamp,
      credential_last_changed: timestamp,
      account_first_login: timestamp,
      account_last_login: timestamp,
    },
    identity: ['account_type', 'user_id', 'account_login'],
  },
  'windows-registry-key': {
    properties: {
      key: text,
      values: listOf(shaped(registryValue)),
      modified_time: timestamp,
      creator_user_ref: reference('user-account'),
      number_of_subkeys: anyInteger,
    },
    identity: ['key', 'values'],
  },
  'x509-certificate': {
    properties: x509Properties,
    identity: ['hashes', 'serial_number'],
    anyOf: Object.keys(x509Properties),
  },
};

/** Any observable; what STIX does not define counts as custom. */
function anyObservable(...[value, at]: Parameters<Cleaner>): unknown {
  const id = reference()(value, { ...at, checkReferences: false }) as string;
  const type = id.slice(0, id.indexOf('--'));
  if (!at.checkReferences || at.allowCustom || isObservableType(type)) return id;

  throw invalid(at, 'does not lead to an observable');
}

function isObservableType(type: string): boolean {
  const observables = entitiesOf('Stix-Cyber-Observable');

  return entitiesOfStixType(type).some(entity => observables.includes(entity));
}

function artifactConflict({ payload_bin, url, hashes: digests }: Members): string | undefined {
  if ((payload_bin === undefined) === (url === undefined)) {
    return 'either payload_bin or url must be there, and not both';
  }

  return url && !digests ? 'a url needs hashes' : undefined;
}

function emailConflict({ is_multipart, body, body_multipart }: Members): string | undefined {
  if (is_multipart && body) return 'a multipart message has no body';

  return !is_multipart && body_multipart ? 'body_multipart needs is_multipart' : undefined;
}

function trafficConflict({ start, end, is_active }: Members): string | undefined {
  if (end === undefined) return undefined;
  if (is_active !== false) return 'is_active must be false when there is an end';
  if (start === undefined) return undefined;

  return readStixTimestamp(end).isBefore(readStixTimestamp(start))
    ? 'the end is before the start'
    : undefined;
}
