import { objectAddress } from './addresses.js';
import { element } from './element.js';
import { amount } from './times-and-sizes.js';
import { typeBadge } from './type-badge.js';

/** @import { ObjectDetails } from '../views/object-page.js' */

/**
 * @typedef {object} Link
 * @property {string} label
 * @property {string} direction
 * @property {ObjectDetails['mentionedIn'][number] | null} other
 * @property {string | null} via id of the relationship
 */

/** Links that are listed; more would make the page slow. */
const MAX_LINKS = 200;

/**
 * What an object is linked to: relationships, sightings, and what refers to it.
 *
 * @param {ObjectDetails} object
 * @returns {HTMLElement}
 */
export function linksTable({ relationships, mentionedIn }) {
  /** @type {readonly Link[]} */
  const links = [
    ...relationships.map(({ id, entityType, isOutgoing, other }) => ({
      label: entityType,
      direction: isOutgoing ? 'to' : 'from',
      other,
      via: id,
    })),
    ...mentionedIn.map(other => ({ label: 'mentioned', direction: 'in', other, via: null })),
  ];
  if (links.length === 0) return element('p', { class: 'empty' }, 'Linked to nothing.');

  return element(
    'div',
    { class: 'scroll' },
    element(
      'table',
      {},
      element('caption', { class: 'hidden' }, 'Relationships'),
      element(
        'thead',
        {},
        element(
          'tr',
          {},
          ['Relationship', 'Direction', 'Other end', 'Type'].map(name =>
            element('th', { scope: 'col' }, name),
          ),
        ),
      ),
      element('tbody', {}, links.slice(0, MAX_LINKS).map(row)),
    ),
    links.length > MAX_LINKS &&
      element('p', { class: 'muted' }, `and ${amount(links.length - MAX_LINKS)} more`),
  );
}

/** @param {Link} link */
function row({ label, direction, other, via }) {
  return element(
    'tr',
    {},
    element('td', {}, via === null ? label : element('a', { href: objectAddress(via) }, label)),
    element('td', { class: 'muted' }, direction),
    element('td', {}, other ? element('a', { href: objectAddress(other.id) }, other.name) : 'gone'),
    element('td', {}, other ? typeBadge(other.type, other.entityType) : ''),
  );
}
