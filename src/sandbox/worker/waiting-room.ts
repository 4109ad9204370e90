import type { MissingReference } from '../knowledge/references.js';

/** Something that can't go on before an object has come. */
export interface Waiting<Item> {
  readonly item: Item;
  /** What it lacks; it is called when the first of them comes. */
  readonly references: readonly MissingReference[];
}

/**
 * Objects whose references were not there yet. A worker of the platform tries such an object again
 * a few times; here it is tried as soon as what it waits for has come, and given up when nothing more
 * is to come.
 */
export class WaitingRoom<Item> {
  readonly #byReference = new Map<string, Waiting<Item>[]>();
  #size = 0;

  /** How many wait. */
  get size(): number {
    return this.#size;
  }

  /** Lets something wait for the first of its missing references. */
  add(waiting: Waiting<Item>): void {
    const ref = waiting.references[0]?.ref ?? '';
    const others = this.#byReference.get(ref);
    if (others) others.push(waiting);
    else this.#byReference.set(ref, [waiting]);
    this.#size += 1;
  }

  /** Calls those that waited for one of these ids. */
  call(ids: readonly string[]): readonly Item[] {
    if (this.#size === 0) return [];

    return ids.flatMap(id => this.#take(id)).map(({ item }) => item);
  }

  /** Sends everybody home. */
  clear(): readonly Waiting<Item>[] {
    return [...this.#byReference.keys()].flatMap(ref => this.#take(ref));
  }

  #take(ref: string): readonly Waiting<Item>[] {
    const waiting = this.#byReference.get(ref) ?? [];
    this.#byReference.delete(ref);
    this.#size -= waiting.length;

    return waiting;
  }
}
