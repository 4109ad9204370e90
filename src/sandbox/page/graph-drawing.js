import { hueOf } from './type-badge.js';

/** @import { Core, ElementDefinition, StylesheetJson } from 'cytoscape' */
/** @import { GraphView } from '../views/graph-view.js' */

/** Longest name in the drawing; it stands whole in the list and beside it. */
const MAX_NAME = 28;

/** Enlargement at which a graph is shown at most. */
const MAX_FIT = 1.4;

/** Draws a graph. What it shows is in a list too: a canvas says nothing to a screen reader. */
export class GraphDrawing {
  /** @type {Core | undefined} */
  #core;
  #isClosed = false;

  /**
   * @param {HTMLElement} place
   * @param {(id: string | undefined) => void} selected called with what was clicked
   */
  constructor(place, selected) {
    this.place = place;
    this.selected = selected;
  }

  /**
   * Shows a graph. What is there already stays where it is, as far as there is room.
   *
   * @param {GraphView} graph
   */
  async show(graph) {
    const core = (this.#core ??= await this.#open());
    if (this.#isClosed) return core.destroy();
    const wanted = new Set([...graph.nodes, ...graph.edges].map(({ id }) => id));
    const isEmpty = core.nodes().length === 0;
    const kept = core.elements().filter(one => wanted.has(one.id()));
    const isNew = kept.nodes().length === 0;
    core.elements().difference(kept).remove();
    core.add(definitions(graph).filter(({ data }) => core.getElementById(String(data.id)).empty()));
    core
      .layout({
        name: 'cose',
        randomize: isEmpty || isNew,
        animate: false,
        nodeDimensionsIncludeLabels: true,
        idealEdgeLength: () => 70,
        nodeRepulsion: () => 9_000,
        padding: 32,
      })
      .run();
    // A handful of objects would fill the place with letters of any size.
    if (core.zoom() > MAX_FIT) {
      core.zoom(MAX_FIT);
      core.center();
    }
  }

  /** @param {string | undefined} id what to show as chosen */
  mark(id) {
    this.#core?.elements().removeClass('chosen');
    if (id !== undefined) this.#core?.getElementById(id).addClass('chosen');
  }

  /** @param {number} factor */
  zoom(factor) {
    const core = this.#core;
    core?.zoom({
      level: core.zoom() * factor,
      renderedPosition: { x: core.width() / 2, y: core.height() / 2 },
    });
  }

  fit() {
    this.#core?.fit(undefined, 32);
  }

  recolour() {
    this.#core?.style(styles());
  }

  close() {
    this.#isClosed = true;
    this.#core?.destroy();
    this.#core = undefined;
  }

  async #open() {
    // Large, and needed by nobody who looks at something else.
    const { default: cytoscape } = await import('/sandbox/page/cytoscape.js');
    const core = cytoscape({
      container: this.place,
      style: styles(),
      minZoom: 0.1,
      maxZoom: 3,
      boxSelectionEnabled: false,
    });
    core.on('tap', 'node', event => this.selected(event.target.id()));
    core.on('tap', event => event.target === core && this.selected(undefined));

    return core;
  }
}

/**
 * @param {GraphView} graph
 * @returns {ElementDefinition[]}
 */
function definitions({ nodes, edges }) {
  return [
    ...nodes.map(({ id, name, type }) => ({
      data: { id, name: shortened(name), hue: hueOf(type) },
    })),
    ...edges.map(({ id, label, source, target }) => ({ data: { id, label, source, target } })),
  ];
}

/** @param {string} name */
function shortened(name) {
  return name.length > MAX_NAME ? `${name.slice(0, MAX_NAME - 1)}…` : name;
}

/** @returns {StylesheetJson} */
function styles() {
  const page = getComputedStyle(document.documentElement);
  const colour = (/** @type {string} */ name) => page.getPropertyValue(name).trim();
  const lightness = colour('--dot-lightness');

  return [
    {
      selector: 'node',
      style: {
        width: 18,
        height: 18,
        'background-color': node => `hsl(${node.data('hue')}, 60%, ${lightness})`,
        label: 'data(name)',
        color: colour('--text'),
        'font-size': 11,
        'font-family': 'system-ui, sans-serif',
        'text-valign': 'bottom',
        'text-margin-y': 5,
        'text-background-color': colour('--surface'),
        'text-background-opacity': 0.85,
        'text-background-padding': '2px',
        'min-zoomed-font-size': 7,
      },
    },
    {
      selector: 'edge',
      style: {
        width: 1.2,
        'line-color': colour('--line-strong'),
        'target-arrow-color': colour('--line-strong'),
        'target-arrow-shape': 'triangle',
        'arrow-scale': 0.8,
        'curve-style': 'bezier',
        label: 'data(label)',
        color: colour('--muted'),
        'font-size': 9,
        'font-family': 'system-ui, sans-serif',
        'text-rotation': 'autorotate',
        'text-background-color': colour('--surface'),
        'text-background-opacity': 0.9,
        'text-background-padding': '1px',
        'min-zoomed-font-size': 8,
      },
    },
    {
      selector: '.chosen',
      style: { 'border-width': 4, 'border-color': colour('--accent'), width: 24, height: 24 },
    },
  ];
}
