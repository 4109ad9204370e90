import { isDeepStrictEqual } from 'node:util';

/** A connector's state, read from the text that OpenCTI keeps. */
export interface ParsedState {
  /** The object; null when there is none, or when the text can't be read. */
  readonly value: object | null;
  /** False when the text is neither empty nor a JSON object. */
  readonly isReadable: boolean;
}

/**
 * Reads a state text. Nothing, an empty text and `null` all say that there is no state. Anything
 * else that is no JSON object is unreadable, which is not the same as absent.
 */
export function parseState(text: string | null): ParsedState {
  if (isEmptyState(text)) return { value: null, isReadable: true };
  try {
    const value: unknown = JSON.parse(text ?? '');
    const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
    return { value: isObject ? value : null, isReadable: isObject };
  } catch {
    return { value: null, isReadable: false };
  }
}

/** Whether a state text says that there is no state. */
export function isEmptyState(text: string | null): boolean {
  return text === null || text.trim() === '' || text.trim() === 'null';
}

/** Whether two state texts say the same, however they are written. */
export function isSameState(one: string | null, other: string | null): boolean {
  if (one === other || (isEmptyState(one) && isEmptyState(other))) return true;
  const [left, right] = [parseState(one), parseState(other)];

  return left.value !== null && isDeepStrictEqual(left.value, right.value);
}
