import type { MultipartUpload } from './multipart-upload.js';
import type { RequestContext } from './request-context.js';

/** What may be said about one GraphQL request. */
export interface QueryOptions {
  /** On whose behalf and in what place it is carried out. */
  readonly context?: RequestContext;
  /** More headers, for this request alone. */
  readonly headers?: Readonly<Record<string, string>>;
  readonly signal?: AbortSignal;
  /** Tries after the first one. Default 3; 0 for none. */
  readonly retries?: number;
  /**
   * Whether sending it twice does no harm. Default: true for queries, false for mutations. What is
   * not idempotent is tried again only when it surely did not reach OpenCTI.
   */
  readonly isIdempotent?: boolean;
  /** Milliseconds for one try. Default: that of the client, 300,000. */
  readonly timeoutMs?: number;
  /** Most bytes that the answer may hold. Default 100 MB (10^8). */
  readonly maxBytes?: number;
}

/** The GraphQL API of OpenCTI: what the parts of this room need of `PlatformClient`. */
export interface PlatformQueries {
  /**
   * Sends one document and gives the `data` of the answer, which the caller checks.
   *
   * @throws PlatformError
   */
  query<T = unknown>(
    document: string,
    variables?: Readonly<Record<string, unknown>>,
    options?: QueryOptions,
  ): Promise<T>;
}

/** One request with every gap of its options filled. */
export interface PlatformCall {
  readonly document: string;
  readonly variables: Readonly<Record<string, unknown>>;
  /** Name of the operation in the document, for people to read. */
  readonly operation: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly isApplicant: boolean;
  readonly isIdempotent: boolean;
  readonly retries: number;
  readonly timeoutMs: number;
  readonly maxBytes: number;
  readonly signal?: AbortSignal;
  /** The work that the request belongs to. */
  readonly workId?: string;
  /** The file that goes with it. */
  readonly upload?: MultipartUpload;
}

/** The operation's name in a document, else its first field. */
export function operationOf(document: string): string {
  const named = /\b(?:query|mutation|subscription)\s+(\w+)/.exec(document)?.[1];

  return named ?? /\{\s*(?:\w+\s*:\s*)?(\w+)/.exec(document)?.[1] ?? 'a request';
}

/** Whether a document changes something. */
export function isMutation(document: string): boolean {
  return /^[\s,]*mutation\b/.test(document.replace(/^\s*#.*$/gm, ''));
}
