import { addressOf } from './addresses.js';
import { api } from './api-client.js';
import { element, fill } from './element.js';
import { GraphDrawing } from './graph-drawing.js';
import { graphList } from './graph-list.js';
import { GraphSelection } from './graph-selection.js';
import { onceAWhile } from './once-a-while.js';
import { amount } from './times-and-sizes.js';

/** @import { GraphView } from '../views/graph-view.js' */

/** Objects that are drawn at most. */
const MAX_NODES = 300;

/** Neighbours that are added at once. */
const MAX_NEIGHBOURS = 60;

/** The newest relationships, or what is around an object, as a graph and as a list. @type {import('./view.js').ViewMaker} */
export const graphView = (_store, address) => {
  let around = address.query.get('around') ?? '';
  const canvas = element('div', {
    class: 'canvas',
    role: 'img',
    'aria-label': 'Graph; its list is below',
  });
  const status = element('p', { class: 'muted', role: 'status' });
  const list = element('div', { class: 'scroll tall' });
  const empty = element('p', { class: 'empty', hidden: true });
  const selection = new GraphSelection({
    expand: id => void expand(id),
    centre: id => (location.hash = addressOf(['graph'], { around: id })),
  });
  const drawing = new GraphDrawing(canvas, id => select(id));
  /** @type {GraphView} */
  let graph = { nodes: [], edges: [], isCut: false };
  let isClosed = false;

  const select = (/** @type {string | undefined} */ id) => {
    selection.show(graph, id);
    drawing.mark(id);
  };
  const show = async () => {
    empty.hidden = graph.nodes.length > 0;
    canvas.hidden = graph.nodes.length === 0;
    empty.textContent =
      around === ''
        ? 'Nothing is linked yet. Relationships that connectors send are drawn here.'
        : 'Nothing to draw: this object is not here.';
    status.textContent = [
      `${amount(graph.nodes.length, 'object')}, ${amount(graph.edges.length, 'link')}`,
      graph.isCut ? 'There is more than is drawn.' : '',
    ]
      .filter(Boolean)
      .join('. ');
    fill(list, graphList(graph, select));
    if (!isClosed) await drawing.show(graph);
  };
  const load = async () => {
    const found = await api.graph(around, around === '' ? 120 : MAX_NODES).catch(() => undefined);
    if (!found) return;
    graph = found;
    select(around === '' ? undefined : nodeAt(graph, around));
    await show();
  };
  const expand = async (/** @type {string} */ id) => {
    const found = await api.graph(id, MAX_NEIGHBOURS).catch(() => undefined);
    if (!found) return;
    graph = joined(graph, found);
    select(id);
    await show();
  };
  const offerReload = onceAWhile(1_000, async () => {
    if (graph.nodes.length === 0 && !isClosed) await load();
  });
  void load();

  return {
    title: 'Graph',
    root: element(
      'div',
      { class: 'stack' },
      element(
        'div',
        { class: 'row between wrap' },
        element('h1', {}, 'Graph'),
        element(
          'div',
          { class: 'row' },
          status,
          button('Zoom in', '+', () => drawing.zoom(1.3)),
          button('Zoom out', '−', () => drawing.zoom(1 / 1.3)),
          button('Fit', 'Fit', () => drawing.fit()),
          button('Reload', 'Reload', () => load()),
        ),
      ),
      element(
        'div',
        { class: 'graph' },
        element('div', { class: 'panel flush' }, empty, canvas),
        selection.root,
      ),
      element(
        'section',
        { class: 'panel', 'aria-label': 'The graph as a list' },
        element('h2', {}, 'As a list'),
        list,
      ),
    ),
    changed: topic => topic === 'objects' && offerReload(),
    readdress(next) {
      around = next.query.get('around') ?? '';
      void load();
      return true;
    },
    recoloured: () => drawing.recolour(),
    close() {
      isClosed = true;
      drawing.close();
    },
  };
};

/**
 * @param {string} name
 * @param {string} label
 * @param {() => unknown} press
 */
function button(name, label, press) {
  return element('button', { type: 'button', 'aria-label': name, onclick: press }, label);
}

/**
 * @param {GraphView} graph
 * @param {string} id any id; the one in the address may be another of the same object
 */
function nodeAt({ nodes }, id) {
  return nodes.find(node => node.id === id)?.id ?? nodes[0]?.id;
}

/**
 * Both graphs in one, as far as it stays small enough to read.
 *
 * @param {GraphView} graph
 * @param {GraphView} added
 * @returns {GraphView}
 */
function joined(graph, added) {
  const nodes = new Map(graph.nodes.map(node => [node.id, node]));
  let isCut = added.isCut;
  for (const node of added.nodes) {
    if (nodes.has(node.id) || nodes.size < MAX_NODES) nodes.set(node.id, node);
    else isCut = true;
  }
  const edges = new Map([...graph.edges, ...added.edges].map(edge => [edge.id, edge]));

  return {
    nodes: [...nodes.values()],
    edges: [...edges.values()].filter(
      ({ source, target }) => nodes.has(source) && nodes.has(target),
    ),
    isCut,
  };
}
