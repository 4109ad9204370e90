import type { ItemReader } from '../item-reader.js';
import type { ItemTally } from '../item-tally.js';
import { LineSplitter } from '../line-splitter.js';
import { grammarOf, type CsvReadOptions } from './csv-options.js';
import { RowAssembler, type CsvRow } from './row-assembler.js';

const MAX_ROW_BYTES = 1_000_000;

/** Reads the rows of a table. Empty lines are left out. */
export class CsvReader<Row> implements ItemReader<Row> {
  private readonly lines: LineSplitter;
  private readonly assembler: RowAssembler;
  private columns: readonly string[] | undefined;
  private isHeaderNext: boolean;

  constructor(
    private readonly tally: ItemTally,
    private readonly options: CsvReadOptions,
    encoding: string,
  ) {
    const { maxItemBytes = MAX_ROW_BYTES, columns = true } = options;
    this.lines = new LineSplitter(maxItemBytes, encoding);
    this.assembler = new RowAssembler(grammarOf(options), maxItemBytes);
    this.columns = typeof columns === 'boolean' ? undefined : this.checked(columns);
    this.isHeaderNext = columns === true;
  }

  push(chunk: Uint8Array): Iterable<Row> {
    return this.rows(this.assembler.push(this.lines.push(chunk)));
  }

  *end(): Generator<Row, void> {
    yield* this.rows(this.assembler.push(this.lines.end()));
    yield* this.rows(this.assembler.end());
    if (this.isHeaderNext) throw this.tally.cut('it has not even a row of column names');
  }

  private *rows(rows: Iterable<CsvRow>): Generator<Row, void> {
    for (const { line, cells, problem } of rows) {
      if (cells === undefined) this.leaveOut(line, problem ?? 'it is malformed');
      else if (this.isHeaderNext) this.takeHeader(cells);
      else if (this.isEven(cells)) yield this.rowOf(cells);
      else this.leaveOut(line, this.unevenness(cells));
    }
  }

  private leaveOut(line: number, why: string): void {
    // Without the names of its columns nothing of a table can be read.
    if (this.isHeaderNext) throw this.tally.fail(why, `line ${line}`);
    this.tally.leaveOut(`line ${line}`, why);
  }

  private takeHeader(cells: readonly string[]): void {
    this.isHeaderNext = false;
    this.columns = this.checked(cells);
  }

  private checked(names: readonly string[]): readonly string[] {
    const twice = names.find((name, at) => name !== '' && names.indexOf(name) !== at);
    if (twice === undefined) return names;

    throw this.tally.fail(`two columns are called "${twice}"; name them in the option columns`);
  }

  private isEven(cells: readonly string[]): boolean {
    return this.options.uneven === true || cells.length === (this.columns ?? cells).length;
  }

  private unevenness(cells: readonly string[]): string {
    return `it has ${cells.length} cells for ${this.columns?.length ?? 0} columns`;
  }

  private rowOf(cells: readonly string[]): Row {
    const { columns } = this;
    if (columns === undefined) return cells as Row;
    const row: Record<string, string> = {};
    const count = Math.min(columns.length, cells.length);
    for (let at = 0; at < count; at++) {
      const name = columns[at] as string;
      const value = cells[at] as string;
      // Written plainly, this name would set what the row inherits from.
      if (name === '__proto__') Object.defineProperty(row, name, { value, enumerable: true });
      else row[name] = value;
    }

    return row as Row;
  }
}
