/** One condition of a {@link FilterGroup}. */
export interface Filter {
  /** Field to look at, such as `entity_type`; several mean any of them. */
  readonly key: string | readonly string[];
  readonly values: readonly unknown[];
  /** Such as `eq` (default), `not_eq`, `gt`, `nil`. */
  readonly operator?: string;
  /** How several values go together. Default `or`. */
  readonly mode?: 'and' | 'or';
}

/**
 * Conditions as OpenCTI takes them and sends them.
 *
 * @see https://docs.opencti.io/latest/reference/filters/
 */
export interface FilterGroup {
  readonly mode: 'and' | 'or';
  readonly filters: readonly Filter[];
  readonly filterGroups: readonly FilterGroup[];
}

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
