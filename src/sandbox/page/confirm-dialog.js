import { element } from './element.js';

/**
 * Asks whether something that can't be undone is really meant.
 *
 * @param {{ title: string, text: string, yes: string }} question
 * @returns {Promise<boolean>}
 */
export function confirmed({ title, text, yes }) {
  return new Promise(resolve => {
    const close = (/** @type {boolean} */ answer) => () => {
      resolve(answer);
      dialog.close();
    };
    /** @type {HTMLDialogElement} */
    const dialog = element(
      'dialog',
      {
        role: 'alertdialog',
        'aria-labelledby': 'confirm-title',
        'aria-describedby': 'confirm-text',
        onclose: () => (resolve(false), dialog.remove()),
      },
      element('h2', { id: 'confirm-title' }, title),
      element('p', { id: 'confirm-text' }, text),
      element(
        'div',
        { class: 'row end' },
        element('button', { autofocus: true, onclick: close(false) }, 'Cancel'),
        element('button', { class: 'danger', onclick: close(true) }, yes),
      ),
    );
    document.body.append(dialog);
    dialog.showModal();
  });
}
