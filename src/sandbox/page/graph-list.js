import { objectAddress } from './addresses.js';
import { element } from './element.js';
import { typeBadge } from './type-badge.js';

/** @import { GraphView, GraphNode } from '../views/graph-view.js' */

/**
 * A graph as a table: each object, and what it leads to.
 *
 * @param {GraphView} graph
 * @param {(id: string) => void} select
 * @returns {HTMLElement}
 */
export function graphList({ nodes, edges }, select) {
  const names = new Map(nodes.map(({ id, name }) => [id, name]));
  const links = new Map(nodes.map(({ id }) => [id, /** @type {string[]} */ ([])]));
  for (const { source, target, label } of edges) {
    links.get(source)?.push(`${label} ${names.get(target) ?? target}`);
  }
  const row = (/** @type {GraphNode} */ { id, type, entityType, name }) =>
    element(
      'tr',
      {},
      element('th', { scope: 'row' }, element('a', { href: objectAddress(id) }, name)),
      element('td', {}, typeBadge(type, entityType)),
      element('td', {}, links.get(id)?.join('; ') || '–'),
      element(
        'td',
        {},
        element(
          'button',
          {
            type: 'button',
            class: 'quiet',
            'aria-label': `Choose ${name} in the graph`,
            onclick: () => select(id),
          },
          'Choose',
        ),
      ),
    );

  return element(
    'table',
    {},
    element('caption', { class: 'hidden' }, 'Objects of the graph'),
    element(
      'thead',
      {},
      element(
        'tr',
        {},
        ['Object', 'Type', 'Leads to', 'In the graph'].map(name =>
          element('th', { scope: 'col' }, name),
        ),
      ),
    ),
    element('tbody', {}, nodes.map(row)),
  );
}
