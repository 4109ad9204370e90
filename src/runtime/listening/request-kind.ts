import type { ConnectorError } from '../../errors/index.js';
import type { Job } from './job.js';

/** What a request came to. */
export interface RequestResult {
  /** The sentence that the user reads. */
  readonly message: string;
  /** Hands the result to who waits for it, when that is not done by sending it. */
  answer?(this: void): Promise<void>;
}

/** One kind of request: how it is answered. */
export interface RequestKind {
  /** What it is called in the log: `enrichment`. */
  readonly name: string;
  /** Whether a `SkippableError` says that there was nothing to do; else it is a failure. */
  readonly maySkip: boolean;

  /**
   * Does what is asked. Called again when it failed and may succeed later. What it sent is
   * confirmed.
   */
  perform(job: Job): Promise<RequestResult>;

  /** Called before a failure that stands is reported: for those who wait for more than a report. */
  giveUp?(job: Job, error: ConnectorError): Promise<void>;
}
