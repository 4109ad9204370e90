import { element } from './element.js';

/** Time a notice stays, in milliseconds; those of failures stay until they are closed. */
const STAY_MS = 6_000;

/**
 * Says what a button did. It is read out by screen readers without taking the focus.
 *
 * @param {string} text
 * @param {'done' | 'failed'} [kind]
 */
export function notify(text, kind = 'done') {
  const place = document.getElementById('notices');
  /** @type {HTMLElement} */
  const notice = element(
    'div',
    { class: `notice ${kind}` },
    element('p', {}, text),
    element(
      'button',
      { class: 'quiet', 'aria-label': 'Close', onclick: () => notice.remove() },
      '×',
    ),
  );
  place?.append(notice);
  if (kind === 'done') setTimeout(() => notice.remove(), STAY_MS);
}
