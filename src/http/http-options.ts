/** Values of a query string. `undefined` leaves the name out; a list repeats it. */
export type QueryValue = string | number | boolean | undefined;

/** How long each part of a request may take, in milliseconds. */
export interface HttpTimeouts {
  /** Until the connection stands. Default 10,000. */
  readonly connectMs?: number;
  /** Without a single byte, before the answer begins or inside it. Default 30,000. */
  readonly idleMs?: number;
  /**
   * From the first byte sent to the last byte read, tries and pauses included; of a stream, to its
   * first byte. Waiting for a rate limit or a free slot does not count. Default 300,000.
   */
  readonly totalMs?: number;
}

/** What may be said about one request. */
export interface HttpOptions {
  /** Default `GET`. */
  readonly method?: string;
  /** Added to `user-agent` and `accept`, which they may replace. */
  readonly headers?: Readonly<Record<string, string>>;
  /** Added to the query of the URL, encoded. */
  readonly query?: Readonly<Record<string, QueryValue | readonly QueryValue[]>>;
  /** Text and bytes are sent as they are; anything else as JSON, with its content type. */
  readonly body?: string | Uint8Array | object;
  readonly timeout?: HttpTimeouts;
  /**
   * Most bytes that the answer may hold once it is unpacked. Default 100 MB (10^8) for a request,
   * 10 GB (10^10) for a stream.
   */
  readonly maxBytes?: number;
  /**
   * How many bytes may come out of the compression for each that goes in, once 10 MB are out.
   * Default: any number for a request, 250 for a stream.
   */
  readonly maxRatio?: number;
  /** Tries after the first one. Default 3; 0 for none. */
  readonly retries?: number;
  /**
   * Statuses that say "later" at this source, such as 403 where it means that a limit is passed.
   * They are tried again, as 408, 425, 429 and 5xx are everywhere.
   */
  readonly retryOn?: readonly number[];
  /**
   * Statuses that are an answer at this source and no failure, such as 404 where it means that
   * nothing is known.
   */
  readonly allow?: readonly number[];
  /**
   * Whether sending it twice does no harm. Default: true for every method but `POST` and `PATCH`.
   * What is not idempotent is tried again only when it surely was not carried out.
   */
  readonly isIdempotent?: boolean;
  /** `etag` of an earlier reply: the reply is `unchanged` when the source still has that one. */
  readonly etag?: string;
  /** `lastModified` of an earlier reply, for sources without an `etag`. */
  readonly lastModified?: string;
}

/** What may be said about a request whose reply is streamed. */
export interface StreamOptions extends HttpOptions {
  /** Ends the request, and the reading of its reply, with its reason. */
  readonly signal?: AbortSignal;
}

/** The options with every gap filled. */
export interface HttpLimits {
  readonly connectMs: number;
  readonly idleMs: number;
  readonly totalMs: number;
  readonly maxBytes: number;
  readonly maxRatio?: number;
  readonly retries: number;
  readonly isIdempotent: boolean;
  readonly retryOn: readonly number[];
  readonly allow: readonly number[];
}

const UNSAFE_TWICE: ReadonlySet<string> = new Set(['POST', 'PATCH']);

/** Fills the gaps of the options. */
export function limitsOf(options: HttpOptions): HttpLimits {
  const { timeout = {}, maxBytes = 100_000_000, maxRatio, retries = 3 } = options;
  const method = methodOf(options);

  return {
    connectMs: timeout.connectMs ?? 10_000,
    idleMs: timeout.idleMs ?? 30_000,
    totalMs: timeout.totalMs ?? 300_000,
    maxBytes,
    maxRatio,
    retries,
    retryOn: options.retryOn ?? [],
    allow: options.allow ?? [],
    isIdempotent: options.isIdempotent ?? !UNSAFE_TWICE.has(method),
  };
}

/** The method, as it goes onto the wire. */
export function methodOf(options: HttpOptions): string {
  return (options.method ?? 'GET').toUpperCase();
}
