import { open } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { HttpError } from '../errors/index.js';
import { bareUrl } from './bare-url.js';
import type { Answer } from './exchange.js';
import type { Outgoing } from './outgoing.js';
import { networkFailure } from './network-failure.js';
import { readBody } from './read-body.js';

/**
 * Reads a `file:` URL and answers as a server would: with a length, an `etag` made of size and time
 * of change, and 304 when the request already knows it.
 *
 * @throws HttpError `HTTP_NOT_FOUND`, `HTTP_REFUSED`, `HTTP_TOO_LARGE` or `HTTP_URL`
 */
export async function readFileUrl(
  { url, method, headers }: Outgoing,
  maxBytes: number,
  signal: AbortSignal,
): Promise<Answer> {
  if (method !== 'GET') throw new HttpError('HTTP_URL', { reason: `a file has no ${method}` });

  const file = await open(pathOf(url), 'r').catch((error: unknown) => {
    throw unreadable(url, error);
  });
  try {
    const { size, mtime } = await file.stat();
    const etag = `"${size.toString(36)}-${mtime.getTime().toString(36)}"`;
    const known = { etag, 'last-modified': mtime.toUTCString(), 'content-length': String(size) };
    if (isKnown(headers, known)) return { status: 304, headers: known, body: Buffer.alloc(0) };

    const stream = file.createReadStream({ autoClose: false, signal });
    const body = await readBody(stream, { maxBytes }).catch((error: unknown) => {
      if (signal.aborted) throw signal.reason;
      const isDirectory = (error as NodeJS.ErrnoException).code === 'EISDIR';
      throw isDirectory
        ? unreadable(url, error)
        : networkFailure(error, { url, maxBytes, idleMs: 0, isAnswered: true });
    });

    return { status: 200, headers: known, body };
  } finally {
    await file.close();
  }
}

function isKnown(
  asked: Outgoing['headers'],
  known: { etag: string; 'last-modified': string },
): boolean {
  const etag = asked['if-none-match'];
  if (etag !== undefined) return etag === known.etag;

  return asked['if-modified-since'] === known['last-modified'];
}

function pathOf(url: URL): string {
  try {
    return fileURLToPath(url);
  } catch {
    throw new HttpError('HTTP_URL', { reason: 'it is not the URL of a local file' });
  }
}

function unreadable(url: URL, error: unknown): HttpError {
  const isForbidden = ['EACCES', 'EPERM'].includes((error as NodeJS.ErrnoException).code ?? '');
  const facts = { url: bareUrl(url), status: isForbidden ? 403 : 404 };

  return new HttpError(isForbidden ? 'HTTP_REFUSED' : 'HTTP_NOT_FOUND', facts, { cause: error });
}
