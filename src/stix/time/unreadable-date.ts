import { BundleError } from '../../errors/index.js';

/** Longer text is cut in the message. */
const MAX_SHOWN = 60;

/** Makes the error of a value that is no date; `problem` says why not. */
export function unreadableDate(value: unknown, problem: string): BundleError {
  const text = typeof value === 'string' ? value : typeof value;
  const date = text.length > MAX_SHOWN ? `${text.slice(0, MAX_SHOWN)}…` : text;

  return new BundleError('BUNDLE_DATE_UNREADABLE', { date, problem });
}
