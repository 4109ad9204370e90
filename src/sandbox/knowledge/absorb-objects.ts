import type { KnowledgeChange } from './knowledge-change.js';
import type { Knowledge } from './knowledge.js';
import { mergeObject } from './merge-object.js';
import { idsOf, standardIdOf, underId } from './object-ids.js';
import { withReferences } from './references.js';
import type { StixRecord } from './stix-record.js';
import type { StoredObject } from './stored-object.js';

/**
 * Merges objects into another of their type: the target takes up what they have and it lacks, is
 * found under their ids, and everything that referred to them refers to it. Undefined when the target
 * or every source is missing, or of another type.
 *
 * @see OpenCTI `database/middleware.js`, `mergeEntities`
 */
export function absorbObjects(
  knowledge: Knowledge,
  targetId: string,
  sourceIds: readonly string[],
  now: string,
): KnowledgeChange | undefined {
  const target = knowledge.find(targetId);
  if (!target) return undefined;
  const sources = sourcesOf(knowledge, target, sourceIds);
  if (sources.length === 0) return undefined;

  for (const source of sources) knowledge.remove(source);
  const after = united(target, sources, now);
  knowledge.put(after);
  for (const source of sources) redirect(knowledge, source.object.id, after.object.id, now);

  return { kind: 'merge', before: target, after, sources };
}

function sourcesOf(
  knowledge: Knowledge,
  target: StoredObject,
  ids: readonly string[],
): readonly StoredObject[] {
  const sources = ids.flatMap(id => knowledge.find(id) ?? []);
  const fitting = sources.filter(
    source => source !== target && source.object.type === target.object.type,
  );

  return [...new Set(fitting)];
}

function united(target: StoredObject, sources: readonly StoredObject[], now: string): StoredObject {
  const object = sources.reduce<StixRecord>(
    (known, source) => mergeObject(known, underId(source.object, known.id), false),
    target.object,
  );
  const ids = sources.flatMap(source => [...source.ids]);

  return {
    ...target,
    object,
    ids: new Set([...target.ids, ...ids, ...idsOf(object)]),
    updatedAt: now,
  };
}

function redirect(knowledge: Knowledge, from: string, to: string, now: string): void {
  for (const other of knowledge.referringTo(from)) {
    const moved = withReferences(other.object, ref => (ref === from ? to : ref));
    const id = standardIdOf(moved);
    const twin = id === other.object.id ? undefined : knowledge.find(id);
    if (twin || leadsToItself(moved)) knowledge.remove(other);
    if (leadsToItself(moved)) continue;

    const base = twin ?? other;
    const object = twin ? mergeObject(twin.object, underId(moved, id)) : underId(moved, id);
    const ids = new Set([...base.ids, ...other.ids, ...idsOf(object)]);
    knowledge.put({ ...base, object, ids, updatedAt: now });
  }
}

function leadsToItself({ type, source_ref: source, target_ref: target }: StixRecord): boolean {
  return type === 'relationship' && source === target;
}
