import { actionButton } from './action-button.js';
import { api } from './api-client.js';
import { element, fill } from './element.js';
import { jsonBlock } from './json-block.js';
import { KeyedList } from './keyed-list.js';
import { amount, size, timeElement } from './times-and-sizes.js';

/** @import { SandboxStore } from './sandbox-store.js' */
/** @typedef {SandboxStore['connectors'][number]} Connector */

/** The connectors: how they are, what they remember, what waits for them. */
export class ConnectorsPanel {
  #list = element('ul', { class: 'cards' });
  #empty = element('div', { class: 'empty' });
  /** @type {KeyedList<Connector>} */
  #shown = new KeyedList(this.#list, ({ id }) => id, connectorCard);

  /** @param {SandboxStore} store */
  constructor(store) {
    this.store = store;
    this.root = element(
      'section',
      { class: 'panel', 'aria-labelledby': 'connectors' },
      element('h2', { id: 'connectors' }, 'Connectors'),
      this.#empty,
      this.#list,
    );
    void this.#explain();
    this.show();
  }

  show() {
    this.#empty.hidden = this.store.connectors.length > 0;
    this.#shown.show(this.store.connectors);
  }

  async #explain() {
    const { variables } = await api.about().catch(() => ({ variables: {} }));
    const lines = [...Object.entries(variables), ['OPENCTI_TOKEN', '…the token that was printed']];
    fill(
      this.#empty,
      element(
        'p',
        {},
        'No connector has registered yet. Start any connector with these variables:',
      ),
      jsonBlock(lines.map(([name, value]) => `${name}=${value}`).join('\n'), 'Variables'),
    );
  }
}

/**
 * @param {Connector} connector
 * @returns {HTMLElement}
 */
function connectorCard({ id, name, type, scope, active, state, info, queue, lastSeenAt }) {
  return element(
    'li',
    { class: 'card' },
    element(
      'div',
      { class: 'row between' },
      element(
        'h3',
        {},
        name,
        element('span', { class: `chip ${active ? 'good' : 'bad'}` }, active ? 'Active' : 'Silent'),
      ),
      actionButton({
        label: 'Reset state',
        name: `Reset state of ${name}`,
        class: 'quiet',
        confirm: {
          title: 'Reset the state?',
          text: `${name} starts again from the beginning, and what waits in its queues is thrown away.`,
          yes: 'Reset state',
        },
        run: async () => {
          await api.resetState(id);
          return `State of ${name} reset`;
        },
      }),
    ),
    element('p', { class: 'muted' }, kindName(type), scope.length > 0 && ` · ${scope.join(', ')}`),
    element(
      'dl',
      { class: 'facts' },
      fact(
        'Queue',
        queue.messages === 0
          ? 'empty'
          : `${amount(queue.messages, 'message')}, ${size(queue.bytes)}`,
      ),
      fact('Last run', timeElement(info?.last_run_datetime)),
      fact('Next run', timeElement(info?.next_run_datetime)),
      fact('Last seen', timeElement(lastSeenAt)),
    ),
    state !== null &&
      element(
        'details',
        { 'data-keep': `state of ${id}` },
        element('summary', { 'data-keep': `state summary of ${id}` }, 'State'),
        jsonBlock(state === '' ? '(reset)' : state, `State of ${name}`),
      ),
  );
}

/**
 * @param {string} name
 * @param {Node | string} value
 */
function fact(name, value) {
  return element('div', {}, element('dt', {}, name), element('dd', {}, value));
}

/** @param {string} type such as `EXTERNAL_IMPORT` */
function kindName(type) {
  const words = type.toLowerCase().replaceAll('_', ' ');

  return words.charAt(0).toUpperCase() + words.slice(1);
}
