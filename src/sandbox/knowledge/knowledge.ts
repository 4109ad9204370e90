import { ReferenceIndex } from './reference-index.js';
import type { StoredObject } from './stored-object.js';

/** The objects the sandbox holds, by any of their ids, by type and by what they refer to. */
export class Knowledge {
  readonly #objects = new Map<string, StoredObject>();
  readonly #internalIds = new Map<string, string>();
  readonly #listed = new ReferenceIndex();
  readonly #unlisted = new ReferenceIndex();
  #version = 0;

  constructor(private readonly changed: (stored: StoredObject) => void) {}

  /** Counts the changes: as long as it is the same, so is everything else. */
  get version(): number {
    return this.#version;
  }

  /** An object by its internal, standard or other id. */
  find(id: string): StoredObject | undefined {
    return this.#objects.get(this.#internalIds.get(id) ?? id);
  }

  /** Adds an object, or replaces the one with the same internal id. An id leads to one object only. */
  put(stored: StoredObject): void {
    const before = this.#objects.get(stored.internalId);
    this.#objects.set(stored.internalId, stored);
    this.#reindex(before, stored);
    for (const id of before?.ids ?? []) {
      if (!stored.ids.has(id)) this.#forget(id, stored);
    }
    for (const id of stored.ids) {
      if (!this.#internalIds.has(id)) this.#internalIds.set(id, stored.internalId);
    }
    this.#version += 1;
    this.changed(stored);
  }

  /** Removes an object. */
  remove(stored: StoredObject): void {
    const known = this.#objects.get(stored.internalId);
    this.#objects.delete(stored.internalId);
    if (known) this.#indexOf(known).remove(known);
    for (const id of stored.ids) this.#forget(id, stored);
    this.#version += 1;
    this.changed(stored);
  }

  /** Everything that is listed, in order of arrival. */
  *all(): Generator<StoredObject> {
    for (const stored of this.#objects.values()) {
      if (!stored.isUnlisted) yield stored;
    }
  }

  /** Everything, in order of arrival, also what is not listed. */
  *withUnlisted(): Generator<StoredObject> {
    yield* this.#objects.values();
  }

  /** What is listed of a STIX type. */
  *ofType(type: string): Generator<StoredObject> {
    yield* this.#resolve(this.#listed.ofType(type));
  }

  /** Everything of a STIX type, also what is not listed. */
  *ofTypeWithUnlisted(type: string): Generator<StoredObject> {
    yield* this.#resolve(this.#unlisted.ofType(type));
    yield* this.ofType(type);
  }

  /** What is listed and refers to a standard id. Changes made meanwhile are not seen. */
  *referringTo(standardId: string): Generator<StoredObject> {
    yield* this.#resolve([...this.#listed.referringTo(standardId)]);
  }

  /** Number of listed objects of each STIX type. */
  countsByType(): ReadonlyMap<string, number> {
    return this.#listed.counts();
  }

  *#resolve(internalIds: Iterable<string>): Generator<StoredObject> {
    for (const internalId of internalIds) {
      const stored = this.#objects.get(internalId);
      if (stored) yield stored;
    }
  }

  #reindex(before: StoredObject | undefined, stored: StoredObject): void {
    if (before?.object === stored.object && before.isUnlisted === stored.isUnlisted) return;
    if (before) this.#indexOf(before).remove(before);
    this.#indexOf(stored).add(stored);
  }

  #indexOf({ isUnlisted }: StoredObject): ReferenceIndex {
    return isUnlisted ? this.#unlisted : this.#listed;
  }

  /** An id that leads to another object is left to it. */
  #forget(id: string, { internalId }: StoredObject): void {
    if (this.#internalIds.get(id) === internalId) this.#internalIds.delete(id);
  }
}
