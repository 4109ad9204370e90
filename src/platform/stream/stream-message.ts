/** One message of a live stream, as it came. */
export interface StreamMessage {
  /** Its position; undefined when it has none, or none that can be gone back to. */
  readonly id: string | undefined;
  /** `create`, `update`, `delete`, `merge`; or a technical one, such as `heartbeat`. */
  readonly name: string;
  /** Its data: one JSON value. Of a message that is too large the beginning, at most 65,536 characters. */
  readonly text: string;
  /** True for a message that was larger than the limit and was left out. */
  readonly isTooLarge?: boolean;
}

/** The names of the messages that tell of entities. @see OpenCTI `graphql/sseMiddleware.js` */
const EVENTS: ReadonlySet<string> = new Set(['create', 'update', 'delete', 'merge']);

/** Name of the message that says that OpenCTI brings nothing up to date from what it has stored. */
const NO_RECOVERY = 'no-recover';

/** Whether a message says that the stream can't be brought up to date: it should not be asked for again. */
export function endsRecovery({ name }: StreamMessage): boolean {
  return name === NO_RECOVERY;
}

/** Whether a message tells of an entity. All others only tell where the stream is. */
export function isStreamEvent({ name }: StreamMessage): boolean {
  return EVENTS.has(name);
}
