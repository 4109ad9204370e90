import { ApiError } from './api-client.js';
import { askToken } from './ask-token.js';
import { confirmed } from './confirm-dialog.js';
import { element } from './element.js';
import { notify } from './notices.js';

/**
 * @typedef {object} Action
 * @property {string} label
 * @property {string} [name] what screen readers say, when the label alone is not enough
 * @property {() => Promise<string>} run does it; gives back what was done
 * @property {{ title: string, text: string, yes: string }} [confirm] asked first
 * @property {string} [class]
 */

/**
 * A button that does something in the sandbox, and says what came of it.
 *
 * @param {Action} action
 * @returns {HTMLButtonElement}
 */
export function actionButton({ label, name, run, confirm, class: kind }) {
  /** @type {HTMLButtonElement} */
  const button = element(
    'button',
    {
      type: 'button',
      class: kind,
      'aria-label': name,
      'data-keep': name ?? label,
      onclick: async () => {
        if (confirm && !(await confirmed(confirm))) return;
        button.setAttribute('aria-busy', 'true');
        await perform(run);
        button.removeAttribute('aria-busy');
      },
    },
    label,
  );

  return button;
}

/**
 * Does something and says what came of it; where the sandbox wants a token, asks for it and tries again.
 *
 * @param {() => Promise<string>} run
 */
export async function perform(run) {
  try {
    notify(await run());
  } catch (error) {
    if (error instanceof ApiError && error.status === 401) {
      const isGiven = await askToken('The sandbox printed its token when it started.');
      if (isGiven) await perform(run);
      return;
    }
    notify(error instanceof Error ? error.message : String(error), 'failed');
  }
}
