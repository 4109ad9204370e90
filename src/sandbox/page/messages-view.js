import { element, fill } from './element.js';
import { jsonBlock } from './json-block.js';
import { KeyedList } from './keyed-list.js';
import { readMessage } from './message-body.js';
import { onceAWhile } from './once-a-while.js';
import { amount, clockTime, size } from './times-and-sizes.js';

/** @import { MessageRecord } from '../controls/message-log.js' */
/** @typedef {{ record: MessageRecord, connector: string, key: string }} ShownMessage */

/** Messages that are listed. */
const MAX_SHOWN = 200;

/** What goes through the queues, newest first, as it goes. @type {import('./view.js').ViewMaker} */
export const messagesView = store => {
  /** @type {WeakMap<MessageRecord, string>} */
  const keys = new WeakMap();
  let count = 0;
  /** @type {readonly MessageRecord[] | undefined} what is shown while paused */
  let held;

  const list = element('ol', { class: 'log', 'aria-label': 'Messages, newest first' });
  const empty = element('p', { class: 'empty' });
  const status = element('p', { class: 'muted' });
  const text = element('input', {
    id: 'contains',
    type: 'search',
    placeholder: 'Text in the message',
    oninput: () => show(),
  });
  const direction = element(
    'select',
    { id: 'direction', onchange: () => show() },
    element('option', { value: '' }, 'In and out'),
    element('option', { value: 'in' }, 'In: from connectors'),
    element('option', { value: 'out' }, 'Out: to connectors'),
  );
  const connector = element('select', { id: 'connector', onchange: () => show() });
  const pause = element(
    'button',
    {
      type: 'button',
      'aria-pressed': 'false',
      onclick: () => setHeld(held ? undefined : store.messages),
    },
    'Pause',
  );
  /** @type {KeyedList<ShownMessage>} */
  const shown = new KeyedList(list, ({ key }) => key, messageRow);

  const setHeld = (/** @type {readonly MessageRecord[] | undefined} */ messages) => {
    held = messages;
    pause.setAttribute('aria-pressed', String(held !== undefined));
    show();
  };
  const fits = (/** @type {MessageRecord} */ record) => {
    if (direction.value !== '' && record.direction !== direction.value) return false;
    if (connector.value !== '' && record.connector !== connector.value) return false;
    return text.value === '' || readMessage(record.body).search.includes(text.value.toLowerCase());
  };
  const keyOf = (/** @type {MessageRecord} */ record) => {
    const key = keys.get(record) ?? String((count += 1));
    keys.set(record, key);
    return key;
  };
  const show = () => {
    const all = held ?? store.messages;
    const found = all.filter(fits).slice(-MAX_SHOWN).reverse();
    const last = held?.at(-1);
    const missed = store.messages.length - 1 - (last ? store.messages.indexOf(last) : -1);
    shown.show(
      found.map(record => ({
        record,
        connector: store.connectorName(record.connector),
        key: keyOf(record),
      })),
    );
    status.textContent = held ? `Paused, ${amount(missed)} new` : amount(found.length, 'message');
    empty.hidden = found.length > 0;
    empty.textContent =
      all.length === 0
        ? 'No message yet. What connectors send, and what they are asked, appears here.'
        : 'No message fits the filter.';
  };
  const showConnectors = () => {
    const chosen = connector.value;
    fill(
      connector,
      element('option', { value: '' }, 'All connectors'),
      store.connectors.map(({ id, name }) => element('option', { value: id }, name)),
    );
    connector.value = chosen;
  };
  const refresh = onceAWhile(200, show);
  showConnectors();
  show();

  return {
    title: 'Messages',
    root: element(
      'div',
      { class: 'stack' },
      element('div', { class: 'row between' }, element('h1', {}, 'Messages'), status),
      element(
        'div',
        { class: 'panel' },
        element(
          'div',
          { class: 'row filters', role: 'search' },
          field('Contains', text, true),
          field('Direction', direction),
          field('Connector', connector),
          pause,
        ),
        empty,
        list,
      ),
    ),
    changed(topic) {
      if (topic === 'messages') refresh();
      if (topic === 'connectors' && store.connectors.length + 1 !== connector.options.length) {
        showConnectors();
      }
    },
  };
};

/** @param {ShownMessage} shown */
function messageRow({ record, connector }) {
  const { at, direction, bytes, body } = record;
  const { summary } = readMessage(body);
  const details = element(
    'details',
    {
      ontoggle: () => {
        // Made when it is looked at: there may be hundreds of long ones.
        if (details.open && details.childElementCount === 1) {
          details.append(jsonBlock(readMessage(body).json, 'Message'));
        }
      },
    },
    element(
      'summary',
      {},
      element('time', { class: 'number exact' }, clockTime(at)),
      element('span', { class: `chip ${direction === 'in' ? 'in' : 'out'}` }, direction),
      element('span', { class: 'from' }, connector),
      element('span', { class: 'what' }, summary),
      element('span', { class: 'muted number' }, size(bytes)),
    ),
  );

  return element('li', {}, details);
}

/**
 * @param {string} label
 * @param {HTMLElement} control
 * @param {boolean} [grows]
 */
function field(label, control, grows = false) {
  return element(
    'div',
    { class: grows ? 'field grow' : 'field' },
    element('label', { for: control.id }, label),
    control,
  );
}
