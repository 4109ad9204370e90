import {
  constants,
  createHmac,
  generateKeyPairSync,
  sign,
  type JsonWebKey,
  type KeyObject,
} from 'node:crypto';

/** What a token is made from. */
export interface TokenParts {
  readonly header?: Readonly<Record<string, unknown>>;
  readonly claims?: Readonly<Record<string, unknown>>;
}

/** A pair of keys that signs as OpenCTI does. */
export class SigningKey {
  private constructor(
    readonly kid: string,
    private readonly alg: string,
    private readonly publicKey: KeyObject,
    private readonly privateKey: KeyObject,
  ) {}

  /** @param alg decides the kind of key */
  static of(alg: string, kid = 'key 1', rsaBits = 2_048): SigningKey {
    const { publicKey, privateKey } = pairFor(alg, rsaBits);

    return new SigningKey(kid, alg, publicKey, privateKey);
  }

  /** The public part, as it stands in a key set. */
  get jwk(): JsonWebKey {
    return {
      ...this.publicKey.export({ format: 'jwk' }),
      kid: this.kid,
      alg: this.alg,
      use: 'sig',
    };
  }

  /** A good token for an hour from `now`, unless its parts say otherwise. */
  token(now: Date, { header, claims }: TokenParts = {}): string {
    const seconds = Math.floor(now.getTime() / 1_000);
    const head = encoded({ alg: this.alg, kid: this.kid, typ: 'JWT', ...header });
    const standard = { iss: 'opencti', sub: 'connector', iat: seconds, exp: seconds + 3_600 };
    const body = encoded({ ...standard, ...claims });

    return `${head}.${body}.${this.sign(`${head}.${body}`)}`;
  }

  /** A token signed with the text of the public key as if it were a shared secret. */
  confusedToken(now: Date): string {
    const [, body = ''] = this.token(now).split('.');
    const head = encoded({ alg: 'HS256', kid: this.kid });
    const secret = this.publicKey.export({ type: 'spki', format: 'pem' });
    const mac = createHmac('sha256', secret).update(`${head}.${body}`).digest('base64url');

    return `${head}.${body}.${mac}`;
  }

  private sign(text: string): string {
    const data = Buffer.from(text);
    const key = this.privateKey;
    const digest = `sha${this.alg.slice(2)}`;
    const padding = constants.RSA_PKCS1_PSS_PADDING;
    const saltLength = constants.RSA_PSS_SALTLEN_DIGEST;
    const signature = {
      Ed: () => sign(null, data, key),
      ES: () => sign(digest, data, { key, dsaEncoding: 'ieee-p1363' }),
      RS: () => sign(digest, data, key),
      PS: () => sign(digest, data, { key, padding, saltLength }),
    }[this.alg.slice(0, 2)];

    return signature?.().toString('base64url') ?? '';
  }
}

/** The text of a key set. */
export function keySetOf(...keys: readonly { readonly jwk: JsonWebKey }[]): string {
  return JSON.stringify({ keys: keys.map(({ jwk }) => jwk) });
}

function pairFor(
  alg: string,
  rsaBits: number,
): { readonly publicKey: KeyObject; readonly privateKey: KeyObject } {
  if (alg.startsWith('Ed')) return generateKeyPairSync('ed25519');
  if (!alg.startsWith('ES')) return generateKeyPairSync('rsa', { modulusLength: rsaBits });
  const curves: Readonly<Record<string, string>> = { ES384: 'P-384', ES512: 'P-521' };

  return generateKeyPairSync('ec', { namedCurve: curves[alg] ?? 'P-256' });
}

function encoded(value: unknown): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url');
}
