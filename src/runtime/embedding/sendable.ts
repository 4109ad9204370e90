import { BundleError } from '../../errors/index.js';
import { bundle, type Bundle, type StixObject } from '../../stix/index.js';

/**
 * What can be sent: a bundle, its text, objects, or objects that come one after another.
 *
 * All but the last are held and split as a whole, so that what an object refers to is always sent
 * before it.
 */
export type Sendable = Bundle | string | Iterable<StixObject> | AsyncIterable<StixObject>;

/** Whether objects come one after another, and are not to be held all at once. */
export function isStream(content: Sendable): content is AsyncIterable<StixObject> {
  return typeof content === 'object' && Symbol.asyncIterator in content;
}

/**
 * What is sent as a whole, as one bundle.
 *
 * @throws BundleError `BUNDLE_NOT_JSON`
 */
export function wholeOf(content: Exclude<Sendable, AsyncIterable<StixObject>>): Bundle {
  if (typeof content === 'string') return parse(content);

  return Symbol.iterator in content ? bundle(content) : content;
}

function parse(text: string): Bundle {
  try {
    return JSON.parse(text) as Bundle;
  } catch (cause) {
    throw new BundleError('BUNDLE_NOT_JSON', { reason: (cause as Error).message }, { cause });
  }
}
