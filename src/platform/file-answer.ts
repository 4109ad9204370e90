import type { Readable } from 'node:stream';
import { request, type Dispatcher } from 'undici';
import { networkFailure } from '../http/index.js';
import type { Clock } from '../injection/index.js';
import { fileFailure, type AskedFile } from './file-failure.js';
import type { Addressee } from './refusal.js';
import { unreachable } from './unreachable.js';

/** How OpenCTI is reached, for files. */
export interface FileRoute {
  readonly dispatcher: Dispatcher;
  readonly addressee: Addressee;
  /** Milliseconds without a byte after which an answer is given up. */
  readonly idleMs: number;
  readonly clock: Clock;
}

/** One request for the bytes of a file. */
export interface FileRequest extends AskedFile {
  /** Below the base URL, encoded. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  /** Names the version that the bytes before `from` are of. Without it the whole file is asked for. */
  readonly validator?: string;
  readonly signal?: AbortSignal;
}

/** An answer that holds a file, or the rest of one. */
export interface FileAnswer {
  /** 200 for all of it, 206 for a part. */
  readonly status: number;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  /** Its bytes as they come. */
  readonly chunks: AsyncIterable<Buffer>;
  /** Ends the answer; to be called whether it was read or not. */
  discard(): void;
}

/** More of what is said about an error is not read. */
const MAX_EXPLANATION = 4_096;

/**
 * Asks for a stored file, and judges the head of the answer.
 *
 * @throws PlatformError see {@link fileFailure}; `PLATFORM_UNREACHABLE` or `PLATFORM_CERTIFICATE`
 * when there is no answer
 * @throws the signal's reason when it aborted
 */
export async function askForFile(route: FileRoute, asked: FileRequest): Promise<FileAnswer> {
  const { from, validator, signal } = asked;
  const answer = await request(route.addressee.url + asked.path, {
    dispatcher: route.dispatcher,
    headers: {
      ...asked.headers,
      accept: '*/*',
      // Packed bytes could not be asked for from the middle.
      'accept-encoding': 'identity',
      ...(from > 0 && validator && { range: `bytes=${from}-`, 'if-range': validator }),
    },
    headersTimeout: route.idleMs,
    bodyTimeout: route.idleMs,
    signal,
  }).catch((error: unknown) => {
    throw broken(error, route, asked, false);
  });
  const { statusCode: status, body } = answer;
  // A body that is left alone reports that as an error, which nobody waits for.
  body.on('error', () => undefined);
  const headers = plainHeaders(answer.headers);
  const explanation = status < 300 ? '' : await beginningOf(body);
  const head = { status, headers, explanation };
  const failure = fileFailure(head, asked, route.addressee, route.clock.now());
  if (failure) {
    body.destroy();
    throw failure;
  }

  return {
    status,
    headers,
    chunks: chunksOf(body, route, asked),
    discard: () => void body.destroy(),
  };
}

async function* chunksOf(
  body: Readable,
  route: FileRoute,
  asked: FileRequest,
): AsyncGenerator<Buffer> {
  try {
    for await (const chunk of body as AsyncIterable<Buffer>) yield chunk;
  } catch (error) {
    throw broken(error, route, asked, true);
  }
}

async function beginningOf(body: Readable): Promise<string> {
  let text = '';
  try {
    for await (const chunk of body as AsyncIterable<Buffer>) {
      text += chunk.toString('utf8');
      if (text.length >= MAX_EXPLANATION) break;
    }
  } catch {
    // What could be read of it has to do.
  }

  return text.slice(0, MAX_EXPLANATION);
}

function broken(
  error: unknown,
  { addressee: { url }, idleMs }: FileRoute,
  { file, signal }: FileRequest,
  isAnswered: boolean,
): unknown {
  if (signal?.aborted) return signal.reason;
  const maxBytes = Infinity;
  const failure = networkFailure(error, { url: new URL(url), maxBytes, idleMs, isAnswered });

  return unreachable(failure, { operation: `the download of "${file}"`, maxBytes }, url);
}

function plainHeaders(headers: NodeJS.Dict<string | string[]>): Record<string, string> {
  const plain = Object.create(null) as Record<string, string>;
  for (const [name, value] of Object.entries(headers)) {
    if (value !== undefined) plain[name] = Array.isArray(value) ? value.join(', ') : value;
  }

  return plain;
}
