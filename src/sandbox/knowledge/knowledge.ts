import type { StoredObject } from './stored-object.js';

/** The objects the sandbox holds, by any of their ids. */
export class Knowledge {
  readonly #objects = new Map<string, StoredObject>();
  readonly #internalIds = new Map<string, string>();

  constructor(private readonly changed: (stored: StoredObject) => void) {}

  /** An object by its internal, standard or other id. */
  find(id: string): StoredObject | undefined {
    return this.#objects.get(this.#internalIds.get(id) ?? id);
  }

  /** Adds an object, or replaces the one with the same internal id. An id leads to one object only. */
  put(stored: StoredObject): void {
    const before = this.#objects.get(stored.internalId);
    this.#objects.set(stored.internalId, stored);
    for (const id of before?.ids ?? []) {
      if (!stored.ids.has(id)) this.#forget(id, stored);
    }
    for (const id of stored.ids) {
      if (!this.#internalIds.has(id)) this.#internalIds.set(id, stored.internalId);
    }
    this.changed(stored);
  }

  /** Removes an object. */
  remove(stored: StoredObject): void {
    this.#objects.delete(stored.internalId);
    for (const id of stored.ids) this.#forget(id, stored);
    this.changed(stored);
  }

  /** Everything, in order of arrival; what was there from the start only once it is used. */
  *all(): Generator<StoredObject> {
    for (const stored of this.#objects.values()) {
      if (!stored.isBuiltIn) yield stored;
    }
  }

  /** Everything, what was there from the start included. */
  *withBuiltIns(): Generator<StoredObject> {
    yield* this.#objects.values();
  }

  /** An id that leads to another object is left to it. */
  #forget(id: string, { internalId }: StoredObject): void {
    if (this.#internalIds.get(id) === internalId) this.#internalIds.delete(id);
  }
}
