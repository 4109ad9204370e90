import { allOf, where, type Platform } from '../../../platform/index.js';
import type { StixObject } from '../../../stix/index.js';
import type { ExportMessage } from '../messages/read-export.js';

/** One page of an export. */
export interface ExportedPage {
  /** Internal ids of its entities. */
  readonly ids: readonly string[];
  /** The entities as STIX. */
  readonly objects: readonly StixObject[];
}

/** Ids that one filter names. */
const AT_ONCE = 500;

/**
 * Ids of what belongs to some entities: their relationships, what is at the other ends, and what
 * containers hold. What the user may not export is left out.
 */
export async function* relatedIds(
  { accessFilter }: ExportMessage,
  { ids, objects }: ExportedPage,
  platform: Platform,
  signal: AbortSignal,
): AsyncGenerator<readonly string[]> {
  const ends = new Set(objects.flatMap(contentsOf));
  const relationships = { of: ids, signal, ...(accessFilter && { filters: accessFilter }) };

  for await (const { items } of platform.entities.listRelationships(relationships)) {
    yield items.map(({ id }) => id);
    for (const { from, to } of items) {
      for (const end of [from, to]) if (end) ends.add(end.id);
    }
  }

  const others = [...ends].filter(id => !ids.includes(id));
  for (let at = 0; at < others.length; at += AT_ONCE) {
    const filters = allOf(where('ids', ...others.slice(at, at + AT_ONCE)), accessFilter);
    for await (const { items } of platform.entities.list({ filters, signal })) {
      yield items.map(({ id }) => id);
    }
  }
}

function contentsOf(object: StixObject): readonly string[] {
  const { object_refs: refs } = object as { object_refs?: unknown };

  return Array.isArray(refs) ? refs.filter(ref => typeof ref === 'string') : [];
}
