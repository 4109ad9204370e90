/** A body in a recording: as text, as a JSON value, in base64, or in a file beside the recording. */
export type RecordedBody =
  | { readonly text: string }
  | { readonly json: unknown }
  | { readonly base64: string }
  | { readonly file: string };

/** A request and its answer, as they are kept: one file each, free of secrets. */
export interface RecordedExchange {
  readonly request: {
    readonly method: string;
    /** Values of parameters that are secrets read `[secret]`. */
    readonly url: string;
    /** SHA-256 of the body without its secrets; left out when there is none. */
    readonly bodySha256?: string;
  };
  readonly response: {
    readonly status: number;
    /** Names in lower case. */
    readonly headers: Readonly<Record<string, string>>;
    /** Unpacked. Left out when it is empty. */
    readonly body?: RecordedBody;
    /** True when the reader stopped, or the connection broke, before the end of the body. */
    readonly isCut?: boolean;
  };
}
