import { BundleError } from '../../../errors/index.js';
import { isSupportedId } from '../supported-ids.js';
import type { GraphItem, WorkingCopy } from './object-graph.js';

/**
 * Says why OpenCTI would refuse an object whose references have been followed; undefined when it
 * takes it.
 *
 * @throws BundleError `BUNDLE_OBJECT_WITHOUT_TYPE`, or `BUNDLE_MEMBER_MALFORMED` for a sighting whose
 * places are null.
 */
export function whyUnsendable({ id, copy }: GraphItem): string | undefined {
  const type = copy['type'];
  if (type === undefined) throw new BundleError('BUNDLE_OBJECT_WITHOUT_TYPE', { id });
  if (typeof type !== 'string') return 'type is not text';
  if (type === 'relationship') return whyUnlinked(copy);
  if (type === 'sighting') return whyUnsighted(id, copy);

  return isSupportedId(id) ? undefined : 'OpenCTI does not import this type';
}

function whyUnlinked(copy: WorkingCopy): string | undefined {
  const empty = ['source_ref', 'target_ref'].filter(end => copy[end] == null);

  return empty.length === 0 ? undefined : `${empty.join(' and ')} without an object`;
}

function whyUnsighted(id: string, copy: WorkingCopy): string | undefined {
  if (copy['sighting_of_ref'] == null) return 'sighting_of_ref without an object';

  const places = copy['where_sighted_refs'];
  if (places === null) {
    const property = 'where_sighted_refs';
    throw new BundleError('BUNDLE_MEMBER_MALFORMED', { id, property, expected: 'a list of ids' });
  }
  return Array.isArray(places) && places.length > 0
    ? undefined
    : 'where_sighted_refs without a place';
}
