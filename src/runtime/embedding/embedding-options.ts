import type { Clock, Logger } from '../../injection/index.js';

/** Where a program takes the settings of its connector from, and what it lends it. */
export interface EmbeddingOptions {
  /** Variables by name, such as `OPENCTI_URL`. Default: the environment of this process. */
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** Folders in which `.env` and `config.yml` are looked for, in order. Default: none. */
  readonly folders?: readonly string[];
  /**
   * Takes what there is to tell. Default: one JSON object a line on standard output, from
   * `CONNECTOR_LOG_LEVEL` on.
   */
  readonly log?: Logger;
  /** Default: the clock of the system. */
  readonly clock?: Clock;
  /** Milliseconds to wait at the start for a platform that does not answer. Default 300,000. */
  readonly waitMs?: number;
}

/** As long as a platform may take to start. */
export const DEFAULT_WAIT_MS = 300_000;
