import { isRelationship } from '../knowledge/entity-type.js';
import type { Knowledge } from '../knowledge/knowledge.js';
import { referencesOf } from '../knowledge/references.js';
import type { StoredObject } from '../knowledge/stored-object.js';
import type { SentObjects } from './sent-objects.js';

type Finder = Pick<Knowledge, 'find' | 'referringTo'>;

/**
 * What has to be sent before an object, so that whoever reads can make sense of it: everything it
 * refers to, deepest first, and its relationships if they are wanted. What was sent already is left
 * out, and what is given is remembered as sent.
 */
export function* dependenciesOf(
  stored: StoredObject,
  knowledge: Finder,
  sent: SentObjects,
  withRelationships: boolean,
): Generator<StoredObject> {
  yield* missingReferences(stored, knowledge, sent, new Set([stored.object.id]));
  if (!withRelationships) return;

  for (const relationship of knowledge.referringTo(stored.object.id)) {
    if (!isRelationship(relationship.object) || sent.has(relationship.object.id)) continue;
    const onTheWay = new Set([stored.object.id, relationship.object.id]);
    yield* missingReferences(relationship, knowledge, sent, onTheWay);
    sent.add(relationship.object.id);
    yield relationship;
  }
}

/** `onTheWay` holds what is being dealt with: references may go round in circles. */
function* missingReferences(
  { object }: StoredObject,
  knowledge: Finder,
  sent: SentObjects,
  onTheWay: Set<string>,
): Generator<StoredObject> {
  for (const { ref } of referencesOf(object)) {
    const needed = knowledge.find(ref);
    const id = needed?.object.id;
    if (!needed || id === undefined || sent.has(id) || onTheWay.has(id)) continue;
    onTheWay.add(id);
    yield* missingReferences(needed, knowledge, sent, onTheWay);
    sent.add(id);
    yield needed;
  }
}
