import { isReferenceProperty } from '../split/reference-list.js';

/** References whose name does not end like one: OpenCTI's extension has them on containers. */
const INFERRED = 'object_refs_inferred';

type Renamed = ReadonlyMap<string, string>;

/**
 * Gives a value whose references lead to other ids: every `_ref` and `_refs` at any depth, such as
 * markings of a part, of a file, or in an extension. Parts without a reference to change are shared
 * with the value given, which is not changed itself.
 *
 * @param value what can be sent as JSON: it holds no part of itself, and its depth is bounded.
 */
export function rewriteReferences<T>(value: T, renamed: Renamed): T {
  return rewrite(value, renamed, false) as T;
}

function rewrite(value: unknown, renamed: Renamed, isReference: boolean): unknown {
  if (typeof value === 'string') return isReference ? (renamed.get(value) ?? value) : value;
  if (typeof value !== 'object' || value === null) return value;
  if (!Array.isArray(value)) return rewriteMembers(value, renamed);

  const items = value.map((item: unknown) => rewrite(item, renamed, isReference));
  return items.some((item, index) => item !== value[index]) ? items : value;
}

function rewriteMembers(value: object, renamed: Renamed): unknown {
  const changes: [string, unknown][] = [];
  for (const [name, member] of Object.entries(value)) {
    const rewritten = rewrite(member, renamed, isReferenceProperty(name) || name === INFERRED);
    if (rewritten !== member) changes.push([name, rewritten]);
  }

  return changes.length === 0 ? value : { ...value, ...Object.fromEntries(changes) };
}
