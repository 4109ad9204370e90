import type { Readable } from 'node:stream';
import { request as send, type Dispatcher } from 'undici';
import { networkFailure } from './network-failure.js';
import { gathered } from './gathered.js';
import { ACCEPT_ENCODING, unpackBody } from './unpack-body.js';

/** One request, ready to be sent. */
export interface ExchangeRequest {
  /** `http:` or `https:`, without credentials. */
  readonly url: URL;
  readonly method: string;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  /** A stream is read as fast as the other side takes it, and destroyed when the request ends. */
  readonly body?: string | Uint8Array | Readable;
  /** Milliseconds without a byte after which the answer is given up. */
  readonly idleMs: number;
  /** Most bytes that the answer may hold once it is unpacked. */
  readonly maxBytes: number;
  /** How many bytes may come out for each packed one, once 10 MB are out. Default: any number. */
  readonly maxRatio?: number;
  /** Ends the request, and the reading of its answer too. */
  readonly signal: AbortSignal;
}

/** What came back, whatever its status. */
export interface Answer {
  readonly status: number;
  /** Names in lower case; a header that came twice is joined with a comma. */
  readonly headers: Readonly<Record<string, string>>;
  /** Complete and unpacked. */
  readonly body: Buffer;
}

/** An answer whose body is still on its way. Read it to its end, stop in the middle, or close it. */
export interface OpenAnswer extends Omit<Answer, 'body'> {
  /** The body, unpacked, once; an HttpError in the middle when it breaks off. */
  readonly chunks: AsyncIterable<Buffer>;
  /** Lets go of a body that nobody will read. */
  close(this: void): void;
}

/**
 * Sends one request and reads its answer to the end. It does not retry, follow redirects or judge
 * the status.
 *
 * @throws HttpError when there is no complete answer; the signal's reason when it aborted
 */
export async function exchange(dispatcher: Dispatcher, request: ExchangeRequest): Promise<Answer> {
  const { status, headers, chunks } = await openExchange(dispatcher, request);

  return { status, headers, body: await gathered(chunks) };
}

/**
 * Sends one request and gives its answer as soon as it begins.
 *
 * @throws HttpError when there is no answer; the signal's reason when it aborted
 */
export async function openExchange(
  dispatcher: Dispatcher,
  request: ExchangeRequest,
): Promise<OpenAnswer> {
  try {
    const { statusCode, headers, body } = await send(request.url, {
      dispatcher,
      method: request.method,
      headers: { 'accept-encoding': ACCEPT_ENCODING, ...request.headers },
      body: request.body,
      headersTimeout: request.idleMs,
      bodyTimeout: request.idleMs,
      signal: request.signal,
    });
    // A body that is left alone reports that as an error, which nobody waits for.
    body.on('error', () => undefined);
    const answer = { status: statusCode, headers: plainHeaders(headers) };

    return { ...answer, chunks: bodyOf(answer, body, request), close: () => body.destroy() };
  } catch (error) {
    throw failureOf(error, request, false);
  }
}

async function* bodyOf(
  { status, headers }: Omit<Answer, 'body'>,
  body: Readable,
  request: ExchangeRequest,
): AsyncGenerator<Buffer, void> {
  const { maxBytes, maxRatio } = request;
  const hasBody = request.method !== 'HEAD' && ![204, 304].includes(status);
  try {
    yield* unpackBody(body, {
      maxBytes,
      maxRatio,
      ...(hasBody && { encoding: headers['content-encoding'], length: headers['content-length'] }),
    });
  } catch (error) {
    throw failureOf(error, request, true);
  }
}

function failureOf(error: unknown, request: ExchangeRequest, isAnswered: boolean): unknown {
  if (request.signal.aborted) return request.signal.reason;

  return networkFailure(error, { ...request, isAnswered });
}

function plainHeaders(headers: NodeJS.Dict<string | string[]>): Record<string, string> {
  const plain = Object.create(null) as Record<string, string>;
  for (const [name, value] of Object.entries(headers)) {
    if (value !== undefined) plain[name] = Array.isArray(value) ? value.join(', ') : value;
  }

  return plain;
}
