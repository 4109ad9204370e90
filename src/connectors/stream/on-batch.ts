import type { StixObject } from '../../stix/index.js';
import { appendHandler } from '../handler-declaration.js';
import type { StreamOutput } from './on.js';
import type { StreamEvent, StreamEventType } from './stream-event.js';

/** How events are gathered into batches. */
export interface BatchOptions {
  /** Events of a full batch, 1 or more. Default: 100. */
  readonly size?: number;
  /**
   * How long a batch is waited for to become full, from its first event on: an ISO 8601 duration
   * above zero. Default: `'PT5S'`.
   */
  readonly within?: string;
  /** Batches that are handled in any 60 seconds, 1 or more. Default: no limit. */
  readonly maxPerMinute?: number;
  /** Types of the events; others are passed over. Default: all. */
  readonly types?: readonly StreamEventType[];
  /**
   * Whether a batch that fails for good is halved, and its halves handled, until only the events that
   * are at fault are put away. The halves count as one batch for `maxPerMinute`. Needs a method whose
   * repetition does no harm. Default: false, the batch is put away as a whole.
   */
  readonly split?: boolean;
}

/** A method that {@link OnBatch} marks. The events are in the order of the stream, never none. */
export type BatchHandler = (events: readonly StreamEvent<StixObject>[]) => StreamOutput;

/**
 * Marks the one method of a `@Stream` class that handles events many at a time. All events of a batch
 * are done when what it returned is; when it fails, the batch is tried again as it was, and put away as a
 * whole unless it may be split.
 *
 * ```ts
 * @OnBatch({ size: 200, within: 'PT5S', maxPerMinute: 60 })
 * push(events: readonly StreamEvent[]): Observable<unknown> {
 *   return this.client.bulk(events.map(event => this.converter.toRow(event)));
 * }
 * ```
 */
export function OnBatch(
  options: BatchOptions = {},
): <Handler extends BatchHandler>(
  target: object,
  method: string | symbol,
  descriptor: TypedPropertyDescriptor<Handler>,
) => void {
  return (target, method) =>
    appendHandler(target, { decorator: '@OnBatch', of: [options], method });
}
