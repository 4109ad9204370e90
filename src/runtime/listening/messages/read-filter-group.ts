import type { Filter, FilterGroup } from '../../../connectors/index.js';
import type { MessageReader } from './message-reader.js';

/** Deeper than any filter that a person makes. */
const MAX_DEPTH = 50;

/**
 * Reads a filter group, down to its last condition; undefined when there is none.
 *
 * @throws RequestError `REQUEST_MALFORMED`
 */
export function readFilterGroup(parent: MessageReader, name: string): FilterGroup | undefined {
  const group = parent.objectIfAny(name);

  return group && readGroup(group, 0);
}

function readGroup(group: MessageReader, depth: number): FilterGroup {
  if (depth > MAX_DEPTH) throw group.wrong('filterGroups', `at most ${MAX_DEPTH} levels deep`);

  return {
    mode: group.oneOf('mode', ['and', 'or']) ?? 'and',
    filters: group.objects('filters').map(readFilter),
    filterGroups: group.objects('filterGroups').map(inner => readGroup(inner, depth + 1)),
  };
}

function readFilter(filter: MessageReader): Filter {
  const values = filter.value('values') ?? [];
  if (!Array.isArray(values)) throw filter.wrong('values', 'a list');
  const operator = filter.textIfAny('operator');
  const mode = filter.oneOf('mode', ['and', 'or']);

  return {
    key: Array.isArray(filter.value('key')) ? filter.texts('key') : filter.text('key'),
    values,
    ...(operator !== null && { operator }),
    ...(mode !== undefined && { mode }),
  };
}
