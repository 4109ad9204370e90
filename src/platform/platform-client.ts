import type { Dispatcher } from 'undici';
import { HttpError, PlatformError } from '../errors/index.js';
import {
  exchange,
  networkOptions,
  openDispatcher,
  withDeadline,
  withRetries,
} from '../http/index.js';
import type { Secret } from '../config/index.js';
import type { Clock, Logger } from '../injection/index.js';
import { answerFailure } from './answer-failure.js';
import { checkedHeader, parseCustomHeaders } from './custom-headers.js';
import { readFaults } from './graphql-faults.js';
import { MultipartUpload } from './multipart-upload.js';
import type { OutgoingFile } from './outgoing-file.js';
import { isMutation, operationOf, type PlatformCall, type QueryOptions } from './platform-call.js';
import type { PlatformConnection } from './platform-connection.js';
import type { PlatformOptions } from './platform-options.js';
import { platformPauseMs } from './platform-pause.js';
import { platformUrl } from './platform-url.js';
import { refusal, type Addressee } from './refusal.js';
import { contextHeaders } from './request-context.js';
import { StoredFile, type ReadFileOptions } from './stored-file.js';
import { LiveStream } from './stream/live-stream.js';
import type { LiveStreamOptions } from './stream/live-stream-options.js';
import { unreachable, uploadCut } from './unreachable.js';

const DEFAULT_TIMEOUT_MS = 300_000;
/** As long as OpenCTI itself waits for one: `app:request_timeout`. */
const DEFAULT_UPLOAD_MS = 1_200_000;
const DEFAULT_MAX_BYTES = 100_000_000;
const DEFAULT_RETRIES = 3;

/**
 * The GraphQL API and the files of one OpenCTI, with one token. It holds connections and nothing else: what a
 * request is about (applicant, draft, work) goes with the request.
 */
export class PlatformClient implements PlatformConnection {
  /** Base URL of OpenCTI, without a slash at its end. */
  readonly url: string;
  private readonly addressee: Addressee;
  private readonly headers: Readonly<Record<string, string>>;
  private readonly secrets: readonly string[];
  private readonly dispatcher: Dispatcher;

  /**
   * @throws PlatformError `PLATFORM_URL` or `PLATFORM_HEADER`
   * @throws HttpError `HTTP_CA_UNREADABLE` or `HTTP_PROXY_INVALID`
   */
  constructor(
    private readonly options: PlatformOptions,
    private readonly clock: Clock,
    private readonly log: Logger,
  ) {
    const token = options.token.reveal();
    const custom = parseCustomHeaders(options.customHeaders);
    for (const position of custom.unreadable) log.warn('custom header ignored', { position });

    this.url = platformUrl(options.url);
    this.addressee = { url: this.url, characters: token.length };
    this.headers = {
      'user-agent': options.userAgent,
      authorization: checkedHeader('authorization', `Bearer ${token}`),
      accept: 'application/json',
      ...custom.headers,
    };
    this.secrets = [token, ...Object.values(custom.headers)].filter(({ length }) => length >= 6);
    this.dispatcher = openDispatcher({
      ...(options.network && networkOptions(options.network)),
      verify: options.sslVerify ?? true,
    });
  }

  /**
   * Sends one document and gives the `data` of the answer. What may succeed later is sent again.
   *
   * @throws PlatformError `PLATFORM_UNREACHABLE`, `PLATFORM_CERTIFICATE`, `PLATFORM_TIMEOUT`,
   * `PLATFORM_UNAVAILABLE`, `PLATFORM_NOT_OPENCTI`, `PLATFORM_TOKEN_REFUSED`, `PLATFORM_FORBIDDEN`,
   * `PLATFORM_WORK_NOT_ALIVE`, `PLATFORM_REFUSED` or `PLATFORM_ANSWER`
   * @throws the signal's reason when the caller aborted it
   */
  async query<T = unknown>(
    document: string,
    variables: Readonly<Record<string, unknown>> = {},
    options: QueryOptions = {},
  ): Promise<T> {
    return this.carryOut<T>(this.callOf(document, variables, options));
  }

  /**
   * Sends a document and a file. It is sent again only if nothing of the file had been read, unless
   * the file is a text or bytes, which can be read twice.
   *
   * @throws PlatformError what {@link PlatformClient.query} throws; `PLATFORM_UPLOAD_CUT` when the file may have
   * arrived in part; `PLATFORM_FILE_NAME` or `PLATFORM_FILE_CONTENT` for what can't be sent
   * @throws what `file.content` throws, as it is; OpenCTI then gets no complete file
   * @see https://github.com/jaydenseric/graphql-multipart-request-spec
   */
  async upload<T = unknown>(
    document: string,
    variables: Readonly<Record<string, unknown>>,
    file: OutgoingFile,
    options: QueryOptions = {},
  ): Promise<T> {
    const upload = new MultipartUpload(file);
    const timeoutMs = options.timeoutMs ?? this.options.timeoutMs ?? DEFAULT_UPLOAD_MS;
    const call = this.callOf(document, { ...variables, file: null }, { ...options, timeoutMs });

    return this.carryOut<T>({ ...call, upload });
  }

  /** The bytes of a stored file, pulled; a broken connection is taken up where it broke. */
  download(file: string, options: ReadFileOptions = {}): AsyncIterable<Buffer> {
    const { dispatcher, addressee, headers, clock } = this;
    const idleMs = this.options.timeoutMs ?? DEFAULT_TIMEOUT_MS;
    const random = this.options.random ?? Math.random;

    return new StoredFile({ dispatcher, addressee, headers, clock, idleMs, random }, file, options);
  }

  /** A live stream, with a connection of its own while it is read. */
  liveStream(options: LiveStreamOptions = {}): LiveStream {
    const { dispatcher, url, headers, clock } = this;
    const random = this.options.random ?? Math.random;

    return new LiveStream({ dispatcher, url, headers, clock, random }, this.log, options);
  }

  /** A client for the same OpenCTI with another token, and connections of its own to close. */
  withToken(token: Secret): PlatformClient {
    return new PlatformClient({ ...this.options, token }, this.clock, this.log);
  }

  /** Closes every connection; requests in flight fail. */
  async close(): Promise<void> {
    await this.dispatcher.destroy();
  }

  private callOf(
    document: string,
    variables: Readonly<Record<string, unknown>>,
    options: QueryOptions,
  ): PlatformCall {
    return {
      document,
      variables,
      operation: operationOf(document),
      headers: { ...this.headers, ...contextHeaders(options.context), ...options.headers },
      isApplicant: options.context?.applicantId !== undefined,
      isIdempotent: options.isIdempotent ?? !isMutation(document),
      retries: options.retries ?? DEFAULT_RETRIES,
      timeoutMs: options.timeoutMs ?? this.options.timeoutMs ?? DEFAULT_TIMEOUT_MS,
      maxBytes: options.maxBytes ?? DEFAULT_MAX_BYTES,
      signal: options.signal,
      workId: options.context?.workId,
    };
  }

  private async carryOut<T>(call: PlatformCall): Promise<T> {
    const random = this.options.random ?? Math.random;

    return withRetries(() => this.send<T>(call), {
      clock: this.clock,
      signal: call.signal,
      pauseMs: (error, attempt) => {
        if (call.upload?.isTouched) return undefined;
        const ms = platformPauseMs(error, attempt, call, random);
        if (ms !== undefined) this.logRetry(error, call, attempt, ms);
        return ms;
      },
    });
  }

  private async send<T>(call: PlatformCall): Promise<T> {
    const { operation, timeoutMs: ms, signal } = call;
    const { url } = this;

    return withDeadline(inner => this.ask<T>(call, inner), {
      clock: this.clock,
      ms,
      signal,
      expired: () => new PlatformError('PLATFORM_TIMEOUT', { url, operation, limitMs: ms }),
    });
  }

  private async ask<T>(call: PlatformCall, signal: AbortSignal): Promise<T> {
    const answer = readJson<T>(await this.post(call, signal), call);
    const faults = readFaults(answer.errors, this.secrets);
    if (faults.length > 0) throw refusal(faults, call, this.addressee);
    if (answer.data === undefined || answer.data === null) throw unreadable(call, 'no data');
    if (call.upload && !call.upload.isSent) {
      const reason = 'it answered before it had the whole file';
      throw uploadCut(call.upload, call.operation, this.url, reason);
    }

    return answer.data;
  }

  /** Sends a document with its variables, and hands back only what can be read as GraphQL. */
  private async post(call: PlatformCall, signal: AbortSignal): Promise<Buffer> {
    const { document, variables } = call;
    const text = JSON.stringify({ query: document, variables });
    const { upload } = call;
    const answer = await exchange(this.dispatcher, {
      url: new URL(`${this.url}/graphql`),
      method: 'POST',
      headers: { ...call.headers, 'content-type': upload?.contentType ?? 'application/json' },
      body: upload ? upload.open(text) : text,
      // OpenCTI sends nothing while it works, so only the time of the whole try counts.
      idleMs: call.timeoutMs,
      maxBytes: call.maxBytes,
      signal,
    }).catch((error: unknown) => {
      if (upload?.failure) throw upload.failure.error;
      throw error instanceof HttpError ? unreachable(error, call, this.url) : error;
    });
    const failure = answerFailure(answer, call, this.addressee, this.clock.now());
    if (failure) throw failure;

    return answer.body;
  }

  private logRetry(error: unknown, call: PlatformCall, attempt: number, inMs: number): void {
    const { code, message } = error as PlatformError;
    const { operation } = call;
    this.log.debug('request to OpenCTI failed, trying again', {
      operation,
      code,
      reason: message,
      attempt,
      inMs,
    });
  }
}

/** @see https://spec.graphql.org/October2021/#sec-Response-Format */
interface GraphqlAnswer<T> {
  readonly data?: T | null;
  readonly errors?: readonly unknown[] | null;
}

function readJson<T>(body: Buffer, call: PlatformCall): GraphqlAnswer<T> {
  let answer: GraphqlAnswer<T>;
  try {
    answer = JSON.parse(body.toString('utf8')) as GraphqlAnswer<T>;
  } catch {
    // What the parser throws quotes the answer, so it is not kept as a cause.
    throw unreadable(call, 'no JSON');
  }
  const { data, errors } = answer;
  const isMap = data == null || (typeof data === 'object' && !Array.isArray(data));
  if (!isMap || (errors != null && !Array.isArray(errors)))
    throw unreadable(call, 'no GraphQL answer');

  return answer;
}

function unreadable({ operation }: PlatformCall, got: string): PlatformError {
  return new PlatformError('PLATFORM_ANSWER', { operation, path: '', expected: 'data', got });
}
