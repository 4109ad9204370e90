import type { StixObject } from '../stix/index.js';

/** What a connector says once about everything that it makes. */
export interface Furnishings {
  /** Author of every object that names none; itself sent along with them. */
  readonly author?: StixObject;
  /** Markings of every object that carries none; themselves sent along. */
  readonly markings: readonly StixObject[];
}

/** STIX meta objects: they have neither author nor markings. */
const PLAIN = new Set([
  'marking-definition',
  'extension-definition',
  'language-content',
  'label',
  'vocabulary',
  'external-reference',
  'kill-chain-phase',
]);

/** Observables have no `created_by_ref` in STIX; OpenCTI reads this property of theirs. */
const OBSERVABLE_AUTHOR = 'x_opencti_created_by_ref';

/**
 * Gives each object the connector's author and markings where it has none of its own, puts the
 * author and the markings in front, and keeps the first object of each id.
 *
 * @param objects what a page became; not changed.
 * @param isObservable whether an object is a cyber observable.
 */
export function furnish(
  objects: readonly StixObject[],
  { author, markings }: Furnishings,
  isObservable: (object: StixObject) => boolean,
): StixObject[] {
  if (objects.length === 0) return [];
  const markingRefs = markings.map(marking => marking.id);
  const kept = new Map<string, StixObject>();

  for (const marking of markings) kept.set(marking.id, marking);
  for (const object of author ? [author, ...objects] : objects) {
    if (kept.has(object.id)) continue;
    kept.set(object.id, furnished(object));
  }

  return [...kept.values()];

  function furnished(object: StixObject): StixObject {
    if (PLAIN.has(object.type)) return object;
    const property = isObservable(object) ? OBSERVABLE_AUTHOR : 'created_by_ref';
    const wantsAuthor =
      author !== undefined &&
      object.id !== author.id &&
      !('created_by_ref' in object) &&
      !(property in object);
    const wantsMarkings =
      markingRefs.length > 0 && !('object_marking_refs' in object) && object !== author;
    if (!wantsAuthor && !wantsMarkings) return object;

    const copy: Record<string, unknown> & StixObject = { ...object };
    if (wantsAuthor) copy[property] = author.id;
    if (wantsMarkings) copy['object_marking_refs'] = markingRefs;

    return copy;
  }
}
