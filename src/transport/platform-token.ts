import { constants, verify, type KeyObject } from 'node:crypto';
import type { KeySet } from './key-set.js';

/** What a token is worth: `unknown key` may be worth more with newer keys. */
export type TokenVerdict = 'valid' | 'unknown key' | 'refused';

const ISSUER = 'opencti';
const SUBJECT = 'connector';
const LONGEST = 8_192;
const SHAPE = /^([\w-]+)\.([\w-]+)\.([\w-]+)$/;

type Claims = Readonly<Record<string, unknown>>;

/**
 * Checks a JSON Web Token that OpenCTI calls a connector with: signed with one of the keys, by the
 * algorithm that the key is for, issued by `opencti` for `connector`, and not expired.
 *
 * @see RFC 7515, RFC 7519; OpenCTI 7 `src/modules/connector/connector-domain`
 */
export function checkToken(token: string, keys: KeySet, now: Date): TokenVerdict {
  const [, head, body, signature] = (token.length <= LONGEST && SHAPE.exec(token)) || [];
  if (head === undefined || body === undefined || signature === undefined) return 'refused';

  const { alg, kid, crit } = decoded(head);
  // A critical extension must be understood, and none is.
  if (typeof alg !== 'string' || typeof kid !== 'string' || crit !== undefined) return 'refused';
  const known = keys.get(kid);
  if (!known) return 'unknown key';
  if (!known.algorithms.has(alg)) return 'refused';

  const bytes = Buffer.from(signature, 'base64url');
  if (!isSigned(alg, `${head}.${body}`, known.key, bytes)) return 'refused';

  return isGood(decoded(body), now.getTime() / 1_000) ? 'valid' : 'refused';
}

function isGood({ iss, sub, exp, nbf }: Claims, nowSeconds: number): boolean {
  if (iss !== ISSUER || sub !== SUBJECT) return false;
  if (typeof exp !== 'number' || exp <= nowSeconds) return false;

  return nbf === undefined || (typeof nbf === 'number' && nbf <= nowSeconds);
}

function isSigned(alg: string, text: string, key: KeyObject, signature: Buffer): boolean {
  const data = Buffer.from(text);
  const digest = `sha${alg.slice(2)}`;
  try {
    if (alg.startsWith('Ed')) return verify(null, data, key, signature);
    if (alg.startsWith('ES')) {
      return verify(digest, data, { key, dsaEncoding: 'ieee-p1363' }, signature);
    }
    if (alg.startsWith('RS')) return verify(digest, data, key, signature);

    const padding = constants.RSA_PKCS1_PSS_PADDING;
    const saltLength = constants.RSA_PSS_SALTLEN_DIGEST;
    return verify(digest, data, { key, padding, saltLength }, signature);
  } catch {
    // A signature that can't even be read is none.
    return false;
  }
}

function decoded(part: string): Claims {
  try {
    const value: unknown = JSON.parse(Buffer.from(part, 'base64url').toString('utf8'));
    return typeof value === 'object' && value !== null ? (value as Claims) : {};
  } catch {
    return {};
  }
}
