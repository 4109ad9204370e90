import { underId, idsOf, standardIdOf } from './object-ids.js';
import { externalReferenceKey } from './merge-object.js';
import type { KnowledgeChange } from './knowledge-change.js';
import type { Knowledge } from './knowledge.js';
import { isEmpty, type StixRecord } from './stix-record.js';
import type { StoredObject } from './stored-object.js';

/** One member to change. */
export interface MemberPatch {
  readonly name: string;
  readonly operation: 'add' | 'replace' | 'remove';
  readonly value: unknown;
}

/**
 * Changes members of an object as an editor would: unlike an import, it may empty them. Undefined when
 * nothing changes.
 */
export function patchObject(
  knowledge: Knowledge,
  stored: StoredObject,
  patches: readonly MemberPatch[],
  now: string,
): KnowledgeChange | undefined {
  const patched = patches.reduce(withPatch, stored.object);
  if (JSON.stringify(patched) === JSON.stringify(stored.object)) return undefined;
  const dated = 'modified' in patched ? { ...patched, modified: now } : patched;
  const object = underId(dated, standardIdOf(dated));
  const after: StoredObject = {
    ...stored,
    object,
    ids: new Set([...stored.ids, ...idsOf(object)]),
    updatedAt: now,
  };
  knowledge.put(after);

  return { kind: 'update', before: stored, after };
}

function withPatch(object: StixRecord, { name, operation, value }: MemberPatch): StixRecord {
  const known = new Map<string, unknown>(Object.entries(object)).get(name);
  const next = operation === 'replace' ? value : inList(known, value, operation);
  const { [name]: _before, ...rest } = object;

  return (isEmpty(next) ? rest : { ...object, [name]: next }) as StixRecord;
}

function inList(known: unknown, value: unknown, operation: 'add' | 'remove'): unknown {
  const values: readonly unknown[] = [value].flat();
  const keys = new Set(values.map(itemKey));
  const others = ([known ?? []].flat() as unknown[]).filter(item => !keys.has(itemKey(item)));
  // What adds to a text or number, or takes from it, has nothing to add to: it replaces, or empties.
  if (!isEmpty(known) && !Array.isArray(known)) return operation === 'add' ? value : null;

  return operation === 'add' ? [...others, ...values] : others;
}

/** What makes two items of a list the same; embedded objects are known by their names. */
function itemKey(item: unknown): string {
  if (typeof item !== 'object' || item === null) return JSON.stringify(item) ?? '';
  const { kill_chain_name: chain, phase_name: phase } = item as Readonly<Record<string, unknown>>;

  return chain === undefined ? externalReferenceKey(item) : JSON.stringify([chain, phase]);
}
