import type { CryptoKey, JSONWebKeySet, JWK, JWTHeaderParameters } from 'jose';

/** What a token is worth: `unknown key` may be worth more with newer keys. */
export type TokenVerdict = 'valid' | 'unknown key' | 'refused';

const ISSUER = 'opencti';
const SUBJECT = 'connector';
/** Every kind of signature by a public key. None is made with a shared secret. */
const ALGORITHMS = [
  ...['EdDSA', 'Ed25519', 'ES256', 'ES384', 'ES512'],
  ...['RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512'],
];
const LONGEST = 8_192;
const SHAPE = /^[\w-]+\.[\w-]+\.[\w-]+$/;

/** Finds the key of a token. */
type KeyFinder = (header: JWTHeaderParameters) => Promise<CryptoKey>;

/** Why a token is refused that names a key of newer keys, maybe. */
class UnknownKey extends Error {}

/** The public keys that OpenCTI signs with, when it calls a connector. */
export class KeySet {
  private constructor(
    private readonly ids: ReadonlySet<unknown>,
    private readonly find: KeyFinder,
  ) {}

  /**
   * Reads a JSON Web Key Set. A text that is no key set holds none; a key that is broken, too weak or
   * for something else than signatures verifies nothing, and does not disturb the others.
   *
   * @see RFC 7517, RFC 8037
   */
  static async read(text: string): Promise<KeySet> {
    const { createLocalJWKSet } = await import('jose');
    const keys = named(text);

    return new KeySet(new Set(keys.map(({ kid }) => kid)), createLocalJWKSet({ keys }));
  }

  /** How many keys there are. */
  get size(): number {
    return this.ids.size;
  }

  /**
   * Checks a JSON Web Token: signed with one of the keys, by an algorithm that the key is for, issued
   * by `opencti` for `connector`, and not expired. Never rejects.
   *
   * @see RFC 7515, RFC 7519; OpenCTI 7 `src/modules/connector/connector-domain`
   */
  async check(token: string, now: Date): Promise<TokenVerdict> {
    if (token.length > LONGEST || !SHAPE.test(token)) return 'refused';
    const { jwtVerify } = await import('jose');
    try {
      await jwtVerify(token, header => this.keyOf(header), {
        issuer: ISSUER,
        subject: SUBJECT,
        algorithms: ALGORITHMS,
        requiredClaims: ['exp'],
        currentDate: now,
      });
    } catch (error) {
      return error instanceof UnknownKey ? 'unknown key' : 'refused';
    }

    return 'valid';
  }

  private async keyOf(header: JWTHeaderParameters): Promise<CryptoKey> {
    const { kid }: { readonly kid?: unknown } = header;
    if (typeof kid !== 'string') throw new Error('the token names no key');
    if (!this.ids.has(kid)) throw new UnknownKey();

    return this.find(header);
  }
}

/** The keys of a set that can be named. */
function named(text: string): JSONWebKeySet['keys'] {
  let set: unknown;
  try {
    set = JSON.parse(text);
  } catch {
    return [];
  }
  const keys = (set as { readonly keys?: unknown } | null)?.keys;
  if (!Array.isArray(keys)) return [];

  return keys.filter((key): key is JWK => typeof (key as JWK | null)?.kid === 'string');
}
