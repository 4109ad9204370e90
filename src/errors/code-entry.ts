import type { ExitCode, Recovery } from './recovery.js';

/** Facts an error is made from. They are shown to people: never put a secret in them. */
export type Facts = Readonly<Record<string, unknown>>;

/**
 * One row of the error table: what a code means, what to do about it, and how the process ends
 * when nothing catches it.
 */
export interface CodeEntry<F extends Facts = Facts> {
  /** What the runtime does with the unit of work. */
  readonly recovery: Recovery;
  /** Exit code of the process when this error ends it. */
  readonly exitCode: ExitCode;
  /** One sentence: what failed, to what, where. */
  message(facts: F): string;
  /** One imperative line, command or code to paste. Never empty. */
  fix(facts: F): string;
}

/** Checks an entry's facts where it is written and keeps their exact type. */
export function entry<F extends Facts>(value: CodeEntry<F>): CodeEntry<F> {
  return value;
}
