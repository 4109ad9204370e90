import { createHash, createHmac } from 'node:crypto';
import type { Secret } from '../../config/index.js';
import type { HttpAuth, UnsignedRequest } from './http-auth.js';

/** A request as it is being signed. */
export interface RequestToSign extends UnsignedRequest {
  /** Path and query, as they go onto the wire. */
  readonly path: string;
  /** The moment of the signature. */
  readonly at: Date;
  /** The same in whole seconds since 1970. */
  readonly timestamp: number;
  /** SHA-256 of the body, in hexadecimal digits. */
  bodySha256(this: void): string;
}

/** How a source wants requests to be signed. */
export interface HmacOptions {
  /** Default `sha256`. */
  readonly algorithm?: 'sha1' | 'sha256' | 'sha384' | 'sha512';
  /** How the signature is written. Default `hex`. */
  readonly encoding?: 'hex' | 'base64' | 'base64url';
  /** Whether the secret itself is text (default) or bytes written in hexadecimal or base64. */
  readonly secretEncoding?: 'utf8' | 'hex' | 'base64';
  /** What is signed. */
  readonly text: (request: RequestToSign) => string;
  /** The headers that carry the signature. */
  readonly headers: (signature: string, request: RequestToSign) => Readonly<Record<string, string>>;
}

/**
 * Signs each request with a secret that is never sent. Retries are signed anew, with the time of the
 * retry.
 *
 * ```ts
 * const signed = hmac(this.config.secret, {
 *   encoding: 'base64',
 *   text: ({ path, method, timestamp }) => `${path}:${method}:${timestamp}`,
 *   headers: (signature, { timestamp }) => ({
 *     authorization: `TC ${this.config.accessId}:${signature}`,
 *     timestamp: String(timestamp),
 *   }),
 * });
 * ```
 *
 * @see RFC 2104
 */
export function hmac(secret: Secret, options: HmacOptions): HttpAuth {
  const { algorithm = 'sha256', encoding = 'hex', secretEncoding = 'utf8' } = options;

  return {
    credentials: (unsigned, { now }) => {
      const request = toSign(unsigned, now());
      const signature = createHmac(algorithm, Buffer.from(secret.reveal(), secretEncoding))
        .update(options.text(request))
        .digest(encoding);

      return { headers: options.headers(signature, request) };
    },
  };
}

function toSign(request: UnsignedRequest, at: Date): RequestToSign {
  return {
    ...request,
    path: `${request.url.pathname}${request.url.search}`,
    at,
    timestamp: Math.floor(at.getTime() / 1_000),
    bodySha256: () =>
      createHash('sha256')
        .update(request.body ?? '')
        .digest('hex'),
  };
}
