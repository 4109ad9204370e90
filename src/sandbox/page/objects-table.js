import { objectAddress } from './addresses.js';
import { element } from './element.js';
import { KeyedList } from './keyed-list.js';
import { timeElement } from './times-and-sizes.js';
import { typeBadge } from './type-badge.js';

/** @import { ObjectRow } from '../views/object-page.js' */

/** Objects as rows. */
export class ObjectsTable {
  #body = element('tbody');
  #empty = element('p', { class: 'empty', hidden: true });
  /** @type {KeyedList<ObjectRow>} */
  #rows = new KeyedList(this.#body, ({ id }) => id, row);

  constructor() {
    this.table = element(
      'table',
      {},
      element('caption', { class: 'hidden' }, 'Objects'),
      element(
        'thead',
        {},
        element('tr', {}, ['Name', 'Type', 'Created', 'Updated'].map(columnHead)),
      ),
      this.#body,
    );
    this.root = element('div', { class: 'scroll' }, this.table, this.#empty);
  }

  /**
   * @param {readonly ObjectRow[]} objects
   * @param {string} emptyText
   */
  show(objects, emptyText) {
    this.#rows.show(objects);
    this.table.hidden = objects.length === 0;
    this.#empty.hidden = objects.length > 0;
    this.#empty.textContent = emptyText;
  }
}

/** @param {ObjectRow} object */
function row({ id, type, entityType, name, createdAt, updatedAt }) {
  return element(
    'tr',
    {},
    element(
      'th',
      { scope: 'row' },
      element('a', { href: objectAddress(id), 'data-keep': id }, name),
    ),
    element('td', {}, typeBadge(type, entityType)),
    element('td', { class: 'muted' }, timeElement(createdAt)),
    element('td', { class: 'muted' }, timeElement(updatedAt)),
  );
}

/** @param {string} name */
function columnHead(name) {
  return element('th', { scope: 'col' }, name);
}
