import type { ChangeOrigin } from '../ingestion/change-origin.js';
import type { KnowledgeChange } from '../knowledge/knowledge-change.js';
import type { StreamPosition } from './stream-position.js';

/** Names of the events that tell of changes. */
export type StreamEventType = 'create' | 'update' | 'delete' | 'merge';

/** An event that somebody wrote, sent as it is. */
export interface ScriptedEvent {
  readonly type: StreamEventType;
  /** The object, as it is to be sent. */
  readonly data: Readonly<Record<string, unknown>>;
  /** What else is to stand in the payload, in place of what the platform would write. */
  readonly payload?: Readonly<Record<string, unknown>>;
  /** Its id, `<milliseconds>-<number>`. Default: the present, as for any event. */
  readonly id?: string;
}

/** An event in the log. The payload is made when it is sent: the log holds nothing twice. */
export type StreamEntry = { readonly position: StreamPosition } & (
  | { readonly kind: 'change'; readonly change: KnowledgeChange; readonly origin: ChangeOrigin }
  | { readonly kind: 'scripted'; readonly event: ScriptedEvent }
);

/** An entry that has no position yet. */
export type NewEntry =
  | { readonly kind: 'change'; readonly change: KnowledgeChange; readonly origin: ChangeOrigin }
  | { readonly kind: 'scripted'; readonly event: ScriptedEvent };

/** The name under which an entry is sent. */
export function typeOf(entry: NewEntry): StreamEventType {
  return entry.kind === 'change' ? entry.change.kind : entry.event.type;
}
