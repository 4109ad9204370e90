import { access, constants, rename, writeFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { UsageError } from '../errors/index.js';
import type { ConnectorReport } from '../runtime/index.js';

/** The file of `--report`; always whole, since it is written beside and then moved into place. */
export class ReportFile {
  private constructor(private readonly file: string | undefined) {}

  /**
   * Checks now that the report can be written later, when it would be too late.
   *
   * @param file undefined when no report is asked for.
   * @throws UsageError `USAGE_REPORT_FILE`
   */
  static async open(file: string | undefined): Promise<ReportFile> {
    if (file === undefined) return new ReportFile(undefined);
    const target = resolve(file);

    try {
      await access(dirname(target), constants.W_OK);
    } catch (error) {
      throw new UsageError(
        'USAGE_REPORT_FILE',
        { file, problem: 'its folder is missing or can not be written to' },
        { cause: error },
      );
    }

    return new ReportFile(target);
  }

  async write(report: ConnectorReport): Promise<void> {
    if (this.file === undefined) return;
    const beside = `${this.file}.${process.pid}.tmp`;

    await writeFile(beside, `${JSON.stringify(report, undefined, 2)}\n`);
    await rename(beside, this.file);
  }
}
