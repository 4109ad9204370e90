import type { StixObject } from '../../stix/index.js';

/** How text is taken from a file. */
export interface TextOptions {
  /**
   * The encoding of a file without byte order mark, as the WHATWG names it: `'utf-8'` (default),
   * `'windows-1252'`, `'shift_jis'`. Bytes that it does not know become U+FFFD.
   */
  readonly encoding?: string;
}

/** How a whole file is read at once. */
export interface WholeFileOptions extends TextOptions {
  /** The largest file taken, in bytes. Default: 50 MB (5·10^7). */
  readonly maxBytes?: number;
}

/** How lines are read. */
export interface LineOptions extends TextOptions {
  /** The longest line taken, in characters. Default: 10 million. */
  readonly maxLineLength?: number;
}

/** How a table is read. */
export interface CsvOptions extends TextOptions {
  /** What stands between two cells. Default: `','`. */
  readonly delimiter?: string;
  /** What stands around a cell that holds a delimiter. Default: `'"'`; `false` for nothing. */
  readonly quote?: string | false;
  /**
   * Names of the columns: true (default) takes them from the first row, a list names them. False
   * gives each row as a list of its cells.
   */
  readonly columns?: boolean | readonly string[];
  /** What a line begins with that is to be ignored, such as `'#'`. Default: nothing is ignored. */
  readonly comment?: string;
  /** Whether rows may have more or fewer cells than there are columns. Default: false. */
  readonly uneven?: boolean;
  /** The longest row taken, in characters. Default: 1 million. */
  readonly maxRowLength?: number;
}

/**
 * A file in OpenCTI. It is fetched when it is asked for, as it is read, and again each time: nothing but {@link ReadableFile.text} and {@link ReadableFile.json} holds the whole of it.
 *
 * All methods throw a PlatformError when OpenCTI does not give the file.
 */
export interface ReadableFile {
  /** Key of the file in OpenCTI's storage, such as `import/global/iocs.csv`. */
  readonly id: string;
  /** Name of the file, without its place. */
  readonly name: string;
  /** MIME type without parameters, such as `text/csv`. */
  readonly mime: string;

  /** The bytes, as they arrive. */
  bytes(this: void): AsyncIterable<Uint8Array>;

  /** The text, one line at a time, without line ends. */
  lines(this: void, options?: LineOptions): AsyncIterable<string>;

  /**
   * The whole text.
   *
   * @throws RequestError `REQUEST_FILE_TOO_LARGE`
   */
  text(this: void, options?: WholeFileOptions): Promise<string>;

  /**
   * The rows of a table, one at a time: objects by column, or lists of cells with `columns: false`.
   * Cells are text.
   *
   * ```ts
   * for await (const row of file.csv<{ ip: string }>({ delimiter: ';' })) yield Stix.ipv4(row.ip);
   * ```
   *
   * @throws RequestError `REQUEST_FILE_MALFORMED`, with the line
   */
  csv<Row extends object = Readonly<Record<string, string>>>(
    this: void,
    options?: CsvOptions,
  ): AsyncIterable<Row>;

  /**
   * The value of a JSON document, unchecked.
   *
   * @throws RequestError `REQUEST_FILE_TOO_LARGE` or `REQUEST_FILE_MALFORMED`
   */
  json<T = unknown>(this: void, options?: WholeFileOptions): Promise<T>;

  /**
   * The values of a file with one JSON value a line, unchecked; empty lines are left out.
   *
   * @throws RequestError `REQUEST_FILE_MALFORMED`, with the line
   */
  ndjson<T = unknown>(this: void, options?: LineOptions): AsyncIterable<T>;

  /**
   * The objects of a STIX bundle, one at a time.
   *
   * @throws BundleError when it is no bundle
   */
  stix(this: void): AsyncIterable<StixObject>;
}
