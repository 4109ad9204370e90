import type { ReadOptions } from '../read-options.js';

/** How a table is read. */
export interface CsvReadOptions extends ReadOptions {
  /** What stands between two cells. Default `,`. */
  readonly delimiter?: string;
  /** What stands around a cell that holds a delimiter; `false` for nothing. Default `"`. */
  readonly quote?: string | false;
  /** What stands before a quote inside a quoted cell. Default: the quote itself. */
  readonly escape?: string;
  /**
   * Names of the columns: true (default) takes them from the first row, a list names them. False
   * gives each row as a list of its cells.
   */
  readonly columns?: boolean | readonly string[];
  /** What a line begins with that is to be left out, such as `#`. Default: nothing. */
  readonly comment?: string;
  /** Whether rows may have more or fewer cells than there are columns. Default false. */
  readonly uneven?: boolean;
  /** Whether blanks around cells are left out. Around quotes they always are. Default false. */
  readonly trim?: boolean;
  /**
   * The encoding, as the WHATWG names it: `utf-8`, `windows-1252`. Default: what the source says,
   * else UTF-8. Bytes that it does not know become U+FFFD.
   */
  readonly encoding?: string;
  /** Largest row, in bytes; a larger one is malformed. Default 1 MB (10^6). */
  readonly maxItemBytes?: number;
}

/** What is in force when a row is read. */
export interface CsvGrammar {
  readonly delimiter: string;
  /** Empty for none. */
  readonly quote: string;
  readonly escape: string;
  readonly comment: string;
  readonly trim: boolean;
}

/** Fills the gaps of the options. */
export function grammarOf(options: CsvReadOptions): CsvGrammar {
  const { delimiter = ',', quote = '"', comment = '', trim = false } = options;
  const mark = quote === false ? '' : quote;

  return { delimiter, quote: mark, escape: options.escape ?? mark, comment, trim };
}
