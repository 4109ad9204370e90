import { api } from './api-client.js';
import { element, fill } from './element.js';
import { filesTable } from './files-table.js';
import { onceAWhile } from './once-a-while.js';
import { uploadForm } from './upload-form.js';

/** The files: uploads, exports and results of analyses. @type {import('./view.js').ViewMaker} */
export const filesView = store => {
  const place = element('div');
  /** @type {readonly import('../files/stored-file.js').StoredFile[]} */
  let files = [];
  let offered = '';
  const show = () => fill(place, filesTable(files, store));
  const load = onceAWhile(100, async () => {
    files = await api.files().catch(() => files);
    show();
  });
  load();

  return {
    title: 'Files',
    root: element(
      'div',
      { class: 'stack' },
      element('h1', {}, 'Files'),
      element('div', { class: 'panel' }, uploadForm(store)),
      element('div', { class: 'panel' }, place),
    ),
    changed(topic) {
      if (topic === 'files') load();
      if (topic !== 'connectors') return;
      const importers = JSON.stringify(
        store.connectors.map(({ id, type, active, scope }) => [id, type, active, scope]),
      );
      if (importers === offered) return;
      offered = importers;
      show();
    },
  };
};
