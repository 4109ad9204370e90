import { actionButton } from './action-button.js';
import { api } from './api-client.js';
import { element } from './element.js';
import { size, timeElement } from './times-and-sizes.js';

/** @import { StoredFile } from '../files/stored-file.js' */
/** @import { SandboxStore } from './sandbox-store.js' */

/**
 * Files, with what can be done with each.
 *
 * @param {readonly StoredFile[]} files
 * @param {SandboxStore} store
 * @returns {HTMLElement}
 */
export function filesTable(files, store) {
  if (files.length === 0) return element('p', { class: 'empty' }, 'No files.');

  return element(
    'div',
    { class: 'scroll' },
    element(
      'table',
      {},
      element('caption', { class: 'hidden' }, 'Files'),
      element(
        'thead',
        {},
        element(
          'tr',
          {},
          ['Name', 'Type', 'Size', 'Changed', 'Actions'].map(name =>
            element('th', { scope: 'col' }, name),
          ),
        ),
      ),
      element(
        'tbody',
        {},
        [...files].reverse().map(file => row(file, store)),
      ),
    ),
  );
}

/**
 * @param {StoredFile} file
 * @param {SandboxStore} store
 */
function row(file, store) {
  return element(
    'tr',
    {},
    element('th', { scope: 'row' }, file.name, element('div', { class: 'muted small' }, file.id)),
    element('td', {}, file.mimeType),
    element('td', { class: 'number' }, size(file.size)),
    element('td', { class: 'muted' }, timeElement(file.lastModified)),
    element('td', {}, element('div', { class: 'row' }, actions(file, store))),
  );
}

/**
 * @param {StoredFile} file
 * @param {SandboxStore} store
 */
function actions(file, store) {
  const importers = file.id.startsWith('import/')
    ? store.connectorsFor('INTERNAL_IMPORT_FILE', file.mimeType)
    : [];

  return [
    ...importers.map(connector =>
      actionButton({
        label: `Import with ${connector.name}`,
        name: `Import ${file.name} with ${connector.name}`,
        run: async () => {
          await api.importFile(file.id, connector.id);
          return `Asked ${connector.name} to import ${file.name}`;
        },
      }),
    ),
    actionButton({
      label: 'Save',
      name: `Save ${file.name}`,
      class: 'quiet',
      run: async () => {
        save(await api.download(file), file.name);
        return `${file.name} saved`;
      },
    }),
  ];
}

/**
 * @param {Blob} blob
 * @param {string} name
 */
function save(blob, name) {
  const url = URL.createObjectURL(blob);
  element('a', { href: url, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}
