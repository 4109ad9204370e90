import type { Readable } from 'node:stream';
import { request as send, type Dispatcher } from 'undici';
import { networkFailure } from './network-failure.js';
import { ACCEPT_ENCODING, readBody } from './read-body.js';

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

/**
 * Sends one request and reads its answer to the end. It does not retry, follow redirects or judge
 * the status.
 *
 * @throws HttpError when there is no complete answer; the signal's reason when it aborted
 */
export async function exchange(dispatcher: Dispatcher, request: ExchangeRequest): Promise<Answer> {
  let isAnswered = false;
  try {
    const answer = await send(request.url, {
      dispatcher,
      method: request.method,
      headers: { 'accept-encoding': ACCEPT_ENCODING, ...request.headers },
      body: request.body,
      headersTimeout: request.idleMs,
      bodyTimeout: request.idleMs,
      signal: request.signal,
    });
    isAnswered = true;
    const headers = plainHeaders(answer.headers);
    const hasBody = request.method !== 'HEAD' && ![204, 304].includes(answer.statusCode);
    const body = await readBody(answer.body, {
      maxBytes: request.maxBytes,
      ...(hasBody && { encoding: headers['content-encoding'], length: headers['content-length'] }),
    });

    return { status: answer.statusCode, headers, body };
  } catch (error) {
    if (request.signal.aborted) throw request.signal.reason;
    throw networkFailure(error, { ...request, isAnswered });
  }
}

function plainHeaders(headers: NodeJS.Dict<string | string[]>): Record<string, string> {
  const plain = Object.create(null) as Record<string, string>;
  for (const [name, value] of Object.entries(headers)) {
    if (value !== undefined) plain[name] = Array.isArray(value) ? value.join(', ') : value;
  }

  return plain;
}
