import type { ExternalImportBlueprint, Importer } from '../connectors/index.js';
import type { Clock, Logger } from '../injection/index.js';
import type { BundleCopy, Outbox } from '../transport/index.js';
import type { UnchangedObjects } from './contents/unchanged-objects.js';
import type { Furnishings } from './furnish.js';
import type { Metrics } from './metrics/metrics.js';
import type { RetryPolicy } from './retry-policy.js';
import type { OpenWork } from './work-ledger.js';

/** Where an import's bookmark is kept: the connector's state in OpenCTI. */
export interface BookmarkStore {
  /** The state as it stands: a JSON object, or null. */
  readonly current: unknown;
  /** Saves at once; anything but `saved` means that OpenCTI holds another state now. */
  save(state: unknown): Promise<'saved' | 'reset' | 'edited'>;
}

/** What an {@link ImportRunner} works with. */
export interface ImportParts {
  readonly blueprint: ExternalImportBlueprint;
  readonly importer: Importer<unknown, unknown>;
  readonly furnishings: Furnishings;
  readonly store: BookmarkStore;
  readonly outbox: Outbox;
  /** Places that get each page as a whole, before the queue does. Default: none. */
  readonly copies?: readonly BundleCopy[];
  /** Whether objects go on the queue one by one, or in groups. Default: one by one. */
  readonly delivery?: 'split' | 'grouped';
  /** What earlier runs have sent. Without it every run sends everything. */
  readonly unchanged?: UnchangedObjects;
  /** Undefined when nothing goes on the queue: then there is nothing to report on. */
  readonly openWork: OpenWork | undefined;
  /** Resolves once OpenCTI's queue has room. Asked before every page. */
  readonly whenQueueHasRoom: (signal: AbortSignal) => Promise<void>;
  /** User whom OpenCTI names as the origin of the data. */
  readonly applicantId: string;
  readonly retryPolicy: RetryPolicy;
  /** Told of each page once it is confirmed and bookmarked. Default: nobody watches. */
  readonly metrics?: Metrics;
  readonly clock: Clock;
  readonly log: Logger;
}

/** The two ways in which a run is told to end early. */
export interface StopSignals {
  /** Ask for nothing new; finish what is in flight. */
  readonly stopping: AbortSignal;
  /** Give up what is in flight too. */
  readonly abandoned: AbortSignal;
}
