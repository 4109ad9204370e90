import { createHash, generateKeyPairSync, type KeyObject } from 'node:crypto';

/**
 * The Ed25519 key with which a platform of the 7.x line signs what it posts to connectors that listen
 * over HTTP. A new one is made for each sandbox, when it is first asked for.
 */
export class SigningKey {
  #publicKey: KeyObject | undefined;

  /** The public key as `registerConnector { jwks }` hands it out: the JSON text of a JWK set. */
  jwks(): string {
    this.#publicKey ??= generateKeyPairSync('ed25519').publicKey;
    const { kty, crv, x } = this.#publicKey.export({ format: 'jwk' });
    const kid = createHash('sha256').update(String(x)).digest('base64url').slice(0, 16);

    return JSON.stringify({ keys: [{ kty, crv, x, kid, use: 'sig', alg: 'EdDSA' }] });
  }
}
