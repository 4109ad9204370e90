import { entityTypeOf } from './entity-type.js';
import type { Knowledge } from './knowledge.js';
import { labelOf, texts, type StixRecord } from './stix-record.js';

/**
 * What the platform says of both ends of a relationship or sighting, in its extension: their names,
 * types, and internal ids. An end that is gone is left out.
 */
export function endsOf(
  object: StixRecord,
  knowledge: Pick<Knowledge, 'find'>,
): Readonly<Record<string, unknown>> {
  if (object.type === 'relationship') {
    return {
      ...endOf(object.source_ref, 'source', knowledge),
      ...endOf(object.target_ref, 'target', knowledge),
    };
  }
  if (object.type !== 'sighting') return {};
  const place = knowledge.find(texts(object.where_sighted_refs)[0] ?? '');

  return {
    ...endOf(object.sighting_of_ref, 'sighting_of', knowledge),
    ...(place && {
      where_sighted_values: [labelOf(place.object)],
      where_sighted_refs: [place.internalId],
      where_sighted_types: [entityTypeOf(place.object)],
    }),
  };
}

function endOf(
  ref: unknown,
  name: string,
  knowledge: Pick<Knowledge, 'find'>,
): Readonly<Record<string, unknown>> {
  const end = typeof ref === 'string' ? knowledge.find(ref) : undefined;
  if (!end) return {};
  const markings = texts(end.object.object_marking_refs);

  return {
    [`${name}_value`]: labelOf(end.object),
    [`${name}_ref`]: end.internalId,
    [`${name}_type`]: entityTypeOf(end.object),
    [`${name}_ref_object_marking_refs`]: markings.flatMap(
      marking => knowledge.find(marking)?.internalId ?? [],
    ),
  };
}
