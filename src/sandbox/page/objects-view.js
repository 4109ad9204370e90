import { addressOf } from './addresses.js';
import { api } from './api-client.js';
import { element, fill } from './element.js';
import { exportForm } from './export-form.js';
import { ObjectsTable } from './objects-table.js';
import { onceAWhile } from './once-a-while.js';
import { amount } from './times-and-sizes.js';

/** @import { ObjectPage } from '../views/object-page.js' */

const PAGE_SIZE = 50;

/** The objects, by type and text, page by page. @type {import('./view.js').ViewMaker} */
export const objectsView = (store, address) => {
  const read = (/** @type {typeof address} */ { query }) => ({
    search: query.get('search') ?? '',
    type: query.get('type') ?? '',
    page: Math.max(1, Number(query.get('page')) || 1),
  });
  let asked = read(address);
  /** @type {ObjectPage} */
  let found = { objects: [], total: 0, page: 1, pageSize: PAGE_SIZE };

  const table = new ObjectsTable();
  const status = element('p', { class: 'muted', role: 'status' });
  /** @type {HTMLInputElement} */
  const search = element('input', {
    id: 'search',
    type: 'search',
    value: asked.search,
    placeholder: 'Name, value, alias, description or id',
    oninput: onceAWhile(250, () => go({ search: search.value, page: 1 })),
  });
  /** @type {HTMLSelectElement} */
  const type = element('select', { id: 'type', onchange: () => go({ type: type.value, page: 1 }) });
  const before = pageButton('Previous page', () => go({ page: asked.page - 1 }));
  const after = pageButton('Next page', () => go({ page: asked.page + 1 }));
  const place = element('span', { class: 'muted number' });
  const exportPlace = exportForm(store, () => ({ ...asked, objects: found.objects }));

  const go = (/** @type {Partial<typeof asked>} */ change) => {
    asked = { ...asked, ...change };
    const { page, ...rest } = asked;
    const query = { ...rest, page: page === 1 ? '' : String(page) };
    history.replaceState(null, '', addressOf(['objects'], query));
    return load();
  };
  const load = async () => {
    const mine = asked;
    const answer = await api.objects({ ...asked, size: PAGE_SIZE }).catch(() => undefined);
    if (!answer || mine !== asked) return;
    found = answer;
    const pages = Math.max(1, Math.ceil(found.total / PAGE_SIZE));
    table.show(found.objects, emptyText(asked));
    status.textContent = amount(
      found.total,
      asked.type === 'relationship' ? 'relationship' : 'object',
    );
    place.textContent = `Page ${amount(asked.page)} of ${amount(pages)}`;
    before.disabled = asked.page <= 1;
    after.disabled = asked.page >= pages;
  };
  const reload = onceAWhile(500, load);
  const showTypes = () => {
    const types = Object.keys({ ...store.counts.byType, ...(asked.type && { [asked.type]: 0 }) });
    fill(
      type,
      element('option', { value: '' }, 'All objects'),
      types
        .sort()
        .map(name =>
          element('option', { value: name }, `${name} (${amount(store.counts.byType[name] ?? 0)})`),
        ),
    );
    type.value = asked.type;
  };
  showTypes();
  void load();

  return {
    title: 'Objects',
    root: element(
      'div',
      { class: 'stack' },
      element('div', { class: 'row between' }, element('h1', {}, 'Objects'), status),
      element(
        'div',
        { class: 'panel' },
        element(
          'div',
          { class: 'row filters', role: 'search' },
          element(
            'div',
            { class: 'field grow' },
            element('label', { for: 'search' }, 'Search'),
            search,
          ),
          element('div', { class: 'field' }, element('label', { for: 'type' }, 'Type'), type),
          exportPlace.root,
        ),
        table.root,
        element('nav', { class: 'row end', 'aria-label': 'Pages' }, place, before, after),
      ),
    ),
    changed(topic) {
      if (topic === 'objects') reload();
      if (topic === 'counts' && document.activeElement !== type) showTypes();
      if (topic === 'connectors') exportPlace.show();
    },
    readdress(next) {
      asked = read(next);
      search.value = asked.search;
      showTypes();
      void load();
      return true;
    },
  };
};

/**
 * @param {string} label
 * @param {() => unknown} press
 */
function pageButton(label, press) {
  return element('button', { type: 'button', onclick: press }, label);
}

/** @param {{ search: string, type: string }} asked */
function emptyText({ search, type }) {
  if (search === '' && type === '') return 'Nothing yet. What connectors send appears here.';

  return 'Nothing fits. Search for something else, or choose another type.';
}
