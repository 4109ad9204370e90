import { readFileSync } from 'node:fs';
import { createSecureContext } from 'node:tls';
import { TransportError } from '../errors/index.js';
import type { Revealable } from './amqp-options.js';

/** What the callback server proves itself with. */
export interface CallbackTls {
  /** Private key: path of a PEM file, or PEM text. */
  readonly key: Revealable;
  /** Certificate, with those between it and its authority: path of a PEM file, or PEM text. */
  readonly cert: string;
  /** Passphrase of the private key. */
  readonly passphrase?: Revealable;
}

/** The same, read and checked. */
export interface ServerTls {
  readonly key: string;
  readonly cert: string;
  readonly passphrase?: string;
}

/**
 * Reads what the callback server proves itself with.
 *
 * @throws TransportError `TRANSPORT_INBOX_INVALID` when a file can't be read, or holds no key or
 * certificate that fit together
 */
export function callbackTls({ key, cert, passphrase }: CallbackTls): ServerTls {
  const secret = passphrase?.reveal() ?? '';
  const material = {
    key: pem(key.reveal(), 'LISTEN_PROTOCOL_API_SSL_KEY'),
    cert: pem(cert, 'LISTEN_PROTOCOL_API_SSL_CERT'),
    ...(secret !== '' && { passphrase: secret }),
  };
  try {
    createSecureContext(material);
  } catch (cause) {
    const reason = 'key, certificate and passphrase do not fit together, or are no PEM';
    throw invalid('LISTEN_PROTOCOL_API_SSL_*', reason, cause);
  }

  return material;
}

function pem(value: string, setting: string): string {
  if (value.trim() === '') throw invalid(setting, 'it is empty');
  if (value.trimStart().startsWith('-----BEGIN')) return value;
  try {
    return readFileSync(value, 'utf8');
  } catch (cause) {
    const { code = 'unknown error' } = cause as NodeJS.ErrnoException;
    // Without its cause, which quotes what was taken for a path: it may be a key.
    throw invalid(setting, `the file can't be read (${code})`);
  }
}

function invalid(setting: string, reason: string, cause?: unknown): TransportError {
  return new TransportError('TRANSPORT_INBOX_INVALID', { setting, reason }, { cause });
}
