import { perform } from './action-button.js';
import { api } from './api-client.js';
import { element } from './element.js';
import { amount } from './times-and-sizes.js';

/** @import { SandboxStore } from './sandbox-store.js' */

/**
 * Uploads files, for all or for one entity. Connectors that start by themselves are asked at once.
 *
 * @param {SandboxStore} store
 * @param {string} [entityId]
 * @returns {HTMLElement}
 */
export function uploadForm(store, entityId) {
  const input = element('input', { id: 'upload', type: 'file', multiple: true, required: true });
  const send = async (/** @type {readonly File[]} */ files) => {
    for (const file of files) {
      await perform(async () => {
        const { name, mimeType } = await api.upload(file, entityId);
        const importers = store.connectorsFor('INTERNAL_IMPORT_FILE', mimeType).length;
        return `${name} uploaded. ${amount(importers, 'import connector')} can take it.`;
      });
    }
    input.value = '';
  };

  return element(
    'form',
    {
      class: 'row upload',
      onsubmit: (/** @type {Event} */ event) => {
        event.preventDefault();
        void send([...(input.files ?? [])]);
      },
      ondragover: (/** @type {Event} */ event) => event.preventDefault(),
      ondrop: (/** @type {DragEvent} */ event) => {
        event.preventDefault();
        void send([...(event.dataTransfer?.files ?? [])]);
      },
    },
    element(
      'div',
      { class: 'field grow' },
      element('label', { for: 'upload' }, 'Upload files to import: choose them, or drop them here'),
      input,
    ),
    element('button', { class: 'primary' }, 'Upload'),
  );
}
