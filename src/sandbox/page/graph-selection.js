import { objectAddress } from './addresses.js';
import { element, fill } from './element.js';
import { typeBadge } from './type-badge.js';

/** @import { GraphView } from '../views/graph-view.js' */

/** What is chosen in a graph, and what can be done with it. */
export class GraphSelection {
  #content = element('div', { class: 'stack tight' });

  /** @param {{ expand: (id: string) => void, centre: (id: string) => void }} actions */
  constructor(actions) {
    this.actions = actions;
    this.root = element(
      'section',
      { class: 'panel', 'aria-label': 'Chosen object', 'aria-live': 'polite' },
      this.#content,
    );
    this.show({ nodes: [], edges: [], isCut: false }, undefined);
  }

  /**
   * @param {GraphView} graph
   * @param {string | undefined} id
   */
  show({ nodes, edges }, id) {
    const node = nodes.find(one => one.id === id);
    if (!node) {
      fill(this.#content, element('p', { class: 'muted' }, 'Choose an object to see more of it.'));
      return;
    }
    const name = (/** @type {string} */ other) =>
      nodes.find(one => one.id === other)?.name ?? other;
    const links = edges.filter(({ source, target }) => source === node.id || target === node.id);
    fill(
      this.#content,
      typeBadge(node.type, node.entityType),
      element('h2', {}, node.name),
      element(
        'div',
        { class: 'row wrap' },
        element('a', { class: 'button', href: objectAddress(node.id) }, 'Open'),
        this.#button('Add neighbours', () => this.actions.expand(node.id)),
        this.#button('Only around this', () => this.actions.centre(node.id)),
      ),
      element(
        'ul',
        { class: 'lines' },
        links
          .slice(0, 50)
          .map(({ label, source, target }) =>
            source === node.id
              ? element('li', {}, `${label} `, element('strong', {}, name(target)))
              : element('li', {}, element('strong', {}, name(source)), ` ${label} this`),
          ),
      ),
    );
  }

  /**
   * @param {string} label
   * @param {() => void} press
   */
  #button(label, press) {
    return element('button', { type: 'button', onclick: press }, label);
  }
}
