import { Readable, pipeline } from 'node:stream';
import { CsvError, parse } from 'csv-parse';
import type { CsvOptions } from '../../../connectors/index.js';
import { RequestError } from '../../../errors/index.js';

const MAX_ROW_LENGTH = 1_000_000;

/**
 * The rows of a table, as the text comes. Empty lines are left out.
 *
 * @param file name of the file, for an error.
 * @throws RequestError `REQUEST_FILE_MALFORMED`
 * @see RFC 4180
 */
export async function* csvRows(
  text: AsyncIterable<string>,
  file: string,
  options: CsvOptions,
): AsyncGenerator<unknown, void> {
  const { delimiter = ',', quote = '"', columns = true, comment, uneven = false } = options;
  const { maxRowLength = MAX_ROW_LENGTH } = options;

  try {
    const parser = parse({
      delimiter,
      quote: quote === false ? null : quote,
      columns: typeof columns === 'boolean' ? columns : [...columns],
      comment: comment ?? null,
      relax_column_count: uneven,
      skip_empty_lines: true,
      max_record_size: maxRowLength,
    });
    // An error of either side destroys both, and the reading below throws it.
    pipeline(Readable.from(text), parser, () => undefined);
    for await (const row of parser as AsyncIterable<unknown>) yield row;
  } catch (error) {
    throw error instanceof CsvError ? malformed(error, file) : error;
  }
}

function malformed(error: CsvError, file: string): RequestError {
  const { lines } = error as CsvError & { readonly lines?: unknown };
  const line = typeof lines === 'number' ? { line: lines } : {};
  const reason = error.message.slice(0, 200);

  return new RequestError('REQUEST_FILE_MALFORMED', { file, reason, ...line }, { cause: error });
}
