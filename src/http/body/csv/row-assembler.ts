import { withoutReturn, type Line } from '../line-splitter.js';
import type { CsvGrammar } from './csv-options.js';
import { MalformedRow, splitCells } from './split-cells.js';

/** A row, or what is wrong with it. */
export interface CsvRow {
  /** Line on which it begins, from 1. */
  readonly line: number;
  readonly cells: readonly string[] | undefined;
  readonly problem?: string;
}

const NOT_CLOSED = 'a quote is not closed';

/**
 * Puts lines together to rows: a quoted cell may hold line ends. When a quote is never closed, or
 * stands where it can't, only the line where that begins is lost; the lines behind it are read again.
 */
export class RowAssembler {
  /** Lines of a row whose quote is still open. */
  private open: Line[] = [];
  private openLength = 0;

  constructor(
    private readonly grammar: CsvGrammar,
    private readonly maxRowLength: number,
  ) {}

  /** The rows that end with these lines. */
  *push(lines: Iterable<Line>): Generator<CsvRow, void> {
    for (const line of lines) {
      const { number, text } = line;
      const isFirst = this.open.length === 0;
      if (isFirst && text !== undefined && this.isNothing(text)) continue;
      if (!isFirst || text === undefined || this.hasOddQuotes(text)) yield* this.join(line);
      else yield this.read(number, text);
    }
  }

  /** The rows that are left when the body has ended. */
  *end(): Generator<CsvRow, void> {
    while (this.open.length > 0) yield* this.giveUp(NOT_CLOSED);
  }

  /** Begins a row of several lines, or goes on with it. */
  private *join(line: Line): Generator<CsvRow, void> {
    const { number, text } = line;
    if (text === undefined) {
      yield* this.end();
      yield { line: number, cells: undefined, problem: `longer than ${this.maxRowLength} bytes` };
      return;
    }
    const closes = this.open.length > 0 && this.hasOddQuotes(text);
    this.open.push(line);
    this.openLength += text.length;
    if (closes) yield* this.finish();
    else if (this.openLength > this.maxRowLength) yield* this.giveUp(NOT_CLOSED);
  }

  private *finish(): Generator<CsvRow, void> {
    const text = this.open.map(each => each.text).join('\n');
    const row = this.read(this.open[0]?.number ?? 0, text);
    if (row.problem !== undefined) return yield* this.giveUp(row.problem);
    this.clear();
    yield row;
  }

  /** Loses the line that began the row, and reads the others again. */
  private *giveUp(problem: string): Generator<CsvRow, void> {
    const [first, ...others] = this.open;
    this.clear();
    yield { line: first?.number ?? 0, cells: undefined, problem };
    yield* this.push(others);
  }

  private clear(): void {
    this.open = [];
    this.openLength = 0;
  }

  private read(line: number, text: string): CsvRow {
    try {
      return { line, cells: splitCells(withoutReturn(text), this.grammar) };
    } catch (error) {
      if (!(error instanceof MalformedRow)) throw error;
      return { line, cells: undefined, problem: error.message };
    }
  }

  private isNothing(text: string): boolean {
    const { comment } = this.grammar;

    return text === '' || text === '\r' || (comment !== '' && text.startsWith(comment));
  }

  private hasOddQuotes(text: string): boolean {
    const { quote, escape } = this.grammar;
    if (quote === '') return false;
    let isOdd = false;
    let from = 0;
    for (let at = text.indexOf(quote); at !== -1; at = text.indexOf(quote, from)) {
      const escaping = escape === quote ? -1 : text.indexOf(escape, from);
      if (escaping !== -1 && escaping < at) {
        from = escaping + escape.length + 1;
        continue;
      }
      isOdd = !isOdd;
      from = at + quote.length;
    }

    return isOdd;
  }
}
