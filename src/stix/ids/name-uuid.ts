import { hash } from 'node:crypto';

/** Namespace of every id that STIX and OpenCTI derive from an object's properties. */
const NAMESPACE = Buffer.from('00abedb4aa42466c9c01fed23315a9b7', 'hex');

/** Long enough for nearly every name, so that hashing one allocates nothing. */
const scratch = Buffer.alloc(8_192);
NAMESPACE.copy(scratch);

const VARIANT = '89ab';

/**
 * The version 5 UUID of a name in the namespace of STIX ids: equal names, equal UUIDs, in any process
 * and any language.
 *
 * @see RFC 9562 section 5.5; STIX 2.1 section 2.9
 */
export function nameUuid(name: string): string {
  const digest = hash('sha1', namespaced(name), 'hex');
  const variant = VARIANT[parseInt(digest.charAt(16), 16) & 3];

  return `${digest.slice(0, 8)}-${digest.slice(8, 12)}-5${digest.slice(13, 16)}-${variant}${digest.slice(17, 20)}-${digest.slice(20, 32)}`;
}

function namespaced(name: string): Buffer {
  // UTF-8 takes at most three bytes for a UTF-16 code unit.
  const mayNotFit = name.length * 3 > scratch.length - NAMESPACE.length;
  if (mayNotFit) return Buffer.concat([NAMESPACE, Buffer.from(name)]);

  return scratch.subarray(0, NAMESPACE.length + scratch.write(name, NAMESPACE.length));
}
