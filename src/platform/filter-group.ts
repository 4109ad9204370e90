import type { FilterGroup } from '../connectors/index.js';

export type { Filter, FilterGroup } from '../connectors/index.js';

/** The condition that a field has one of these values. */
export function where(key: string, ...values: readonly unknown[]): FilterGroup {
  return {
    mode: 'and',
    filters: [{ key, values, operator: 'eq', mode: 'or' }],
    filterGroups: [],
  };
}

/**
 * All of several conditions. Those that are missing or empty ask for nothing.
 *
 * @returns undefined when nothing is asked for
 */
export function allOf(
  ...groups: readonly (FilterGroup | null | undefined)[]
): FilterGroup | undefined {
  const filterGroups = groups.filter(group => group !== null && group !== undefined);
  const asking = filterGroups.filter(
    ({ filters, filterGroups: inner }) => filters.length > 0 || inner.length > 0,
  );
  if (asking.length < 2) return asking[0];

  return { mode: 'and', filters: [], filterGroups: asking };
}
