import { BundleError } from '../../errors/index.js';

/** Longer than any type of STIX; more is cut in the message. */
const MAX_SHOWN = 250;

/** Makes the error of an object whose type has no rule for ids. */
export function unknownType(type: unknown): BundleError {
  const shown = typeof type === 'string' ? type.slice(0, MAX_SHOWN) : typeof type;

  return new BundleError('BUNDLE_TYPE_UNKNOWN', { type: shown });
}
