import type {
  CsvOptions,
  LineOptions,
  ReadableFile,
  TextOptions,
  WholeFileOptions,
} from '../../../connectors/index.js';
import { RequestError } from '../../../errors/index.js';
import { readBundleObjects, type StixObject } from '../../../stix/index.js';
import type { StoredFileMessage } from '../messages/read-stored-file.js';
import { csvRows } from './csv-rows.js';
import { decodedText } from './decoded-text.js';
import { linesOf } from './lines-of.js';
import { parsedJson } from './parsed-json.js';

const MAX_BYTES = 50_000_000;

/** Gives the bytes of a stored file; asked each time that the file is read. */
export type OpenStored = (path: string, options: { readonly maxBytes?: number }) => Bytes;

type Bytes = AsyncIterable<Uint8Array>;

/**
 * A stored file as handlers read it. Its methods work without `this`, so that a handler may take
 * them out of the file.
 */
export function storedContent(file: StoredFileMessage, open: OpenStored): ReadableFile {
  const { id, name, mime, fetch } = file;
  const bytes = (): Bytes => open(fetch, {});
  const decoded = (options: TextOptions): AsyncIterable<string> =>
    decodedText(bytes(), options.encoding);
  const lines = (options: LineOptions = {}): AsyncIterable<string> =>
    linesOf(decoded(options), { file: name, maxLength: options.maxLineLength });

  const text = async ({
    maxBytes = MAX_BYTES,
    encoding,
  }: WholeFileOptions = {}): Promise<string> => {
    let whole = '';
    for await (const part of decodedText(limited(bytes(), name, maxBytes), encoding)) whole += part;

    return whole;
  };

  return {
    ...{ id, name, mime, bytes, lines, text },
    csv: <Row extends object>(options: CsvOptions = {}) =>
      csvRows(decoded(options), name, options) as AsyncIterable<Row>,
    json: async <T>(options?: WholeFileOptions) => parsedJson(await text(options), name) as T,
    ndjson: <T>(options?: LineOptions) => jsonLines(lines(options), name) as AsyncIterable<T>,
    stix: (): AsyncIterable<StixObject> => readBundleObjects(bytes()),
  };
}

async function* limited(bytes: Bytes, file: string, maxBytes: number): Bytes {
  let size = 0;
  for await (const chunk of bytes) {
    size += chunk.length;
    if (size > maxBytes) throw new RequestError('REQUEST_FILE_TOO_LARGE', { file, maxBytes });
    yield chunk;
  }
}

async function* jsonLines(lines: AsyncIterable<string>, file: string): AsyncGenerator<unknown> {
  let line = 0;
  for await (const text of lines) {
    line += 1;
    if (text.trim() !== '') yield parsedJson(text, file, line);
  }
}
