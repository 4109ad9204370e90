import { bareUrl } from './bare-url.js';
import type { Answer } from './exchange.js';
import { parseJson } from './parse-json.js';
import { charsetOf, dateOf, versionOf, type ReplyVersion } from './reply-version.js';

/** A complete reply of a source, with a status that says success. */
export class HttpReply {
  /** 200 to 299, 304, or one that `allow` of the options names. */
  readonly status: number;
  /** Names in lower case; a header that came twice is joined with a comma. */
  readonly headers: Readonly<Record<string, string>>;
  /** Where it came from, redirects followed; without credentials, query and fragment. */
  readonly url: string;
  /** True when the source still has what `etag` or `lastModified` of the options name. */
  readonly unchanged: boolean;
  private readonly body: Buffer;

  /** @internal */
  constructor(url: URL, answer: Answer) {
    this.status = answer.status;
    this.headers = answer.headers;
    this.url = bareUrl(url);
    this.unchanged = answer.status === 304;
    this.body = answer.body;
  }

  /** Names this version of what was read; keep it in the bookmark for the next request. */
  get etag(): string | undefined {
    return this.headers['etag'];
  }

  /** When it last changed, in the words of the source. */
  get lastModified(): string | undefined {
    return this.headers['last-modified'];
  }

  /** `etag` and `lastModified`, as far as they are there. */
  get version(): ReplyVersion {
    return versionOf(this.headers);
  }

  /**
   * What the clock of the source showed. Ask for what is new since then rather than since the
   * moment on this machine: no two clocks agree.
   */
  get date(): Date | undefined {
    return dateOf(this.headers);
  }

  /** The body as it is. */
  bytes(): Uint8Array {
    return this.body;
  }

  /** The body as text, in the charset that the source names, else UTF-8. */
  text(): string {
    return new TextDecoder(charsetOf(this.headers)).decode(this.body);
  }

  /**
   * The body as parsed JSON. What it holds is not checked.
   *
   * @throws HttpError `HTTP_NOT_JSON`
   */
  json<T = unknown>(): T {
    return parseJson(this.text(), this.url) as T;
  }
}
