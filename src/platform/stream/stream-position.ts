/** As OpenCTI writes event ids: milliseconds since 1970, and a number within the millisecond. */
const POSITION = /^\d{1,15}(?:-\d{1,15})?$/;

/** The place before everything. */
export const BEGINNING = '0-0';

/** Whether a text is a position in a stream: an id of an event, or `0`. */
export function isPosition(text: unknown): text is string {
  return typeof text === 'string' && POSITION.test(text);
}

/** Milliseconds since 1970 of a position; 0 for what is none. */
export function positionMs(position: string): number {
  return isPosition(position) ? Number.parseInt(position, 10) : 0;
}

/** Below zero when the first position comes before the second, zero when they are the same. */
export function comparePositions(one: string, other: string): number {
  const [ms = 0, seq = 0] = numbersOf(one);
  const [otherMs = 0, otherSeq = 0] = numbersOf(other);

  return ms - otherMs || seq - otherSeq;
}

function numbersOf(position: string): readonly number[] {
  return position.split('-').map(Number);
}
