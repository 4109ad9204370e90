/**
 * Shows a list and keeps up with it: an item that did not change keeps its element, so that open
 * details, focus and selection stay where they are. In an item that did change, what has the same
 * `data-keep` stays open or focused.
 *
 * @template Item
 */
export class KeyedList {
  /** @type {Map<string, { text: string, made: HTMLElement }>} */
  #shown = new Map();

  /**
   * @param {HTMLElement} parent
   * @param {(item: Item) => string} keyOf
   * @param {(item: Item) => HTMLElement} render
   */
  constructor(parent, keyOf, render) {
    this.parent = parent;
    this.keyOf = keyOf;
    this.render = render;
  }

  /** @param {readonly Item[]} items */
  show(items) {
    const next = new Map(items.map(item => [this.keyOf(item), this.#entry(item)]));
    for (const [key, { made }] of this.#shown) if (next.get(key)?.made !== made) made.remove();
    /** @type {Element | null} */
    let place = this.parent.firstElementChild;
    for (const { made } of next.values()) {
      if (made === place) place = place.nextElementSibling;
      else this.parent.insertBefore(made, place);
    }
    this.#shown = next;
  }

  /** @param {Item} item */
  #entry(item) {
    const before = this.#shown.get(this.keyOf(item));
    const text = JSON.stringify(item);
    if (before?.text === text) return before;
    const made = this.render(item);
    if (before?.made.isConnected) {
      const focused = before.made.contains(document.activeElement)
        ? keepOf(document.activeElement)
        : undefined;
      carryOpen(before.made, made);
      before.made.replaceWith(made);
      if (focused !== undefined) find(made, focused)?.focus();
    }

    return { text, made };
  }
}

/**
 * @param {HTMLElement} before
 * @param {HTMLElement} after
 */
function carryOpen(before, after) {
  for (const open of before.querySelectorAll('details[open][data-keep]')) {
    find(after, keepOf(open) ?? '')?.setAttribute('open', '');
  }
}

/** @param {Element | null} kept */
function keepOf(kept) {
  return kept instanceof HTMLElement ? kept.dataset.keep : undefined;
}

/**
 * @param {HTMLElement} within
 * @param {string} keep
 * @returns {HTMLElement | undefined}
 */
function find(within, keep) {
  const all = /** @type {Iterable<HTMLElement>} */ (within.querySelectorAll('[data-keep]'));

  return [...all].find(({ dataset }) => dataset.keep === keep);
}
