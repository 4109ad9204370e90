import type { StreamBlueprint } from '../../connectors/index.js';
import type { Clock, Logger } from '../../injection/index.js';
import type { DeadLetters } from './dead-letters.js';
import type { EventHandlers } from './event-handlers.js';
import type { StreamTally } from './stream-report.js';

/** What events are handled with. */
export interface StreamParts {
  readonly blueprint: Pick<
    StreamBlueprint,
    'concurrency' | 'onError' | 'retries' | 'maxPerMinute' | 'maxHeld'
  >;
  readonly handlers: EventHandlers;
  readonly deadLetters: Pick<DeadLetters, 'add'>;
  readonly tally: StreamTally;
  readonly clock: Clock;
  readonly log: Logger;
  /** Gives a number from 0 to 1, to spread the pauses between tries. */
  readonly random?: () => number;
}
