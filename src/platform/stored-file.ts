import { createHash, type Hash } from 'node:crypto';
import { PlatformError, type ConnectorError } from '../errors/index.js';
import { askForFile, type FileAnswer, type FileRoute } from './file-answer.js';
import { cutText } from './cut-text.js';
import { platformPauseMs } from './platform-pause.js';
import { contextHeaders, type RequestContext } from './request-context.js';
import { skipPrefix } from './skip-prefix.js';
import { storedPath } from './stored-path.js';

/** What may be said about reading one file. */
export interface ReadFileOptions {
  /** On whose behalf and in what place it is read. */
  readonly context?: RequestContext;
  readonly signal?: AbortSignal;
  /** Most bytes that it may hold. Default: any number. */
  readonly maxBytes?: number;
  /** Tries after one that failed, counted anew whenever bytes have come. Default 3. */
  readonly retries?: number;
}

/** How OpenCTI is reached, and by whom. */
export interface StoredFileSource extends FileRoute {
  /** Name the client, and carry its token. */
  readonly headers: Readonly<Record<string, string>>;
  /** Gives a number from 0 to 1, to spread the pauses between tries. */
  readonly random: () => number;
}

const DEFAULT_RETRIES = 3;
const MAX_SHOWN = 200;

/** What ends a reading that had begun, as far as it is nobody's decision. */
const LOST: ReadonlySet<string> = new Set([
  'PLATFORM_UNREACHABLE',
  'PLATFORM_UNAVAILABLE',
  'PLATFORM_TIMEOUT',
]);

/**
 * A file of OpenCTI's storage, read as its consumer takes it. A connection that breaks does not
 * end the reading: it goes on where it stopped, by `Range` where the server knows it. Where it does
 * not, the file is sent from its beginning; then what is there already is skipped, and compared by
 * its SHA-256, so that two versions never end up in one file.
 */
export class StoredFile implements AsyncIterable<Buffer> {
  constructor(
    private readonly source: StoredFileSource,
    private readonly file: string,
    private readonly options: ReadFileOptions = {},
  ) {}

  /**
   * @throws PlatformError `PLATFORM_FILE_NAME`, `PLATFORM_FILE_MISSING`, `PLATFORM_FILE_TOO_LARGE`,
   * `PLATFORM_FILE_CUT`, and what {@link PlatformClient.query} throws
   * @throws the signal's reason when it aborted
   */
  [Symbol.asyncIterator](): AsyncGenerator<Buffer> {
    return new Reading(this.source, storedPath(this.file), shown(this.file), this.options).run();
  }
}

/** One reading of one file. */
class Reading {
  private readonly digest: Hash = createHash('sha256');
  private bytes = 0;
  private length: number | undefined;
  private validator: string | undefined;

  constructor(
    private readonly source: StoredFileSource,
    private readonly path: string,
    private readonly file: string,
    private readonly options: ReadFileOptions,
  ) {}

  async *run(): AsyncGenerator<Buffer> {
    let attempt = 0;
    for (;;) {
      const before = this.bytes;
      try {
        yield* this.rest();
        return;
      } catch (error) {
        attempt = this.bytes > before ? 1 : attempt + 1;
        await this.pause(error, attempt);
      }
    }
  }

  /** What is not there yet. */
  private async *rest(): AsyncGenerator<Buffer> {
    if (this.bytes > 0 && this.bytes === this.length) return;
    const { context, signal } = this.options;
    const answer = await askForFile(this.source, {
      path: this.path,
      file: this.file,
      from: this.bytes,
      validator: this.validator,
      headers: { ...this.source.headers, ...contextHeaders(context) },
      isApplicant: context?.applicantId !== undefined,
      signal,
    });

    try {
      for await (const chunk of this.unseen(answer)) {
        this.bytes += chunk.length;
        this.checkSize(this.bytes);
        this.digest.update(chunk);
        yield chunk;
      }
    } finally {
      answer.discard();
    }
  }

  private unseen({ status, headers, chunks }: FileAnswer): AsyncIterable<Buffer> {
    if (status === 206) {
      const from = /^bytes (\d+)-/.exec(headers['content-range'] ?? '')?.[1];
      if (Number(from) !== this.bytes) throw this.changed();
      return chunks;
    }
    const stated = headers['content-length'];
    const length = stated === undefined ? undefined : Number(stated);
    if (this.bytes === 0) {
      this.checkSize(length ?? 0);
      this.length = length;
      this.validator = validatorIn(headers);
      return chunks;
    }
    if (length !== this.length) throw this.changed();
    const prefix = { bytes: this.bytes, sha256: this.digest.copy().digest() };

    return skipPrefix(chunks, prefix, () => this.changed());
  }

  /** @throws what `error` stands for, when it is not tried again */
  private async pause(error: unknown, attempt: number): Promise<void> {
    const { retries = DEFAULT_RETRIES, signal } = this.options;
    const { clock, random } = this.source;
    const call = { retries, isIdempotent: true };
    const ms = signal?.aborted ? undefined : platformPauseMs(error, attempt, call, random);
    if (ms !== undefined) return clock.pause(ms, signal);

    if (this.bytes === 0 || !(error instanceof PlatformError) || !LOST.has(error.code)) throw error;
    const { reason } = (error as ConnectorError).details;
    throw this.cut(typeof reason === 'string' ? reason : error.message, error);
  }

  private checkSize(bytes: number): void {
    const { maxBytes = Infinity } = this.options;
    if (bytes <= maxBytes) return;

    throw new PlatformError('PLATFORM_FILE_TOO_LARGE', { file: this.file, maxBytes });
  }

  private changed(): PlatformError {
    return this.cut('it changed while it was read');
  }

  private cut(reason: string, cause?: unknown): PlatformError {
    const { url } = this.source.addressee;
    const facts = { url, file: this.file, bytes: this.bytes, reason };

    return new PlatformError('PLATFORM_FILE_CUT', facts, { cause });
  }
}

/** What names this version of a file for sure; see RFC 9110 section 13.1.5. */
function validatorIn(headers: FileAnswer['headers']): string | undefined {
  const etag = headers['etag'];

  return etag?.startsWith('"') ? etag : headers['last-modified'];
}

function shown(file: unknown): string {
  return cutText(String(file).replace(/\p{Cc}/gu, '?'), MAX_SHOWN);
}
