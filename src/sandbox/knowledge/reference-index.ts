import { referencesOf } from './references.js';
import type { StoredObject } from './stored-object.js';

/** Which objects are of a type, and which refer to a given one: what would else need a look at all. */
export class ReferenceIndex {
  readonly #byType = new Map<string, Set<string>>();
  readonly #referrers = new Map<string, Set<string>>();

  /** Enters an object. */
  add({ internalId, object }: StoredObject): void {
    enter(this.#byType, object.type, internalId);
    for (const { ref } of referencesOf(object)) enter(this.#referrers, ref, internalId);
  }

  /** Takes an object out, as it was entered. */
  remove({ internalId, object }: StoredObject): void {
    leave(this.#byType, object.type, internalId);
    for (const { ref } of referencesOf(object)) leave(this.#referrers, ref, internalId);
  }

  /** Internal ids of the objects of a STIX type. */
  ofType(type: string): Iterable<string> {
    return this.#byType.get(type) ?? [];
  }

  /** Internal ids of the objects that refer to a standard id. */
  referringTo(ref: string): Iterable<string> {
    return this.#referrers.get(ref) ?? [];
  }

  /** Number of objects of each STIX type. */
  counts(): ReadonlyMap<string, number> {
    return new Map([...this.#byType].map(([type, ids]) => [type, ids.size]));
  }
}

function enter(index: Map<string, Set<string>>, key: string, id: string): void {
  const ids = index.get(key);
  if (ids) ids.add(id);
  else index.set(key, new Set([id]));
}

function leave(index: Map<string, Set<string>>, key: string, id: string): void {
  const ids = index.get(key);
  ids?.delete(id);
  if (ids?.size === 0) index.delete(key);
}
