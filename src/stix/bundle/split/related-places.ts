import type { StixObject } from '../../stix-object.js';
import { internalIdsOf, type WorkingCopy } from './object-graph.js';
import { isReferenceProperty } from './reference-list.js';

/**
 * Says which objects of a list belong together: each object that no other one refers to, with all
 * that it needs and that no earlier set holds. Every object is in one set. Takes time in proportion to
 * objects and references.
 *
 * @param objects in an order in which what an object refers to comes before it; a reference that
 * leads further on counts for nothing.
 * @returns the sets in the order of the objects they are about; in each, the places in the list,
 * ascending.
 */
export function relatedPlaces(objects: readonly StixObject[]): number[][] {
  const needs = needsOf(objects);
  const needed = new Set(needs.flat());
  const taken = new Set<number>();

  return [...objects.keys()]
    .filter(place => !needed.has(place))
    .map(place => gather(place, needs, taken).sort((a, b) => a - b));
}

/** For each object the places of those that it refers to. */
function needsOf(objects: readonly StixObject[]): number[][] {
  const places = placesById(objects);

  return objects.map((object, own) => {
    const found = referencesOf(object).flatMap(ref => places.get(ref) ?? []);
    return found.filter(place => place < own);
  });
}

function placesById(objects: readonly StixObject[]): ReadonlyMap<string, number> {
  const places = new Map<string, number>();
  for (const [place, object] of objects.entries()) {
    for (const id of internalIdsOf(object as unknown as WorkingCopy)) places.set(id, place);
  }
  // An internal id never hides an id.
  for (const [place, { id }] of objects.entries()) places.set(id, place);

  return places;
}

function referencesOf(object: StixObject): string[] {
  return Object.entries(object)
    .filter(([property]) => isReferenceProperty(property))
    .flatMap(([, value]: [string, unknown]) =>
      Array.isArray(value) ? (value as unknown[]) : [value],
    )
    .filter(ref => typeof ref === 'string');
}

/** Takes an object and what it needs, with a stack of its own instead of recursion. */
function gather(root: number, needs: readonly number[][], taken: Set<number>): number[] {
  const gathered: number[] = [];
  const waiting = [root];
  for (let place = waiting.pop(); place !== undefined; place = waiting.pop()) {
    if (taken.has(place)) continue;
    taken.add(place);
    gathered.push(place);
    for (const need of needs[place] ?? []) waiting.push(need);
  }

  return gathered;
}
