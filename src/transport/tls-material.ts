import { readFileSync } from 'node:fs';
import { createSecureContext, rootCertificates, type ConnectionOptions } from 'node:tls';
import { TransportError } from '../errors/index.js';
import type { BrokerCoordinates, Revealable } from './amqp-options.js';

/**
 * Reads what a TLS connection to the broker needs. Files are read anew at every call, so renewed
 * certificates are taken up at the next connection.
 *
 * @throws TransportError `TRANSPORT_BROKER_INVALID` when a file can't be read or is no PEM
 */
export function tlsMaterial(broker: BrokerCoordinates): ConnectionOptions {
  if (!broker.useSsl) return {};
  const ca = pem(broker.ca, 'MQ_USE_SSL_CA');
  const cert = pem(broker.cert, 'MQ_USE_SSL_CERT');
  const key = pem(broker.key, 'MQ_USE_SSL_KEY');
  const passphrase = plain(broker.passphrase);
  const material = {
    ...(ca !== undefined && { ca: [...rootCertificates, ca] }),
    ...(cert !== undefined && { cert }),
    ...(key !== undefined && { key }),
    ...(passphrase !== undefined && { passphrase }),
  };
  try {
    createSecureContext(material);
  } catch (cause) {
    throw invalid('MQ_USE_SSL_*', 'the PEM text or the passphrase is wrong', cause);
  }

  return { ...material, rejectUnauthorized: broker.rejectUnauthorized ?? true };
}

function pem(value: string | Revealable | undefined, setting: string): string | undefined {
  const text = plain(value);
  if (text === undefined || text.trimStart().startsWith('-----BEGIN')) return text;
  try {
    return readFileSync(text, 'utf8');
  } catch (cause) {
    const { code = 'unknown error' } = cause as NodeJS.ErrnoException;
    // Without its cause, which quotes what was taken for a path: it may be a key.
    throw invalid(setting, `the file can't be read (${code})`);
  }
}

/** A setting that is empty is not set. */
function plain(value: string | Revealable | undefined): string | undefined {
  const text = typeof value === 'object' ? value.reveal() : value;

  return text === '' ? undefined : text;
}

function invalid(setting: string, reason: string, cause?: unknown): TransportError {
  return new TransportError('TRANSPORT_BROKER_INVALID', { setting, reason }, { cause });
}
