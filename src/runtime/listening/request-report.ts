import type { ReportedError } from '../run-report.js';

/** What became of one request. */
export interface RequestReport {
  /** What was asked for: `enrichment`, `file import`, `file export` or `analysis`. */
  readonly kind: string;
  /** What it was about: the id of an entity, or the name of a file. */
  readonly about: string;
  /** ISO 8601, UTC. */
  readonly startedAt: string;
  readonly durationMs: number;
  /**
   * `ok`: done. `partial`: done in part, or not done for a reason that is nobody's fault, such as an
   * entity out of scope. `failed`: ended in error.
   */
  readonly outcome: 'ok' | 'partial' | 'failed';
  /** STIX objects that were sent, or that a playbook was answered with. */
  readonly objects: number;
  /** Messages confirmed by the broker, or pushes accepted by the platform. */
  readonly messages: number;
  /** Objects that OpenCTI would have refused. */
  readonly dropped: number;
  readonly errors: readonly ReportedError[];
  /** What the user reads. */
  readonly message: string;
  /** Undefined in a playbook. */
  readonly work?: { readonly id: string; readonly status: 'done' | 'in error' };
}
