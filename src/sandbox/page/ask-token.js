import { accessToken } from './access-token.js';
import { element } from './element.js';

/**
 * Asks for the token. Nothing else is remembered of it but in this tab.
 *
 * @param {string} why
 * @returns {Promise<boolean>} whether one was given
 */
export function askToken(why) {
  return new Promise(resolve => {
    const input = element('input', {
      id: 'token',
      type: 'password',
      autocomplete: 'off',
      spellcheck: 'false',
      required: true,
    });
    const close = () => dialog.close();
    /** @type {HTMLDialogElement} */
    const dialog = element(
      'dialog',
      { 'aria-labelledby': 'token-title', onclose: () => finish(false) },
      element(
        'form',
        { onsubmit: (/** @type {Event} */ event) => (event.preventDefault(), finish(true)) },
        element('h2', { id: 'token-title' }, 'Token needed'),
        element('p', {}, why),
        element('label', { for: 'token' }, 'Token'),
        input,
        element(
          'div',
          { class: 'row end' },
          element('button', { type: 'button', onclick: close }, 'Cancel'),
          element('button', { class: 'primary' }, 'Use this token'),
        ),
      ),
    );
    /** @param {boolean} isGiven */
    const finish = isGiven => {
      if (isGiven) accessToken.set(input.value.trim());
      resolve(isGiven);
      dialog.remove();
    };
    document.body.append(dialog);
    dialog.showModal();
  });
}
