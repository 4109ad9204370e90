/** Items taken before the memory of their places is given back. */
const TRIM = 1_024;

/** A line in the order of `sequence`, cheap at both ends, into which items can come back. */
export class WaitingLine<Item extends { readonly sequence: number }> {
  #items: Item[] = [];
  #head = 0;
  /** What came back, the first in line last. */
  #returned: Item[] = [];

  /** Items in line. */
  get length(): number {
    return this.#items.length - this.#head + this.#returned.length;
  }

  /** Puts a new item at the end. */
  push(item: Item): void {
    this.#items.push(item);
  }

  /** Puts an item back to where it was. */
  putBack(item: Item): void {
    let [low, high] = [0, this.#returned.length];
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.#returned[middle]?.sequence ?? 0) > item.sequence) low = middle + 1;
      else high = middle;
    }
    this.#returned.splice(low, 0, item);
  }

  /** Takes the first item. */
  shift(): Item | undefined {
    const first = this.#items[this.#head];
    const back = this.#returned.at(-1);
    if (back && (!first || back.sequence < first.sequence)) return this.#returned.pop();
    if (!first) return undefined;
    this.#head += 1;
    if (this.#head >= TRIM && this.#head * 2 >= this.#items.length) {
      this.#items = this.#items.slice(this.#head);
      this.#head = 0;
    }

    return first;
  }

  /** The items, in no order. */
  items(): readonly Item[] {
    return [...this.#returned, ...this.#items.slice(this.#head)];
  }

  /** Takes all. */
  clear(): readonly Item[] {
    const items = this.items();
    [this.#items, this.#head, this.#returned] = [[], 0, []];

    return items;
  }
}
