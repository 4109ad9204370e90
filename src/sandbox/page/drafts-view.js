import { actionButton } from './action-button.js';
import { objectAddress } from './addresses.js';
import { api } from './api-client.js';
import { element } from './element.js';
import { KeyedList } from './keyed-list.js';
import { onceAWhile } from './once-a-while.js';
import { amount, timeElement } from './times-and-sizes.js';
import { typeBadge } from './type-badge.js';

/** @import { DraftView } from '../views/draft-view.js' */

/** The drafts: what they hold, and whether it becomes live. @type {import('./view.js').ViewMaker} */
export const draftsView = () => {
  const list = element('ul', { class: 'cards' });
  const empty = element(
    'p',
    { class: 'empty', hidden: true },
    'No drafts. A connector that imports for validation puts what it makes into one.',
  );
  /** @type {KeyedList<DraftView>} */
  const shown = new KeyedList(list, ({ id }) => id, draftCard);
  const load = onceAWhile(100, async () => {
    const drafts = await api.drafts().catch(() => undefined);
    if (!drafts) return;
    empty.hidden = drafts.length > 0;
    shown.show([...drafts].reverse());
  });
  load();

  return {
    title: 'Drafts',
    root: element(
      'div',
      { class: 'stack' },
      element('h1', {}, 'Drafts'),
      element('div', { class: 'panel' }, empty, list),
    ),
    changed: topic => topic === 'drafts' && load(),
  };
};

/** @param {DraftView} draft */
function draftCard({ id, name, status, createdAt, objects, removed }) {
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
        element('span', { class: `chip ${status === 'open' ? 'busy' : 'good'}` }, status),
      ),
      element(
        'div',
        { class: 'row' },
        status === 'open' &&
          actionButton({
            label: 'Validate',
            name: `Validate ${name}`,
            class: 'primary',
            run: async () => {
              await api.validateDraft(id);
              return `${name} validated: what it holds is live`;
            },
          }),
        actionButton({
          label: 'Delete',
          name: `Delete ${name}`,
          class: 'danger',
          confirm: {
            title: 'Delete the draft?',
            text: `${name} and what only it holds will be gone.`,
            yes: 'Delete',
          },
          run: async () => {
            await api.deleteDraft(id);
            return `${name} deleted`;
          },
        }),
      ),
    ),
    element(
      'p',
      { class: 'muted' },
      `${amount(objects.length, 'object')}, ${amount(removed.length, 'removal')}, opened `,
      timeElement(createdAt),
    ),
    objects.length > 0 &&
      element(
        'details',
        { 'data-keep': `objects of ${id}` },
        element('summary', { 'data-keep': `summary of ${id}` }, 'What it holds'),
        element(
          'ul',
          { class: 'lines' },
          objects.slice(0, 200).map(object =>
            element(
              'li',
              { class: 'row' },
              typeBadge(object.type),
              // What is only in the draft has no page of its own yet.
              status === 'open'
                ? object.name
                : element('a', { href: objectAddress(object.id) }, object.name),
            ),
          ),
        ),
      ),
  );
}
