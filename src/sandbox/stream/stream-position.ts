/** A place in a stream: `<milliseconds>-<number>`. */
export interface StreamPosition {
  /** Milliseconds since 1970. */
  readonly ms: number;
  /** Counts the events of one millisecond. */
  readonly seq: number;
}

/** The place before everything. */
export const BEGINNING: StreamPosition = { ms: 0, seq: 0 };

/**
 * Reads what a client gives as a position: an event id, `0`, or an ISO date. Undefined for anything
 * else.
 */
export function readPosition(text: string): StreamPosition | undefined {
  const id = /^(\d{1,15})(?:-(\d{1,15}))?$/.exec(text);
  if (id) return { ms: Number(id[1]), seq: Number(id[2] ?? 0) };
  const ms = Date.parse(text);

  return Number.isNaN(ms) || !/^\d{4}-/.test(text) ? undefined : { ms, seq: 0 };
}

/** A position as an event id. */
export function writePosition({ ms, seq }: StreamPosition): string {
  return `${ms}-${seq}`;
}

/** Below zero when the first comes before the second, zero when they are the same. */
export function comparePositions(left: StreamPosition, right: StreamPosition): number {
  return left.ms - right.ms || left.seq - right.seq;
}
