import type { Blueprint } from '../connector-blueprint.js';
import type { StreamEventType } from './stream-event.js';

/** The method for the events of one type and entity. */
export interface StreamHandlerBlueprint {
  readonly type: StreamEventType;
  /** Entity as OpenCTI spells it; undefined for all that have no method of their own. */
  readonly of: string | undefined;
  /** Name of the method. */
  readonly method: string | symbol;
}

/** The method that handles batches, and how they are gathered. */
export interface BatchBlueprint {
  /** Name of the method. */
  readonly method: string | symbol;
  /** Events of a full batch, 1 or more. */
  readonly size: number;
  /** How long a batch is waited for, an ISO 8601 duration above zero. */
  readonly within: string;
  /** Batches in any 60 seconds, 1 or more; undefined for no limit. */
  readonly maxPerMinute: number | undefined;
  readonly types: readonly StreamEventType[];
  /** Whether a batch that fails for good is halved. */
  readonly split: boolean;
}

/** A stream connector as its author declared it, with defaults filled in. */
export interface StreamBlueprint extends Blueprint {
  readonly kind: 'STREAM';
  /** The methods for single events; empty when there is a batch. */
  readonly handlers: readonly StreamHandlerBlueprint[];
  readonly batch: BatchBlueprint | undefined;
  /** Events handled at once, 1 or more. */
  readonly concurrency: number;
  readonly onError: 'dead-letter' | 'retry' | 'stop';
  /** Times that a failed event is tried again, 0 or more. */
  readonly retries: number;
  /** Events in any 60 seconds, 1 or more; undefined for no limit. */
  readonly maxPerMinute: number | undefined;
  /** Events held in memory, 1 or more. */
  readonly maxHeld: number;
}
