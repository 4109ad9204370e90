import { DeclarationError } from '../errors/index.js';

/** The state travels with every ping, each 40 seconds; it is a place in a source, not a store. */
const MAX_BYTES = 100_000;
const MAX_DEPTH = 100;

/** A JSON object. */
export type JsonObject = { readonly [property: string]: JsonValue };

/** What JSON can say. */
export type JsonValue = string | number | boolean | null | readonly JsonValue[] | JsonObject;

/**
 * A bookmark as it is saved in OpenCTI: the properties of the object itself as they are, dates as
 * ISO 8601 text in UTC, undefined properties left out. `readBookmark` makes the same bookmark of it.
 *
 * @param bookmark an instance of the bookmark class, or a plain object of its shape.
 * @throws DeclarationError DECLARATION_BOOKMARK_UNWRITABLE when a property would not come back as it
 * was (functions, circles, `Map`, `NaN`, ...), DECLARATION_BOOKMARK_TOO_LARGE above 100 kB of JSON.
 */
export function writeBookmark(bookmark: unknown): JsonObject {
  if (typeof bookmark !== 'object' || bookmark === null || !isPlain(bookmark)) {
    return refuse('it', nameOf(bookmark));
  }
  const state = jsonObject(bookmark, 'it', []);

  const bytes = Buffer.byteLength(JSON.stringify(state));
  if (bytes > MAX_BYTES) {
    throw new DeclarationError('DECLARATION_BOOKMARK_TOO_LARGE', { bytes, maxBytes: MAX_BYTES });
  }

  return state;
}

function jsonObject(value: object, path: string, around: readonly object[]): JsonObject {
  const inside = enter(value, path, around);
  const entries = Object.entries(value as Record<string, unknown>)
    .filter(([, member]) => member !== undefined)
    .map(([key, member]) => [
      key,
      jsonValue(member, path === 'it' ? key : `${path}.${key}`, inside),
    ]);

  // Unlike assignment, this makes even a property named __proto__ a plain property.
  return Object.fromEntries(entries) as JsonObject;
}

function jsonValue(value: unknown, path: string, around: readonly object[]): JsonValue {
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return value;
  if (typeof value === 'number')
    return Number.isFinite(value) ? value : refuse(path, String(value));
  if (typeof value !== 'object') return refuse(path, nameOf(value));
  if (value instanceof Date) return isoText(value, path);
  if (Array.isArray(value)) {
    const inside = enter(value, path, around);
    return Array.from(value, (item, at) => jsonValue(item, `${path}[${at}]`, inside));
  }

  return isPlain(value) ? jsonObject(value, path, around) : refuse(path, nameOf(value));
}

/** Notes that we are inside an object; a circle never ends, so it is refused where it closes. */
function enter(value: object, path: string, around: readonly object[]): readonly object[] {
  if (around.includes(value)) return refuse(path, 'a circle');
  if (around.length >= MAX_DEPTH) return refuse(path.slice(0, 40), 'nested too deep');

  return [...around, value];
}

function isoText(date: Date, path: string): string {
  return Number.isNaN(date.getTime()) ? refuse(path, 'an invalid date') : date.toISOString();
}

/** Plain objects and instances of authors' classes; not what keeps its contents elsewhere. */
function isPlain(value: object): boolean {
  const tag = Object.prototype.toString.call(value);

  return tag === '[object Object]' && typeof (value as { toJSON?: unknown }).toJSON !== 'function';
}

function refuse(path: string, what: string): never {
  throw new DeclarationError('DECLARATION_BOOKMARK_UNWRITABLE', { path, what });
}

function nameOf(value: unknown): string {
  if (value === null || value === undefined) return String(value);
  if (typeof value !== 'object') return `a ${typeof value}`;
  const { name } = (value as { constructor?: { name?: unknown } }).constructor ?? {};
  if (name === 'Object') return 'an object that writes itself, with toJSON()';

  return `an instance of ${typeof name === 'string' && name ? name : 'an unknown class'}`;
}
