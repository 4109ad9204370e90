import type { Knowledge } from './knowledge.js';
import type { StixRecord } from './stix-record.js';

/**
 * The object with one marking of each ranked kind, the strictest: OpenCTI never keeps TLP:GREEN beside
 * TLP:AMBER. Markings without a rank all stay.
 *
 * @see OpenCTI `utils/markingDefinition-utils.js`
 */
export function withStrictestMarkings(object: StixRecord, knowledge: Knowledge): StixRecord {
  const refs: unknown = object.object_marking_refs;
  if (!Array.isArray(refs) || refs.length < 2) return object;

  const strictest = new Map<string, number>();
  const ranked = refs.map((ref: unknown) => ({ ref, rank: rankOf(ref, knowledge) }));
  for (const { rank } of ranked) {
    if (rank) strictest.set(rank.kind, Math.max(strictest.get(rank.kind) ?? 0, rank.order));
  }
  const kept = ranked.filter(({ rank }) => !rank || rank.order === strictest.get(rank.kind));
  if (kept.length === refs.length) return object;

  return { ...object, object_marking_refs: kept.map(({ ref }) => ref) };
}

function rankOf(
  ref: unknown,
  knowledge: Knowledge,
): { readonly kind: string; readonly order: number } | undefined {
  const marking = typeof ref === 'string' ? knowledge.find(ref)?.object : undefined;
  const kind = marking?.x_opencti_definition_type;
  const order = marking?.x_opencti_order;

  return typeof kind === 'string' && typeof order === 'number' ? { kind, order } : undefined;
}
