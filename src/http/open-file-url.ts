import { open, type FileHandle } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { HttpError } from '../errors/index.js';
import { bareUrl } from './bare-url.js';
import type { OpenAnswer } from './exchange.js';
import type { Outgoing } from './outgoing.js';
import { networkFailure } from './network-failure.js';
import { unpackBody } from './unpack-body.js';

/**
 * Reads a `file:` URL and answers as a server would: with a length, an `etag` made of size and time
 * of change, and 304 when the request already knows it.
 *
 * @throws HttpError `HTTP_NOT_FOUND`, `HTTP_REFUSED` or `HTTP_URL`; `HTTP_TOO_LARGE` while its
 * bytes are read
 */
export async function openFileUrl(
  { url, method, headers }: Outgoing,
  maxBytes: number,
  signal: AbortSignal,
): Promise<OpenAnswer> {
  if (method !== 'GET') throw new HttpError('HTTP_URL', { reason: `a file has no ${method}` });

  const file = await open(pathOf(url), 'r').catch((error: unknown) => {
    throw unreadable(url, error);
  });
  const known = await describe(file).catch(async (error: unknown) => {
    await file.close();
    throw unreadable(url, error);
  });
  if (known === undefined || isKnown(headers, known)) {
    await file.close();
    if (known === undefined) throw unreadable(url, new Error('it is a folder'));

    return { status: 304, headers: known, chunks: nothing(), close: () => undefined };
  }

  const chunks = contentOf(file, url, maxBytes, signal);
  return { status: 200, headers: known, chunks, close: () => void file.close() };
}

interface KnownFile extends Record<string, string> {
  readonly etag: string;
  readonly 'last-modified': string;
}

async function describe(file: FileHandle): Promise<KnownFile | undefined> {
  const stats = await file.stat();
  if (stats.isDirectory()) return undefined;
  const { size, mtime } = stats;

  return {
    etag: `"${size.toString(36)}-${mtime.getTime().toString(36)}"`,
    'last-modified': mtime.toUTCString(),
    'content-length': String(size),
  };
}

async function* contentOf(
  file: FileHandle,
  url: URL,
  maxBytes: number,
  signal: AbortSignal,
): AsyncGenerator<Buffer, void> {
  try {
    yield* unpackBody(file.createReadStream({ autoClose: false, signal }), { maxBytes });
  } catch (error) {
    if (signal.aborted) throw signal.reason;
    throw networkFailure(error, { url, maxBytes, idleMs: 0, isAnswered: true });
  } finally {
    await file.close();
  }
}

async function* nothing(): AsyncGenerator<Buffer, void> {
  // A file that has not changed has no body.
}

function isKnown(asked: Outgoing['headers'], known: KnownFile): boolean {
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
