import { HttpError } from '../../errors/index.js';
import { gathered } from '../gathered.js';
import type { BodySource, UnpackLimits } from './body-source.js';
import { CsvReader } from './csv/csv-reader.js';
import type { CsvReadOptions } from './csv/csv-options.js';
import { decodeWith, isWide, toUtf8 } from './decode-with.js';
import { gunzipped } from './gunzipped.js';
import { readItems, type ItemReader } from './item-reader.js';
import { ItemTally } from './item-tally.js';
import { JsonReader, type JsonPath } from './json/json-reader.js';
import { NdjsonReader } from './ndjson-reader.js';
import type { ReadOptions } from './read-options.js';
import { spool } from './spool.js';
import type { XmlElement } from './xml/xml-element.js';
import { XmlReader, type XmlReadOptions } from './xml/xml-reader.js';
import type { UnzipOptions } from './zip/unzip-options.js';
import { zipEntries } from './zip/zip-entries.js';

/** A file in an archive. Read it before you ask for the next one. */
export interface ZipEntry {
  /** As the archive spells it, `folder/name.json`; never absolute, and without `..`. */
  readonly name: string;
  /** Bytes, unpacked, as the archive says; reading it fails when there are more or less. */
  readonly size: number;
  readonly modified: Date;
  readonly body: HttpBody;
}

/**
 * A body that is read as it arrives: the next bytes are taken from the network when the last item
 * was taken from here, so a body of any size needs the memory of one item and one chunk.
 *
 * An item that can't be read is reported with its place and left out; the rest goes on. A body that
 * as a whole is not what it should be, ends too early or holds nothing that can be read is an error.
 *
 * ```ts
 * const body = await this.http.stream('https://feed.example/urls.csv.gz');
 * for await (const row of body.gunzip().csv({ comment: '#' })) …
 * ```
 *
 * It is read once, and closed when the reading ends, however it ends.
 */
export class HttpBody {
  private isUsed = false;

  /** @internal */
  constructor(private readonly source: BodySource) {}

  /** The bytes, as they arrive. */
  async *bytes(): AsyncGenerator<Uint8Array, void> {
    const { source } = this;
    if (this.isUsed && !source.isRepeatable) throw this.usedTwice();
    this.isUsed = true;
    try {
      yield* source.read();
    } finally {
      if (!source.isRepeatable) await source.close();
    }
  }

  /**
   * The whole of it as text.
   *
   * @param options `maxBytes`: largest text taken, default 100 MB (10^8)
   * @throws HttpError `HTTP_TOO_LARGE`
   */
  async text(options: { readonly maxBytes?: number } = {}): Promise<string> {
    const { maxBytes = 100_000_000 } = options;
    const bytes = await gathered(this.atMost(maxBytes));

    return decodeWith(this.source.charset ?? 'utf-8')(bytes);
  }

  /**
   * The items of a list in a JSON document, unchecked.
   *
   * ```ts
   * for await (const item of body.jsonItems<Cve>('vulnerabilities')) …
   * for await (const event of body.jsonItems<Event>('response.*.Event')) …
   * ```
   *
   * @param path names of members with dots between them, `*` for any; empty (default) when the
   * document is the list. A `null` at its end is an empty list.
   * @throws HttpError `HTTP_FEED_MALFORMED` when there is no such list, `HTTP_TRUNCATED` when the
   * document is cut; items before that have been given by then
   */
  jsonItems<T = unknown>(path: JsonPath = '', options: ReadOptions = {}): AsyncIterable<T> {
    return this.items('JSON', options, tally => {
      return new JsonReader<T>(path, 'list', value => value as T, tally, options);
    });
  }

  /**
   * The members of an object in a JSON document, each as its name and its value, unchecked.
   *
   * ```ts
   * for await (const [uuid, entry] of body.jsonEntries<ManifestEntry>()) …
   * ```
   *
   * @param path see {@link HttpBody.jsonItems}
   * @throws HttpError see {@link HttpBody.jsonItems}
   */
  jsonEntries<T = unknown>(
    path: JsonPath = '',
    options: ReadOptions = {},
  ): AsyncIterable<readonly [name: string, value: T]> {
    return this.items('JSON', options, tally => {
      const entry = (value: unknown, key = ''): readonly [string, T] => [key, value as T];
      const itemOf = (value: unknown, { key }: { readonly key?: string }) => entry(value, key);
      return new JsonReader<readonly [string, T]>(path, 'object', itemOf, tally, options);
    });
  }

  /** The values of a text with one JSON value a line, unchecked; empty lines are left out. */
  ndjson<T = unknown>(options: ReadOptions = {}): AsyncIterable<T> {
    return this.items('NDJSON', options, tally => new NdjsonReader<T>(tally, options));
  }

  /**
   * The rows of a table, one at a time: objects by column, or lists of cells with `columns: false`.
   * Cells are text.
   *
   * ```ts
   * for await (const { url, dateadded } of body.csv({ comment: '#', columns: ['id', 'dateadded', 'url'] })) …
   * ```
   *
   * A quote that is never closed costs the line that it stands on, no more.
   *
   * @throws HttpError `HTTP_FEED_MALFORMED` or `HTTP_TRUNCATED` when the column names can't be read
   * @see RFC 4180
   */
  csv<Row extends object = Readonly<Record<string, string>>>(
    options: CsvReadOptions = {},
  ): AsyncIterable<Row> {
    const encoding = options.encoding ?? this.source.charset ?? 'utf-8';
    const known = isWide(encoding) ? 'utf-8' : encoding;
    const chunks = isWide(encoding) ? toUtf8(this.bytes(), encoding) : this.bytes();

    return this.items('CSV', options, tally => new CsvReader<Row>(tally, options, known), chunks);
  }

  /**
   * The elements of an XML document that have one of some names, prefixes left aside, wherever they
   * are; one inside another is part of it.
   *
   * ```ts
   * for await (const item of body.xml(['item', 'entry'])) titles.push(item.textOf('title'));
   * ```
   *
   * Entities that the document declares are refused, and nothing is loaded from elsewhere.
   *
   * @throws HttpError `HTTP_FEED_MALFORMED` or `HTTP_TRUNCATED`
   */
  async *xml(
    names: string | readonly string[],
    options: XmlReadOptions = {},
  ): AsyncGenerator<XmlElement, void> {
    const { SaxesParser } = await import('saxes');
    const encoding = options.encoding ?? this.source.charset;
    const parser = new SaxesParser({ xmlns: true, position: true });

    yield* this.items('XML', options, tally => {
      return new XmlReader(new Set([names].flat()), parser, tally, { ...options, encoding });
    });
  }

  /**
   * The same, with its gzip undone. For files that are gzip themselves; a `content-encoding` is
   * undone without asking.
   *
   * @param limits default: those of the request
   */
  gunzip(limits: Partial<UnpackLimits> = {}): HttpBody {
    const { source } = this;
    const all = { ...source.limits, ...limits };

    return new HttpBody({
      ...source,
      limits: all,
      read: () => gunzipped(this.bytes(), source.url, all),
      close: () => this.close(),
    });
  }

  /**
   * The files of a zip archive, one at a time. The archive is written to a temporary file first,
   * since its table of contents stands at its end.
   *
   * ```ts
   * for await (const { name, body } of reply.unzip()) {
   *   if (name.endsWith('.json')) for await (const cve of body.jsonItems('CVE_Items')) …
   * }
   * ```
   *
   * Names that would lead out of a folder, and files that are encrypted, are reported and left out.
   *
   * @throws HttpError `HTTP_FEED_MALFORMED` for what is no archive; `HTTP_TOO_LARGE`, `HTTP_BOMB`
   * or `HTTP_TRUNCATED` while a file is read
   */
  async *unzip(options: UnzipOptions = {}): AsyncGenerator<ZipEntry, void> {
    const { source } = this;
    const { maxBytes = source.limits.maxBytes, maxRatio = source.limits.maxRatio } = options;
    const limits = { maxBytes, maxRatio };
    const tally = this.tally('zip', { maxItems: 10_000, ...options });
    const file = await spool(this.bytes());
    try {
      for await (const packed of zipEntries(file.path, { url: source.url, tally, limits })) {
        const { name, size, modified, read } = packed;
        const inside = { ...source, charset: undefined, limits, isRepeatable: false };
        yield { name, size, modified, body: new HttpBody({ ...inside, read, close: nothing }) };
      }
      tally.end();
    } finally {
      await file.remove();
    }
  }

  /**
   * The same from a temporary file, complete: it can be read as slowly and as often as you like, and
   * the source is done with. Close it.
   */
  async spool(): Promise<HttpBody> {
    const file = await spool(this.bytes());
    const { read, remove } = file;

    return new HttpBody({ ...this.source, isRepeatable: true, read, close: remove });
  }

  /** Lets go of a body that is not read to its end. */
  async close(): Promise<void> {
    this.isUsed = true;
    await this.source.close();
  }

  private items<T>(
    format: string,
    options: ReadOptions,
    readerOf: (tally: ItemTally) => ItemReader<T>,
    chunks: AsyncIterable<Uint8Array> = this.bytes(),
  ): AsyncIterable<T> {
    const tally = this.tally(format, options);

    return readItems(chunks, readerOf(tally), tally);
  }

  private tally(format: string, options: ReadOptions): ItemTally {
    const { url, log } = this.source;

    return new ItemTally({ url, format, log }, options);
  }

  private async *atMost(maxBytes: number): AsyncGenerator<Buffer, void> {
    let bytes = 0;
    for await (const chunk of this.bytes()) {
      bytes += chunk.length;
      if (bytes > maxBytes)
        throw new HttpError('HTTP_TOO_LARGE', { url: this.source.url, maxBytes });
      yield Buffer.from(chunk.buffer, chunk.byteOffset, chunk.length);
    }
  }

  private usedTwice(): HttpError {
    return new HttpError('HTTP_BODY_USED', { url: this.source.url });
  }
}

function nothing(): void {
  // A file of an archive holds nothing of its own.
}
