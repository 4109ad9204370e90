import { X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { rootCertificates } from 'node:tls';
import { HttpError } from '../errors/index.js';

const ONE_CERTIFICATE = /-----BEGIN CERTIFICATE-----[\s\S]+?-----END CERTIFICATE-----/g;

/**
 * Reads CA certificates given as PEM text or as the path of a PEM file.
 *
 * @param value the setting's value; it is never shown, only `where` is
 * @param where name of the setting, for the error
 * @throws HttpError `HTTP_CA_UNREADABLE` when there is no file, or no certificate in it
 */
export function readCertificates(value: string, where: string): string {
  const isInline = value.trimStart().startsWith('-----BEGIN ');
  const text = isInline ? value : readFile(value, where);
  const certificates = text.match(ONE_CERTIFICATE) ?? [];
  if (certificates.length === 0) throw unreadable(where, 'it holds no PEM certificate');
  try {
    // TLS itself leaves out what it can't read, and then trusts less than it was told to.
    for (const certificate of certificates) new X509Certificate(certificate);
  } catch (error) {
    throw unreadable(where, 'a certificate in it is damaged', error);
  }

  return certificates.join('\n');
}

/** The authorities that Node trusts by itself, and one more. */
export function besideRoots(pem: string): string[] {
  return [...rootCertificates, pem];
}

function readFile(path: string, where: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    const { code = 'unknown error' } = error as NodeJS.ErrnoException;
    throw unreadable(where, `the file can't be read (${code})`, error);
  }
}

function unreadable(where: string, reason: string, cause?: unknown): HttpError {
  return new HttpError('HTTP_CA_UNREADABLE', { where, reason }, { cause });
}
