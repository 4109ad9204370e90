import { element } from './element.js';

/**
 * Data as indented JSON, as text.
 *
 * @param {unknown} value
 * @param {string} label what it is the JSON of
 * @returns {HTMLElement}
 */
export function jsonBlock(value, label) {
  const text = typeof value === 'string' ? value : JSON.stringify(value, null, 2);

  // Reachable by keyboard: it scrolls.
  return element(
    'pre',
    { class: 'json', tabindex: '0', role: 'region', 'aria-label': label },
    text,
  );
}
