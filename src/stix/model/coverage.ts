import type { CoverageName } from './vocabularies/analyses.js';

/** One measure of how well something is covered by the defence. */
export interface Coverage {
  /** What is measured. */
  readonly name: CoverageName;
  /** From 0 (not covered) to 100. */
  readonly score: number;
}
