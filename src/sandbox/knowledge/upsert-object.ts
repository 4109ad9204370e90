import { randomUUID } from 'node:crypto';
import type { KnowledgeChange } from './knowledge-change.js';
import type { Knowledge } from './knowledge.js';
import { mergeObject } from './merge-object.js';
import { idsOf, standardIdOf, underId } from './object-ids.js';
import { referencesOf, withReferences, type MissingReference } from './references.js';
import type { StixRecord } from './stix-record.js';
import type { StoredObject } from './stored-object.js';
import { withStrictestMarkings } from './strictest-markings.js';

/** What became of an object. */
export type UpsertOutcome =
  | {
      readonly kind: 'stored';
      readonly stored: StoredObject;
      /** Undefined when everything was known already. */
      readonly change?: KnowledgeChange;
    }
  | { readonly kind: 'missing'; readonly references: readonly MissingReference[] }
  | { readonly kind: 'refused'; readonly reason: string };

/** Why an object whose references are all there is refused, or undefined when it is not. */
export type Refusal = (object: StixRecord, knowledge: Knowledge) => string | undefined;

/**
 * Stores an object as OpenCTI would: under its standard id, merged into the object that is already
 * known by any of its ids, with its references rewritten to standard ids. An object whose references
 * are not all there is not stored.
 */
export function upsertObject(
  knowledge: Knowledge,
  given: StixRecord,
  now: string,
  refusal: Refusal = () => undefined,
): UpsertOutcome {
  const references = [...referencesOf(given)];
  const missing = references.filter(({ ref }) => !knowledge.find(ref));
  if (missing.length > 0) return { kind: 'missing', references: missing };

  const reason = refusal(given, knowledge);
  if (reason !== undefined) return { kind: 'refused', reason };

  for (const { ref } of references) list(knowledge, ref);
  const { nb_deps: _nbDeps, ...rest } = withReferences(
    given,
    ref => knowledge.find(ref)?.object.id ?? ref,
  );

  return { kind: 'stored', ...store(knowledge, rest, now) };
}

function store(
  knowledge: Knowledge,
  given: StixRecord,
  now: string,
): { readonly stored: StoredObject; readonly change?: KnowledgeChange } {
  const incoming = underId(given, standardIdOf(given));
  const known = matchOf(knowledge, incoming);
  const united = known ? mergeObject(known.object, underId(incoming, known.object.id)) : incoming;
  const object = withStrictestMarkings(united, knowledge);
  if (known?.object === object && !known.isUnlisted) return { stored: known };

  const internalId = known?.internalId ?? randomUUID();
  const stored: StoredObject = {
    internalId,
    object,
    ids: new Set([...idsOf(object), internalId]),
    createdAt: known?.createdAt ?? now,
    updatedAt: known?.object === object ? known.updatedAt : now,
    isUnlisted: false,
  };
  knowledge.put(stored);
  if (!known) return { stored, change: { kind: 'create', after: stored } };
  if (known.object === object) return { stored };

  return { stored, change: { kind: 'update', before: known, after: stored } };
}

/** The object that is meant: the one of the standard id before one that shares another id. */
function matchOf(knowledge: Knowledge, incoming: StixRecord): StoredObject | undefined {
  for (const id of idsOf(incoming)) {
    const known = knowledge.find(id);
    if (known?.object.type === incoming.type) return known;
  }

  return undefined;
}

/** What was there from the start is listed as soon as something uses it. */
function list(knowledge: Knowledge, ref: string): void {
  const used = knowledge.find(ref);
  if (used?.isUnlisted) knowledge.put({ ...used, isUnlisted: false });
}
