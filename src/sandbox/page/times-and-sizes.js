const RELATIVE = new Intl.RelativeTimeFormat('en', { numeric: 'auto', style: 'short' });
const NUMBER = new Intl.NumberFormat('en');

/** @type {readonly [Intl.RelativeTimeFormatUnit, number][]} */
const UNITS = [
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
  ['second', 1],
];

/**
 * A time as people say it, with the exact one for those who point at it.
 *
 * @param {string | null | undefined} iso
 * @returns {Node}
 */
export function timeElement(iso) {
  if (!iso || Number.isNaN(Date.parse(iso))) return document.createTextNode('–');
  const made = document.createElement('time');
  made.dateTime = iso;
  made.title = iso;
  made.textContent = relativeTime(iso);

  return made;
}

/** Keeps what {@link timeElement} made up to date. */
export function keepTimesFresh() {
  setInterval(() => {
    for (const made of document.querySelectorAll('time')) {
      const text = relativeTime(made.dateTime);
      if (made.textContent !== text) made.textContent = text;
    }
  }, 10_000);
}

/**
 * @param {string} iso
 * @returns {string}
 */
function relativeTime(iso) {
  const seconds = (Date.parse(iso) - Date.now()) / 1_000;
  if (Math.abs(seconds) < 10) return seconds > 0 ? 'in a moment' : 'just now';
  const [unit, length] = UNITS.find(([, size]) => Math.abs(seconds) >= size) ?? ['second', 1];

  return RELATIVE.format(Math.round(seconds / length), unit);
}

/**
 * @param {string} iso
 * @returns {string} the time of day, to the millisecond
 */
export function clockTime(iso) {
  return iso.slice(11, 23);
}

/**
 * @param {number} count
 * @param {string} [one]
 * @param {string} [many]
 * @returns {string} such as `1 object`, `2,000 objects`
 */
export function amount(count, one, many = `${one}s`) {
  return one === undefined
    ? NUMBER.format(count)
    : `${NUMBER.format(count)} ${count === 1 ? one : many}`;
}

/**
 * @param {number} bytes
 * @returns {string}
 */
export function size(bytes) {
  if (bytes < 1_000) return `${bytes} B`;
  if (bytes < 1_000_000) return `${(bytes / 1_000).toFixed(1)} kB`;

  return `${(bytes / 1_000_000).toFixed(1)} MB`;
}
