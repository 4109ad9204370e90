import type { ConnectorError } from '../../errors/index.js';
import type { Outcome, ReportedError } from '../run-report.js';

/** Errors that a report keeps. */
const KEPT_ERRORS = 20;

/** What a stream connector did with the events it was sent. Repeats are counted each time. */
export interface StreamReport {
  /** `partial`: events were skipped or went to the dead-letter file. */
  readonly outcome: Outcome;
  /** Events that came. */
  readonly received: number;
  /** Events that a handler has done. */
  readonly handled: number;
  /** Events that no handler is for. */
  readonly ignored: number;
  /** Events that a handler left out. */
  readonly skipped: number;
  /** Events that were written to the dead-letter file. */
  readonly deadLettered: number;
  /** Tries after the first ones. */
  readonly retried: number;
  /** Position after which the stream goes on. */
  readonly position: string;
  /** The last ones. */
  readonly errors: readonly ReportedError[];
}

/** Counts what becomes of events. */
export class StreamTally {
  received = 0;
  handled = 0;
  ignored = 0;
  skipped = 0;
  deadLettered = 0;
  retried = 0;
  position = '';
  private readonly errors: ReportedError[] = [];

  /** Keeps an error that cost an event. */
  note({ code, message }: ConnectorError, item: string): void {
    if (this.errors.push({ code, message, item }) > KEPT_ERRORS) this.errors.shift();
  }

  get report(): StreamReport {
    const { received, handled, ignored, skipped, deadLettered, retried, position } = this;

    return {
      outcome: skipped + deadLettered > 0 ? 'partial' : 'ok',
      ...{ received, handled, ignored, skipped, deadLettered, retried, position },
      errors: [...this.errors],
    };
  }
}
