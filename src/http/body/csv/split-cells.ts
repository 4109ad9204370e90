import type { CsvGrammar } from './csv-options.js';

/** Why a row has no cells. */
export class MalformedRow extends Error {}

/**
 * The cells of one row.
 *
 * @param row without the line end behind it; quoted cells may hold line ends
 * @throws MalformedRow when a quote stands where it can't
 * @see RFC 4180 section 2
 */
export function splitCells(row: string, grammar: CsvGrammar): string[] {
  const { delimiter, quote, trim } = grammar;
  if (quote === '' || !row.includes(quote)) {
    const cells = row.split(delimiter);
    return trim ? cells.map(cell => cell.trim()) : cells;
  }

  const cells: string[] = [];
  for (let at = 0; at <= row.length;) {
    const begin = pastBlanks(row, at);
    const cell = row.startsWith(quote, begin)
      ? quotedCell(row, begin + quote.length, grammar)
      : plainCell(row, at, grammar);
    cells.push(cell.text);
    at = cell.end + delimiter.length;
  }

  return cells;
}

interface Cell {
  readonly text: string;
  /** Where the delimiter behind it stands, or the row ends. */
  readonly end: number;
}

function plainCell(row: string, from: number, { delimiter, quote, trim }: CsvGrammar): Cell {
  const next = row.indexOf(delimiter, from);
  const end = next === -1 ? row.length : next;
  const text = row.slice(from, end);
  if (text.includes(quote)) throw new MalformedRow('a quote inside a cell without quotes');

  return { text: trim ? text.trim() : text, end };
}

function quotedCell(row: string, from: number, { delimiter, quote, escape }: CsvGrammar): Cell {
  let text = '';
  let at = from;
  for (;;) {
    const closing = row.indexOf(quote, at);
    const escaping = escape === quote ? closing : row.indexOf(escape, at);
    if (escape !== quote && escaping !== -1 && (closing === -1 || escaping < closing)) {
      // Whatever stands behind the escape is meant as it is.
      const after = escaping + escape.length;
      text += row.slice(at, escaping) + row.slice(after, after + 1);
      at = after + 1;
      continue;
    }
    if (closing === -1) throw new MalformedRow('a quote is not closed');
    const after = closing + quote.length;
    text += row.slice(at, closing);
    if (escape !== quote || !row.startsWith(quote, after))
      return closed(row, after, text, delimiter);
    text += quote;
    at = after + quote.length;
  }
}

function closed(row: string, from: number, text: string, delimiter: string): Cell {
  const end = pastBlanks(row, from);
  if (end !== row.length && !row.startsWith(delimiter, end)) {
    throw new MalformedRow('text behind a closing quote');
  }

  return { text, end };
}

function pastBlanks(row: string, from: number): number {
  let at = from;
  while (row[at] === ' ' || row[at] === '\r') at += 1;

  return at;
}
