import { ExportFile, Produces, type ExportRequest } from 'octiflow';
import { columnsIn, visibleColumns } from './columns.js';
import { csvLine } from './csv-line.js';
import { ExportCsvConfig } from './export-csv.config.js';
import { NameLookup } from './names.js';
import { rowOf } from './row.js';

/** Writes entities to CSV: a page of them is in memory, never all. */
@ExportFile({ name: 'ExportFileCsv' })
export class ExportCsv {
  constructor(
    private readonly config: ExportCsvConfig,
    private readonly names: NameLookup,
  ) {}

  @Produces('text/csv')
  async *csv(request: ExportRequest): AsyncIterable<string> {
    const { delimiter, addBom } = this.config;
    const shown = request.list?.columns ?? [];
    const columns = shown.length > 0 ? visibleColumns(shown) : await columnsIn(request.pages());
    const namesOf = this.names.forRequest(request);
    yield `${addBom ? '\ufeff' : ''}${csvLine(columns, delimiter)}`;

    for await (const page of request.pages()) {
      const names = await namesOf(page);
      const rows = page.map(object => rowOf(object, names));
      const lines = rows.map(row =>
        csvLine(
          columns.map(each => row.get(each) ?? ''),
          delimiter,
        ),
      );
      yield lines.join('');
    }
  }
}
