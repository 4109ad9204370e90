import { BundleError } from '../errors/index.js';

/**
 * The first object of each id, in order.
 *
 * @throws BundleError `BUNDLE_PROPERTY_MISSING` for an object without an id.
 * @see pycti `OpenCTIConnectorHelper.stix2_deduplicate_objects`
 */
export function uniqueById<T extends { readonly id: string }>(objects: Iterable<T>): T[] {
  const byId = new Map<string, T>();
  for (const object of objects) {
    if (typeof object?.id !== 'string') throw withoutId(object);
    if (!byId.has(object.id)) byId.set(object.id, object);
  }

  return [...byId.values()];
}

function withoutId(object: unknown): BundleError {
  const { type: given } = Object(object) as { readonly type?: unknown };
  const type = typeof given === 'string' ? given : 'STIX object';

  return new BundleError('BUNDLE_PROPERTY_MISSING', { type, property: 'id' });
}
