import type { ConnectorOptions } from '../connector-options.js';

/** What `@Stream` takes. Everything is a default. */
export interface StreamConnectorOptions extends Omit<ConnectorOptions, 'author' | 'markings'> {
  /**
   * Events handled at once, 1 or more. Default: 1. Events of one entity are always handled one after
   * the other, in the order of the stream; those of different entities are not waited for. Batches
   * are handled one at a time, whatever this says.
   */
  readonly concurrency?: number;
  /**
   * What becomes of an event whose handler fails again and again.
   *
   * - `'dead-letter'` (the default): after {@link StreamConnectorOptions.retries} it is written to the
   *   dead-letter file, and the stream goes on. What can't succeed later is not tried again.
   * - `'retry'`: it is tried until it succeeds. The stream waits for it.
   * - `'stop'`: after the retries the connector ends; the next start begins with this event.
   *
   * Whatever this says, a `SkippableError` leaves the event out and a `FatalError` ends the connector.
   */
  readonly onError?: 'dead-letter' | 'retry' | 'stop';
  /** Times that an event which failed is tried again, with growing pauses; 0 or more. Default: 10. */
  readonly retries?: number;
  /** Events that are handled in any 60 seconds, 1 or more. Default: no limit. */
  readonly maxPerMinute?: number;
  /** Events that are held in memory, waiting or in work, 1 or more. Default: 256. */
  readonly maxHeld?: number;
}
