import { createHash, generateKeyPairSync, sign, type KeyObject } from 'node:crypto';

/** How long a signature is good for, in seconds. @see OpenCTI `modules/connector/connector-domain.ts` */
const VALID_SECONDS = 60 * 60;

/** Time after which a new signature is made, in seconds. @see OpenCTI worker, `listen_handler.py` */
const RENEWED_AFTER_SECONDS = 30 * 60;

interface KeyPair {
  readonly privateKey: KeyObject;
  readonly publicKey: KeyObject;
  readonly kid: string;
}

/**
 * The Ed25519 key with which a platform of the 7.x line signs what it posts to connectors that listen
 * over HTTP. A new one is made for each sandbox, when it is first asked for.
 */
export class SigningKey {
  #pair: KeyPair | undefined;
  #signed: { readonly token: string; readonly at: number } | undefined;

  /** The public key as `registerConnector { jwks }` hands it out: the JSON text of a JWK set. */
  jwks(): string {
    const { publicKey, kid } = this.#keyPair();
    const { kty, crv, x } = publicKey.export({ format: 'jwk' });

    return JSON.stringify({ keys: [{ kty, crv, x, kid, use: 'sig', alg: 'EdDSA' }] });
  }

  /** A signature that says: this comes from the platform, and is for a connector. */
  jwt(now: Date): string {
    const at = Math.floor(now.getTime() / 1000);
    if (!this.#signed || at - this.#signed.at >= RENEWED_AFTER_SECONDS) {
      this.#signed = { token: this.#sign(at), at };
    }

    return this.#signed.token;
  }

  #sign(at: number): string {
    const { privateKey, kid } = this.#keyPair();
    const claims = { iss: 'opencti', sub: 'connector', iat: at, exp: at + VALID_SECONDS };
    const signed = [{ alg: 'EdDSA', typ: 'JWT', kid }, claims]
      .map(part => Buffer.from(JSON.stringify(part)).toString('base64url'))
      .join('.');

    return `${signed}.${sign(null, Buffer.from(signed), privateKey).toString('base64url')}`;
  }

  #keyPair(): KeyPair {
    this.#pair ??= newKeyPair();

    return this.#pair;
  }
}

function newKeyPair(): KeyPair {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  const { x } = publicKey.export({ format: 'jwk' });
  const kid = createHash('sha256').update(String(x)).digest('base64url').slice(0, 16);

  return { privateKey, publicKey, kid };
}
