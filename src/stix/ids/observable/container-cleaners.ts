import { invalid, inside, type Cleaner, type Place } from './cleaner.js';

/** A list of at least one; a lone text is a list of one. */
export function listOf(item: Cleaner): Cleaner {
  return (value, at) => {
    const list: unknown = typeof value === 'string' ? [value] : value;
    if (!Array.isArray(list)) throw invalid(at, 'is not a list');
    if (list.length === 0) throw invalid(at, 'is an empty list');

    return list.map((element: unknown, index) => item(element, inside(at, index)));
  };
}

/** A free object of at least one member. Names are letters, digits, hyphens and underscores. */
export const dictionary: Cleaner = (value, at) => {
  const members = asObject(value, at);
  const names = Object.keys(members);
  if (names.length === 0) throw invalid(at, 'is empty');
  const wrong = names.find(name => !/^[a-zA-Z0-9_-]{1,250}$/.test(name));
  if (wrong !== undefined) throw invalid(inside(at, wrong), 'is no name for a member');

  return members;
};

/**
 * The id of an object, or an object that has one.
 *
 * @param types the types that it may lead to.
 */
export function reference(...types: readonly string[]): Cleaner {
  return (value, at) => {
    const id = typeof value === 'object' && value !== null && 'id' in value ? value.id : value;
    if (typeof id !== 'string' || !isStixId(id)) throw invalid(at, 'is not the id of an object');
    if (at.checkReferences && !mayLeadTo(id, types)) {
      throw invalid(at, `does not lead to one of ${types.join(', ')}`);
    }

    return id;
  };
}

/** How nearly every UUID is written. */
const PLAIN_ID =
  /^[^-]+(?:-[^-]+)*--[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

/** True for `<type>--<UUID>`; the UUID may be written in any form that Python reads. */
export function isStixId(id: string): boolean {
  if (PLAIN_ID.test(id)) return true;
  const at = id.indexOf('--');
  if (at < 0) return false;
  const digits = id
    .slice(at + 2)
    .replace(/urn:|uuid:/g, '')
    .replace(/^[{}]+|[{}]+$/g, '')
    .replaceAll('-', '');

  return /^[0-9a-f]{16}[89ab][0-9a-f]{15}$/i.test(digits);
}

/** A plain object; its members are unchecked. */
export function asObject(value: unknown, at: Place): Readonly<Record<string, unknown>> {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
    return value as Readonly<Record<string, unknown>>;
  }

  throw invalid(at, 'is not an object');
}

function mayLeadTo(id: string, types: readonly string[]): boolean {
  return types.includes(id.slice(0, id.indexOf('--')));
}
