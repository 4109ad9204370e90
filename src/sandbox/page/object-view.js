import { actionButton } from './action-button.js';
import { addressOf } from './addresses.js';
import { api, ApiError } from './api-client.js';
import { element, fill } from './element.js';
import { exportForm } from './export-form.js';
import { filesTable } from './files-table.js';
import { jsonBlock } from './json-block.js';
import { linksTable } from './links-table.js';
import { onceAWhile } from './once-a-while.js';
import { timeElement } from './times-and-sizes.js';
import { typeBadge } from './type-badge.js';
import { uploadForm } from './upload-form.js';

/** @import { ObjectDetails } from '../views/object-page.js' */
/** @import { StoredFile } from '../files/stored-file.js' */
/** @import { SandboxStore } from './sandbox-store.js' */

/** An object whole: its JSON, what it is linked to, its files, and what can be done with it. */
export const objectView = (
  /** @type {SandboxStore} */ store,
  /** @type {import('./addresses.js').Address} */ { path },
) => {
  const id = path[1] ?? '';
  const root = element('div', { class: 'stack' }, element('p', { class: 'muted' }, 'Loading'));
  const facts = element('div');
  const links = element('div');
  const files = element('div');
  const json = element('div');
  const enrichers = element('div', { class: 'row' });
  const exporter = exportForm(store, () => ({ entityId: id }));
  /** @type {ObjectDetails | undefined} */
  let details;
  let shown = '';

  const load = async () => {
    const found = await Promise.all([api.object(id), api.files()]).catch(problem => problem);
    if (!Array.isArray(found)) {
      if (found instanceof ApiError && found.status === 404) fill(root, gone(id));
      return;
    }
    const text = JSON.stringify(found);
    if (text === shown) return;
    shown = text;
    const isFirst = details === undefined;
    [details] = found;
    if (isFirst) layOut(found[0]);
    show(found[0], found[1]);
  };
  const reload = onceAWhile(500, load);

  /** @param {ObjectDetails} object */
  const layOut = ({ name, type, entityType, internalId }) => {
    document.title = `${name} · OpenCTI sandbox`;
    fill(
      root,
      element(
        'div',
        { class: 'stack tight' },
        typeBadge(type, entityType),
        element('h1', {}, name),
        element(
          'div',
          { class: 'row wrap' },
          enrichers,
          element(
            'a',
            { class: 'button', href: addressOf(['graph'], { around: id }) },
            'Show in graph',
          ),
          exporter.root,
          deleteButton(id, name),
        ),
      ),
      element('section', { class: 'panel', 'aria-label': 'Facts' }, facts),
      panel('Relationships', links),
      panel('Files', files, uploadForm(store, internalId)),
      panel('STIX', json),
    );
    showEnrichers();
  };
  const showEnrichers = () => {
    if (!details) return;
    const { entityType, name } = details;
    const found = store.connectorsFor('INTERNAL_ENRICHMENT', entityType);
    fill(
      enrichers,
      found.map(connector => enrichButton(id, name, connector)),
    );
    if (found.length === 0) {
      fill(
        enrichers,
        element('p', { class: 'muted' }, `No enrichment connector takes ${entityType}`),
      );
    }
  };
  /**
   * @param {ObjectDetails} object
   * @param {readonly StoredFile[]} allFiles
   */
  const show = (object, allFiles) => {
    fill(facts, factList(object));
    fill(links, linksTable(object));
    fill(json, jsonBlock(object.object, 'The object as STIX'));
    fill(
      files,
      filesTable(
        allFiles.filter(({ entityId }) => entityId === object.internalId),
        store,
      ),
    );
  };
  void load();

  return {
    title: 'Object',
    root,
    changed(/** @type {string} */ topic) {
      if (topic === 'objects' || topic === 'files') reload();
      if (topic === 'connectors') {
        exporter.show();
        if (!enrichers.contains(document.activeElement)) showEnrichers();
      }
    },
  };
};

/**
 * @param {string} title
 * @param {...HTMLElement} content
 */
function panel(title, ...content) {
  return element(
    'section',
    { class: 'panel', 'aria-label': title },
    element('h2', {}, title),
    ...content,
  );
}

/** @param {ObjectDetails} object */
function factList({ id, ids, object, createdAt, updatedAt }) {
  const { description, labels, pattern, confidence, external_references: references } = object;
  /** @type {readonly [string, Node | string][]} */
  const facts = [
    ['Description', textOf(description)],
    ['Pattern', textOf(pattern)],
    ['Confidence', typeof confidence === 'number' ? String(confidence) : ''],
    ['Labels', textOf(object.x_opencti_labels ?? labels)],
    ['References', referenceTexts(references)],
    ['Created', timeElement(createdAt)],
    ['Updated', timeElement(updatedAt)],
    ['Id', id],
    ['Other ids', ids.filter(other => other !== id).join('\n')],
  ];

  return element(
    'dl',
    { class: 'facts long' },
    facts
      .filter(([, value]) => value !== '')
      .map(([name, value]) =>
        element('div', {}, element('dt', {}, name), element('dd', {}, value)),
      ),
  );
}

/** @param {unknown} value */
function textOf(value) {
  if (Array.isArray(value)) return value.map(String).join(', ');

  return typeof value === 'string' ? value : '';
}

/** Addresses are shown, not linked: this page leads nowhere outside. @param {unknown} references */
function referenceTexts(references) {
  if (!Array.isArray(references)) return '';

  return references
    .map(reference => [reference?.source_name, reference?.external_id, reference?.url])
    .map(parts => parts.filter(part => typeof part === 'string' && part !== '').join(' '))
    .join('\n');
}

/**
 * @param {string} id
 * @param {string} name
 * @param {{ readonly id: string, readonly name: string }} connector
 */
function enrichButton(id, name, connector) {
  return actionButton({
    label: `Enrich with ${connector.name}`,
    class: 'primary',
    run: async () => {
      await api.enrich(id, connector.id);
      return `Asked ${connector.name} to enrich ${name}`;
    },
  });
}

/**
 * @param {string} id
 * @param {string} name
 */
function deleteButton(id, name) {
  return actionButton({
    label: 'Delete',
    class: 'danger',
    confirm: {
      title: 'Delete the object?',
      text: `${name} and the relationships that hang on it will be gone.`,
      yes: 'Delete',
    },
    run: async () => {
      await api.deleteObject(id);
      location.hash = addressOf(['objects']);
      return `${name} deleted`;
    },
  });
}

/** @param {string} id */
function gone(id) {
  return element(
    'div',
    { class: 'empty' },
    element('h1', {}, 'No such object'),
    element('p', {}, id),
    element('p', {}, element('a', { href: addressOf(['objects']) }, 'All objects')),
  );
}
