import { element } from './element.js';
import { jsonBlock } from './json-block.js';
import { KeyedList } from './keyed-list.js';
import { amount, timeElement } from './times-and-sizes.js';

/** @import { SandboxStore } from './sandbox-store.js' */
/** @import { WorkView } from '../views/work-view.js' */

/** Works that are listed until all are asked for. */
const FIRST = 8;

/** The works, newest first: how far they are, and what went wrong. */
export class WorksPanel {
  #list = element('ul', { class: 'cards' });
  #empty = element('p', { class: 'empty' }, 'No work yet. Each run of a connector opens one.');
  #more = element('button', { type: 'button', class: 'quiet', onclick: () => this.#showAll() });
  /** @type {KeyedList<{ work: WorkView, connector: string }>} */
  #shown = new KeyedList(this.#list, ({ work }) => work.id, workCard);
  #isWhole = false;

  /** @param {SandboxStore} store */
  constructor(store) {
    this.store = store;
    this.root = element(
      'section',
      { class: 'panel', 'aria-labelledby': 'works' },
      element('h2', { id: 'works' }, 'Works'),
      this.#empty,
      this.#list,
      this.#more,
    );
    this.show();
  }

  show() {
    const { works } = this.store;
    const listed = this.#isWhole ? works : works.slice(0, FIRST);
    this.#empty.hidden = works.length > 0;
    this.#more.hidden = listed.length === works.length;
    this.#more.textContent = `Show all ${amount(works.length, 'work')}`;
    this.#shown.show(
      listed.map(work => ({ work, connector: this.store.connectorName(work.connector) })),
    );
  }

  #showAll() {
    this.#isWhole = true;
    this.show();
    this.#list.querySelector('summary')?.focus();
  }
}

/**
 * @param {{ work: WorkView, connector: string }} shown
 * @returns {HTMLElement}
 */
function workCard({ work, connector }) {
  const { id, name, status, expected, processed, errors, messages, receivedAt, completedAt } = work;
  const title = name ?? 'Work';

  return element(
    'li',
    { class: 'card' },
    element(
      'div',
      { class: 'row between' },
      element('h3', {}, title, statusChip(work)),
      element('span', { class: 'muted' }, timeElement(completedAt ?? receivedAt)),
    ),
    element('p', { class: 'muted' }, connector),
    expected !== null && expected > 0 && progress(processed ?? 0, expected, title),
    errors.length > 0 && linesOf(`errors of ${id}`, amount(errors.length, 'error'), errors, 'bad'),
    messages.length > 0 &&
      linesOf(`messages of ${id}`, amount(messages.length, 'message'), messages, status),
  );
}

/** @param {WorkView} work */
function statusChip({ status, errors }) {
  const kind = errors.length > 0 ? 'bad' : status === 'complete' ? 'good' : 'busy';
  const text = status === 'complete' && errors.length > 0 ? 'complete with errors' : status;

  return element('span', { class: `chip ${kind}` }, text);
}

/**
 * @param {number} done
 * @param {number} all
 * @param {string} title
 */
function progress(done, all, title) {
  return element(
    'div',
    { class: 'row progress' },
    element('progress', { value: done, max: all, 'aria-label': `Progress of ${title}` }),
    element('span', { class: 'muted number' }, `${amount(done)} / ${amount(all)}`),
  );
}

/**
 * @param {string} keep
 * @param {string} summary
 * @param {WorkView['messages']} lines
 * @param {string} kind
 */
function linesOf(keep, summary, lines, kind) {
  return element(
    'details',
    { class: kind, 'data-keep': keep },
    element('summary', { 'data-keep': `summary of ${keep}` }, summary),
    element(
      'ul',
      { class: 'lines' },
      lines.map(({ message, source }) =>
        element('li', {}, message ?? '', source && jsonBlock(indented(source), 'What it is about')),
      ),
    ),
  );
}

/** @param {string} text */
function indented(text) {
  try {
    return JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    return text;
  }
}
