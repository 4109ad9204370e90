import type { ImportParts, StopSignals } from './import-parts.js';
import { ImportRun } from './import-run.js';
import type { RunReport } from './run-report.js';

/**
 * Runs an external import once: asks for a page, converts it, splits it, publishes it, waits for
 * the broker's confirmation, saves the bookmark, and only then asks on. A crash anywhere repeats a
 * page and loses nothing.
 */
export class ImportRunner {
  constructor(private readonly parts: ImportParts) {}

  /** Runs until the source has no more, an error ends it, or it is told to stop. Never rejects. */
  async run(signals: StopSignals, startFrom?: { readonly state: unknown }): Promise<RunReport> {
    const run = new ImportRun(this.parts, signals, startFrom);

    return run.report();
  }
}
