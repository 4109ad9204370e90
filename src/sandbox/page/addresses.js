/**
 * @typedef {{ path: readonly string[], query: URLSearchParams }} Address
 */

/**
 * Reads the part of the address that says what is shown: `#/objects/ID?search=x`.
 *
 * @param {string} hash
 * @returns {Address}
 */
export function readAddress(hash) {
  const [path = '', query = ''] = hash.replace(/^#\/?/, '').split(/\?(.*)/s);

  return { path: path.split('/').filter(Boolean).map(decoded), query: new URLSearchParams(query) };
}

/**
 * @param {readonly string[]} path
 * @param {Readonly<Record<string, string>>} [query] empty ones are left out
 * @returns {string}
 */
export function addressOf(path, query = {}) {
  const given = Object.entries(query).filter(([, value]) => value !== '');
  const text = new URLSearchParams(given).toString();

  return `#/${path.map(encodeURIComponent).join('/')}${text === '' ? '' : `?${text}`}`;
}

/** @param {string} id */
export const objectAddress = id => addressOf(['objects', id]);

/** @param {string} text */
function decoded(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
