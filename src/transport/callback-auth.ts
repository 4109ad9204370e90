import { createHash, timingSafeEqual } from 'node:crypto';
import { TransportError } from '../errors/index.js';
import type { Revealable } from './amqp-options.js';

/** Tells who may call. */
export interface CallbackAuth {
  /** Whether this credential, taken from `Authorization: Bearer`, is the platform's. Never rejects. */
  admits(credential: string): Promise<boolean>;
}

/**
 * Admits who knows a token. The time it takes tells nothing about how much of it was right.
 *
 * @throws TransportError `TRANSPORT_INBOX_INVALID` when the token is empty
 * @see OpenCTI 6, worker `listen_handler.py`: callbacks carry the token of the connector's own user
 */
export function tokenAuth(token: Revealable): CallbackAuth {
  if (token.reveal() === '') {
    const facts = { setting: 'OPENCTI_TOKEN', reason: 'it is empty, so anybody could call' };
    throw new TransportError('TRANSPORT_INBOX_INVALID', facts);
  }

  return {
    admits: async credential => timingSafeEqual(digest(credential), digest(token.reveal())),
  };
}

/** Digests have one length, which the comparison needs. */
function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}

/**
 * The credential of a request's `Authorization: Bearer …`. Undefined without one, and when the
 * request has several: what stands between may have judged by another one.
 *
 * @param rawHeaders names and values by turns, as node:http gives them
 */
export function bearerOf(rawHeaders: readonly string[]): string | undefined {
  const values = rawHeaders.filter(
    (_, i) => i % 2 === 1 && rawHeaders[i - 1]?.toLowerCase() === 'authorization',
  );
  if (values.length !== 1) return undefined;

  return /^Bearer +([^\s]+)$/i.exec(values[0] ?? '')?.[1];
}
