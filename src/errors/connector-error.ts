import type { CodeEntry, Facts } from './code-entry.js';
import type { ExitCode, Recovery } from './recovery.js';
import { ERROR_TABLE, type ErrorCode } from './table.js';

/** What every octiflow error is made from. */
export interface ErrorOptions {
  /** The error underneath, kept for the log. */
  readonly cause?: unknown;
}

/**
 * The root of every error that leaves octiflow. Its `code` is its address in `docs/errors.md`, its
 * `recovery` says what the runtime does, its `fix` says what a person does.
 */
export class ConnectorError extends Error {
  /** Exact case, such as `CONFIG_INVALID`. */
  readonly code: ErrorCode;
  /** What the runtime does with the unit of work. */
  readonly recovery: Recovery;
  /** One imperative line. */
  readonly fix: string;
  /** What the sentence was made from; free of secrets. */
  readonly details: Facts;
  /** How the process ends when nothing catches this error. */
  readonly exitCode: ExitCode;

  constructor(code: ErrorCode, facts: Facts, options: ErrorOptions = {}) {
    // The typed subclasses tie facts to their code; here they are one loose shape.
    const entry = ERROR_TABLE[code] as unknown as CodeEntry;
    super(entry.message(facts), options.cause === undefined ? undefined : { cause: options.cause });

    this.name = new.target.name;
    this.code = code;
    this.recovery = entry.recovery;
    this.fix = entry.fix(facts);
    this.details = facts;
    this.exitCode = entry.exitCode;
  }
}
