import { X509Certificate, createPrivateKey } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { Secret } from '../../config/index.js';
import { HttpError } from '../../errors/index.js';
import type { HttpAuth } from './http-auth.js';

/** A certificate that says who asks, and the key that goes with it. */
export interface ClientCertificate {
  /** PEM text, or the path of a PEM file; the certificates of its authorities may follow it. */
  readonly certificate: string;
  /** PEM text, or the path of a PEM file. */
  readonly key: Secret | string;
  /** Opens the key. */
  readonly passphrase?: Secret;
}

/** PEM texts, as TLS takes them. */
export interface ClientPem {
  readonly cert: string;
  readonly key: string;
  readonly passphrase?: string;
}

/**
 * Shows a client certificate when connections are made (mutual TLS).
 *
 * ```ts
 * const acme = http.with({
 *   baseUrl: 'https://api.acme.example',
 *   auth: clientCertificate({ certificate: '/etc/acme/client.pem', key: '/etc/acme/client.key' }),
 * });
 * ```
 */
export function clientCertificate(certificate: ClientCertificate): HttpAuth {
  return { certificate };
}

/**
 * Reads a client certificate and its key, and checks that they belong together.
 *
 * @throws HttpError `HTTP_CLIENT_CERTIFICATE`; it shows nothing of either
 */
export function readClientCertificate(given: ClientCertificate): ClientPem {
  const cert = pemOf(given.certificate, 'certificate');
  const key = pemOf(typeof given.key === 'string' ? given.key : given.key.reveal(), 'key');
  const passphrase = given.passphrase?.reveal();
  const pem = { cert, key, ...(passphrase !== undefined && { passphrase }) };
  if (!belongTogether(pem)) throw unusable('certificate and key do not belong together');

  return pem;
}

function belongTogether({ cert, key, passphrase }: ClientPem): boolean {
  try {
    return new X509Certificate(cert).checkPrivateKey(createPrivateKey({ key, passphrase }));
  } catch (error) {
    const { code = 'unknown error' } = error as NodeJS.ErrnoException;
    throw unusable(`certificate or key is damaged, or the passphrase is wrong (${code})`);
  }
}

function pemOf(value: string, what: string): string {
  if (value.trimStart().startsWith('-----BEGIN ')) return value;
  try {
    return readFileSync(value, 'utf8');
  } catch (error) {
    const { code = 'unknown error' } = error as NodeJS.ErrnoException;
    throw unusable(`the file of the ${what} can't be read (${code})`);
  }
}

function unusable(reason: string): HttpError {
  return new HttpError('HTTP_CLIENT_CERTIFICATE', { reason });
}
