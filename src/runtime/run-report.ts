import type { ConnectorError, ErrorCode } from '../errors/index.js';
import type { RequestReport } from './listening/request-report.js';
import type { StreamReport } from './streaming/stream-report.js';

/**
 * How something ended. `ok`: everything that the source gave is safe on the queue. `partial`: the
 * rest is safe, but items were skipped, objects dropped, or the run was cut short. `failed`: an
 * error ended it; the bookmark stands where the last confirmed page put it.
 */
export type Outcome = 'ok' | 'partial' | 'failed';

/** One thing that went wrong in a run. */
export interface ReportedError {
  readonly code: ErrorCode;
  readonly message: string;
  /** Which item of the source, where one is known. */
  readonly item?: string;
}

/** What one run of an external import did. */
export interface RunReport {
  /** ISO 8601, UTC. */
  readonly startedAt: string;
  readonly durationMs: number;
  readonly outcome: Outcome;
  /** Pages that are confirmed by the broker and bookmarked. */
  readonly pages: number;
  /** Items that the source gave in those pages. */
  readonly items: number;
  /** STIX objects made from them, each counted once a page. */
  readonly objects: number;
  /** Bundles handed to the splitter: one a page that had objects. */
  readonly bundles: number;
  /** Messages confirmed by the broker, or pushes accepted by the platform. */
  readonly messages: number;
  /** Items that were left out. */
  readonly skipped: number;
  /** Objects that the splitter had to drop. */
  readonly dropped: number;
  readonly errors: readonly ReportedError[];
  /** Undefined when the run had nothing to send. */
  readonly work?: {
    readonly id: string;
    readonly status: 'done' | 'in error';
    readonly message: string;
  };
  /** What the run has to say to the operator, such as "catalogue 2026.01.02 is unchanged". */
  readonly notes: readonly string[];
  /** The bookmark that is saved in OpenCTI after this run. */
  readonly bookmark: unknown;
  /** The error that ended the run; left out of the written report, which has it in `errors`. */
  readonly failure?: ConnectorError;
}

/** The machine-readable outcome that `--report FILE` writes. */
export interface ConnectorReport {
  readonly connector: {
    readonly id: string;
    readonly name: string;
    readonly kind: string;
    readonly version?: string;
  };
  readonly outcome: Outcome;
  readonly runs: readonly RunReport[];
  /** What became of each request; only of a connector that listens. */
  readonly requests?: readonly RequestReport[];
  /** What was done with the events; only of a connector that follows a stream. */
  readonly events?: StreamReport;
  /** What kept the connector from running at all, or ended it between runs. */
  readonly error?: ReportedError;
  readonly process: {
    /** Highest resident memory of the process, in megabytes (10^6 bytes). */
    readonly peakRssMb: number;
    /** From the start of the process to the registered connector, in milliseconds. */
    readonly startupMs: number;
  };
}

/** The outcome of several parts: the worst of them; nothing at all is `ok`. */
export function worstOf(outcomes: Iterable<Outcome>): Outcome {
  const all = new Set(outcomes);
  if (all.has('failed')) return 'failed';

  return all.has('partial') ? 'partial' : 'ok';
}
