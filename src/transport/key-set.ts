import { createPublicKey, type JsonWebKey, type KeyObject } from 'node:crypto';

/** A public key, and the algorithms that it may be used with: never more than its kind allows. */
export interface VerifyingKey {
  readonly key: KeyObject;
  readonly algorithms: ReadonlySet<string>;
}

/** Public keys by their id. */
export type KeySet = ReadonlyMap<string, VerifyingKey>;

const SHORTEST_RSA_BITS = 2_048;

/** By `kty`, or `crv` where that decides. No symmetric kind is among them. */
const ALGORITHMS: ReadonlyMap<unknown, readonly string[]> = new Map([
  ['Ed25519', ['EdDSA', 'Ed25519']],
  ['P-256', ['ES256']],
  ['P-384', ['ES384']],
  ['P-521', ['ES512']],
  ['RSA', ['RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512']],
]);

/**
 * Reads a JSON Web Key Set. Keys without an id, for something else than signatures, of an unknown
 * kind or too weak are left out; a text that is no key set holds none.
 *
 * @see RFC 7517, RFC 8037
 */
export function readKeySet(text: string): KeySet {
  const keys = new Map<string, VerifyingKey>();
  for (const jwk of listed(text)) {
    const key = readKey(jwk);
    if (key && typeof jwk.kid === 'string') keys.set(jwk.kid, key);
  }

  return keys;
}

function readKey(jwk: JsonWebKey): VerifyingKey | undefined {
  const { kty, crv, x, y, n, e, alg, use, key_ops: operations } = jwk;
  const allowed = ALGORITHMS.get(kty === 'RSA' ? kty : crv) ?? [];
  const algorithms = allowed.filter(name => alg === undefined || alg === name);
  const isForSignatures =
    (use === undefined || use === 'sig') &&
    (!Array.isArray(operations) || operations.includes('verify'));
  if (algorithms.length === 0 || !isForSignatures) return undefined;

  let key: KeyObject;
  try {
    // Only what is public: a set that holds private keys by mistake is no more than a public one.
    key = createPublicKey({ key: { kty, crv, x, y, n, e } as JsonWebKey, format: 'jwk' });
  } catch {
    return undefined;
  }
  const isWeak =
    kty === 'RSA' && (key.asymmetricKeyDetails?.modulusLength ?? 0) < SHORTEST_RSA_BITS;

  return isWeak ? undefined : { key, algorithms: new Set(algorithms) };
}

function listed(text: string): JsonWebKey[] {
  let set: unknown;
  try {
    set = JSON.parse(text);
  } catch {
    return [];
  }
  const keys = (set as { readonly keys?: unknown } | null)?.keys;
  if (!Array.isArray(keys)) return [];

  return keys.filter((key): key is JsonWebKey => typeof key === 'object' && key !== null);
}
