import { Duration } from '../config/index.js';

/** Whether a value is the text of an ISO 8601 duration above zero. */
export function isPositiveDuration(value: unknown): value is string {
  if (typeof value !== 'string' || !value.startsWith('P')) return false;

  try {
    return Duration.parse(value).milliseconds > 0;
  } catch {
    return false;
  }
}
