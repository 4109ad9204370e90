import { randomUUID } from 'node:crypto';
import { Readable } from 'node:stream';
import { PlatformError } from '../errors/index.js';
import { sentMimeType, sentName, type FileContent, type OutgoingFile } from './outgoing-file.js';

/** Small pieces are sent together, so that a file of many short lines is not many packets. */
const PIECE_BYTES = 65_536;

/**
 * One file on its way into a GraphQL mutation, as a multipart body that is written while it is
 * read. It can be opened again as long as its content has not been touched.
 *
 * @see https://github.com/jaydenseric/graphql-multipart-request-spec
 */
export class MultipartUpload {
  /** Name that the file is sent under. */
  readonly name: string;
  private readonly boundary = `octiflow-${randomUUID()}`;
  private state = { bytes: 0, isSent: false, isTouched: false };
  private thrown: { readonly error: unknown } | undefined;

  /** @throws PlatformError `PLATFORM_FILE_NAME` or `PLATFORM_FILE_CONTENT` */
  constructor(private readonly file: OutgoingFile) {
    this.name = sentName(file.name);
    if (!isContent(file.content)) throw unfit(this.name, file.content);
  }

  /** Value of the `content-type` header. */
  get contentType(): string {
    return `multipart/form-data; boundary=${this.boundary}`;
  }

  /** Bytes of the file that were handed over so far. */
  get bytes(): number {
    return this.state.bytes;
  }

  /** Whether the body was handed over to its end. */
  get isSent(): boolean {
    return this.state.isSent;
  }

  /** Whether content that can be read only once was begun. */
  get isTouched(): boolean {
    return this.state.isTouched;
  }

  /** What the content failed with, in a box because anything can be thrown. */
  get failure(): { readonly error: unknown } | undefined {
    return this.thrown;
  }

  /** @param operations the JSON text of the GraphQL request */
  open(operations: string): Readable {
    this.state = { ...this.state, bytes: 0, isSent: false };

    return Readable.from(this.parts(operations), { objectMode: false });
  }

  private async *parts(operations: string): AsyncGenerator<Buffer> {
    const { boundary } = this;
    const field = (name: string, value: string): string =>
      `--${boundary}\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`;
    const file =
      `--${boundary}\r\nContent-Disposition: form-data; name="0"; filename="${this.name}"\r\n` +
      `Content-Type: ${sentMimeType(this.file.mimeType)}\r\n\r\n`;

    yield Buffer.from(
      field('operations', operations) + field('map', '{"0":["variables.file"]}') + file,
    );
    for await (const piece of this.pieces()) {
      this.state.bytes += piece.length;
      yield piece;
    }
    yield Buffer.from(`\r\n--${boundary}--\r\n`);
    this.state.isSent = true;
  }

  private async *pieces(): AsyncGenerator<Buffer> {
    let waiting: Buffer[] = [];
    let bytes = 0;
    for await (const chunk of this.chunks()) {
      waiting.push(chunk);
      bytes += chunk.length;
      if (bytes < PIECE_BYTES) continue;
      yield Buffer.concat(waiting, bytes);
      waiting = [];
      bytes = 0;
    }
    if (bytes > 0) yield Buffer.concat(waiting, bytes);
  }

  // Read by hand: only what the content itself throws is its failure, not what ends the reading.
  private async *chunks(): AsyncGenerator<Buffer> {
    const { content } = this.file;
    if (typeof content === 'string' || content instanceof Uint8Array) {
      yield bytesOf(content, this.name);
      return;
    }
    this.state.isTouched = true;
    const iterator = await this.watched(() => iteratorOf(content));
    let isOpen = true;
    try {
      for (;;) {
        const next = await this.watched(async () => {
          const { done, value } = await iterator.next();
          return done ? undefined : bytesOf(value, this.name);
        });
        isOpen = next !== undefined;
        if (!next) return;
        yield next;
      }
    } finally {
      if (isOpen) await iterator.return?.();
    }
  }

  private async watched<T>(task: () => T | Promise<T>): Promise<T> {
    try {
      return await task();
    } catch (error) {
      this.thrown = { error };
      throw error;
    }
  }
}

type Chunks = Iterator<unknown, unknown> | AsyncIterator<unknown, unknown>;

function iteratorOf(content: Exclude<FileContent, string | Uint8Array>): Chunks {
  return Symbol.asyncIterator in content
    ? content[Symbol.asyncIterator]()
    : content[Symbol.iterator]();
}

function bytesOf(chunk: unknown, file: string): Buffer {
  if (typeof chunk === 'string') return Buffer.from(chunk, 'utf8');
  if (chunk instanceof Uint8Array) {
    return Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength);
  }

  throw unfit(file, chunk);
}

function isContent(content: unknown): content is FileContent {
  if (typeof content === 'string') return true;
  if (typeof content !== 'object' || content === null) return false;

  return Symbol.asyncIterator in content || Symbol.iterator in content;
}

function unfit(file: string, value: unknown): PlatformError {
  const got = value === null ? 'null' : `a ${typeof value}`;

  return new PlatformError('PLATFORM_FILE_CONTENT', { file, got });
}
