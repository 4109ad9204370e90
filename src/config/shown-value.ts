const MAX_LENGTH = 60;
const PEM = /-----BEGIN /;
/** Greedy up to the last `@`, since a password may hold a `/` or an `@` that nobody escaped. */
const URL_LOGIN = /^(?:([a-z][a-z0-9+.-]*:\/\/)\S*@|[^\s/@:]+:\S*@)/i;
const URL_QUERY = /^([a-z][a-z0-9+.-]*:\/\/[^?#]*)[?#].+$/is;

/**
 * A value as an error may show it: in quotes where it is text, shortened, control characters
 * escaped, and without what is secret by its look.
 */
export function shownValue(value: unknown): string {
  if (typeof value === 'string') return shorten(JSON.stringify(withoutSecrets(value)));
  if (Array.isArray(value)) return shorten(`[${value.map(shownValue).join(', ')}]`);

  return isPlainObject(value) ? 'a map' : shorten(String(value));
}

/** A value as a table of settings shows it: plain, shortened, without what is secret by its look. */
export function plainValue(value: unknown): string {
  if (Array.isArray(value)) return shorten(value.map(plainValue).join(','));
  if (value instanceof Date) return value.toISOString();
  const text = isPlainObject(value) ? JSON.stringify(value) : String(value);

  return shorten(withoutSecrets(text));
}

/** Text without what is secret by its look: login and query of a URL, keys and certificates. */
export function withoutSecrets(text: string): string {
  if (PEM.test(text)) return '[PEM]';

  return text.replace(URL_LOGIN, '$1[secret]@').replace(URL_QUERY, '$1?[…]');
}

function isPlainObject(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);

  return prototype === Object.prototype || prototype === null;
}

function shorten(text: string): string {
  return text.length > MAX_LENGTH ? `${text.slice(0, MAX_LENGTH)}…` : text;
}
