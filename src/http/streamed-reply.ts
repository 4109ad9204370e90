import { HttpBody } from './body/http-body.js';
import type { BodySource } from './body/body-source.js';
import type { OpenAnswer } from './exchange.js';
import { charsetOf, dateOf, versionOf, type ReplyVersion } from './reply-version.js';

/**
 * A reply of a source that has only begun: its status and headers are there, its body is read as it
 * arrives.
 *
 * ```ts
 * const reply = await this.http.stream(this.config.csvUrl, { ...from?.version });
 * if (reply.unchanged) return;
 * for await (const row of reply.csv()) …
 * ```
 */
export class StreamedReply extends HttpBody {
  /** 200 to 299, 304, or one that `allow` of the options names. */
  readonly status: number;
  /** Names in lower case; a header that came twice is joined with a comma. */
  readonly headers: Readonly<Record<string, string>>;
  /** Where it came from, redirects followed; without credentials, query and fragment. */
  readonly url: string;
  /** True when the source still has what `etag` or `lastModified` of the options name. */
  readonly unchanged: boolean;

  /** @internal */
  constructor(
    { status, headers, chunks, close }: OpenAnswer,
    rest: Pick<BodySource, 'url' | 'log' | 'limits' | 'close'>,
  ) {
    super({
      ...rest,
      charset: charsetOf(headers),
      isRepeatable: false,
      read: () => chunks,
      close: async () => {
        close();
        await rest.close();
      },
    });
    this.status = status;
    this.headers = headers;
    this.url = rest.url;
    this.unchanged = status === 304;
  }

  /** `etag` and `lastModified`, as far as they are there; for the bookmark and the next request. */
  get version(): ReplyVersion {
    return versionOf(this.headers);
  }

  /** What the clock of the source showed. */
  get date(): Date | undefined {
    return dateOf(this.headers);
  }
}
