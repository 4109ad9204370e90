import type { KnowledgeChange } from './knowledge-change.js';
import type { Knowledge } from './knowledge.js';
import { referencesOf, withoutReference } from './references.js';
import type { StoredObject } from './stored-object.js';

/** The ends of relationships and sightings: without them there is nothing left. */
const ENDS = new Set(['source_ref', 'target_ref', 'sighting_of_ref', 'where_sighted_refs']);

/**
 * Removes an object, the relationships and sightings that hang on it, and its mentions elsewhere. That
 * is one change, as OpenCTI sees it: what goes with the object is not told apart.
 *
 * @returns undefined when there is no such object
 */
export function deleteObject(
  knowledge: Knowledge,
  id: string,
  now: string,
): KnowledgeChange | undefined {
  const stored = knowledge.find(id);
  if (!stored) return undefined;

  const doomed: StoredObject[] = [stored];
  for (let next = doomed.pop(); next; next = doomed.pop()) {
    knowledge.remove(next);
    doomed.push(...detach(knowledge, next.object.id, now));
  }

  return { kind: 'delete', before: stored };
}

/** Takes mentions of an object out of the others; gives back those that can't live without it. */
function detach(knowledge: Knowledge, id: string, now: string): readonly StoredObject[] {
  const dependents: StoredObject[] = [];

  for (const other of knowledge.referringTo(id)) {
    const mentions = [...referencesOf(other.object)].filter(({ ref }) => ref === id);
    if (mentions.some(({ property }) => ENDS.has(property))) {
      dependents.push(other);
    } else {
      knowledge.put({ ...other, object: withoutReference(other.object, id), updatedAt: now });
    }
  }

  return dependents;
}
