import { ConnectorError } from './connector-error.js';
import type { Facts } from './code-entry.js';

/** What an author may add to an error. */
export interface AuthorErrorOptions {
  /** The error underneath. */
  readonly cause?: unknown;
  /** Facts for the log and the work's message; keep secrets out. */
  readonly details?: Facts;
}

/** "Not now": throw it when the same unit of work may succeed later. */
export class RetryableError extends ConnectorError {
  /** Milliseconds to wait before the next try; undefined leaves it to the runtime's back-off. */
  readonly afterMs: number | undefined;

  constructor(reason: string, options: AuthorErrorOptions & { readonly afterMs?: number } = {}) {
    super('SOURCE_RETRY', { reason, ...options.details }, options);
    this.afterMs = options.afterMs;
  }
}

/** "Not this item": throw it to leave one item out. It is counted and shown in the work. */
export class SkippableError extends ConnectorError {
  constructor(reason: string, options: AuthorErrorOptions = {}) {
    super('SOURCE_SKIP', { reason, ...options.details }, options);
  }
}

/** "Not at all until a human acts": throw it to end the run at once, with the work in error. */
export class FatalError extends ConnectorError {
  constructor(reason: string, options: AuthorErrorOptions & { readonly fix?: string } = {}) {
    super('SOURCE_FATAL', { reason, fix: options.fix, ...options.details }, options);
  }
}
