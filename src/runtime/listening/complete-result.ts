import { isSco, type StixObject } from '../../stix/index.js';
import { furnish, type Furnishings } from '../furnish.js';
import { sharedWith } from './share.js';

/** What the result of an enrichment is completed with. */
export interface Completion {
  /** What came, the entity included: it is nobody's here to sign or to mark. */
  readonly received: readonly StixObject[];
  /** Objects that stay in the result, changed or not. */
  readonly kept: readonly StixObject[];
  readonly furnishings: Furnishings;
  /** STIX ids of the organizations that the entity is shared with. */
  readonly organizations: readonly string[];
}

/**
 * Completes what an enrichment emitted: with what is kept of what came, where the emitted version of
 * an object wins, and of several the last; with author and markings on the objects that are new; and
 * with the entity's sharing on everything.
 */
export function completeResult(
  emitted: readonly StixObject[],
  { received, kept, furnishings, organizations }: Completion,
): readonly StixObject[] {
  const receivedIds = new Set(received.map(({ id }) => id));
  const result = new Map(kept.map(object => [object.id, object]));
  for (const object of emitted) if (receivedIds.has(object.id)) result.set(object.id, object);

  const added = emitted.filter(({ id }) => !receivedIds.has(id));
  for (const object of furnish(added, furnishings, isSco)) {
    if (!result.has(object.id)) result.set(object.id, object);
  }

  return sharedWith([...result.values()], organizations);
}
