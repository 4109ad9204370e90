import type { StixObject } from '../../stix-object.js';
import { withFormerIds } from './former-ids.js';
import { expectedId, type Typed } from './identity-parts.js';
import { rewriteReferences } from './rewrite-references.js';

/**
 * Gives one foreign object the id that OpenCTI expects, and makes its references follow: `restamp` for
 * feeds that are too large to hold. The id that it came with stays in `x_opencti_stix_ids`.
 *
 * Read the feed twice: first for the ids, then for the objects.
 *
 * ```ts
 * const renamed = new Map<string, string>();
 * for await (const object of feed) renamed.set(object.id, restampObject(object).id);
 * for await (const object of feed) yield restampObject(object, renamed);
 * ```
 *
 * An id that is made from other ids, such as a relationship's, is right in the second reading only.
 *
 * @param renamed the new id by the old one, of what the object refers to. Default: none
 * @returns the object itself when there is nothing to change
 * @throws BundleError as `stixId` does
 */
export function restampObject(
  object: StixObject,
  renamed: ReadonlyMap<string, string> = new Map(),
): StixObject {
  const members = rewriteReferences(object as unknown as Typed, renamed);
  const id = expectedId(members);
  if (id === undefined || id === object.id) return members as unknown as StixObject;

  return withFormerIds({ ...members, id }, [object.id]) as unknown as StixObject;
}
