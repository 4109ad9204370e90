/** What a scripted source answers. */
export interface SourceReply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Uint8Array;
  /** Whether the connection breaks in the middle of the body. */
  readonly isCut: boolean;
}

/** What a reply may have beside its body. */
export interface SourceReplyOptions {
  /** Default 200. */
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Replies of a scripted source. */
export const reply = {
  /** A value as JSON. */
  json: (value: unknown, options?: SourceReplyOptions): SourceReply =>
    replyOf(JSON.stringify(value), 'application/json', options),

  /** A text as it is; `text/plain` unless the headers say otherwise. */
  text: (text: string, options?: SourceReplyOptions): SourceReply =>
    replyOf(text, 'text/plain; charset=utf-8', options),

  /** Bytes as they are. */
  bytes: (bytes: Uint8Array, options?: SourceReplyOptions): SourceReply =>
    replyOf(bytes, 'application/octet-stream', options),

  /** A status and nothing else. */
  status: (status: number, headers?: Readonly<Record<string, string>>): SourceReply =>
    replyOf('', 'text/plain', { status, ...(headers && { headers }) }),

  /** A body that breaks off: more is announced than comes. */
  cut: (text: string): SourceReply => {
    const length = String(Buffer.byteLength(text) + 1_000);

    return {
      ...replyOf(text, 'application/json', { headers: { 'content-length': length } }),
      isCut: true,
    };
  },
} as const;

function replyOf(
  body: string | Uint8Array,
  type: string,
  { status = 200, headers = {} }: SourceReplyOptions = {},
): SourceReply {
  return { status, headers: { 'content-type': type, ...headers }, body, isCut: false };
}
