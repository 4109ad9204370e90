/** The filterable attributes of one element: a key leads to a value or to several. */
export type Filterable = Readonly<Record<string, unknown>>;

/**
 * Whether an element passes a filter group of the platform: filters and nested groups joined by `and`
 * or `or`. No group lets everything pass.
 *
 * @see OpenCTI `utils/filtering/`
 */
export function matchesFilters(group: unknown, element: Filterable): boolean {
  const { mode, filters, filterGroups } = asRecord(group);
  const results = [
    ...asList(filters).map(filter => matchesFilter(asRecord(filter), element)),
    ...asList(filterGroups).map(nested => matchesFilters(nested, element)),
  ];
  if (results.length === 0) return true;

  return mode === 'or' ? results.some(Boolean) : results.every(Boolean);
}

function matchesFilter(filter: Filterable, element: Filterable): boolean {
  const keys = asList(filter.key).length > 0 ? asList(filter.key) : [filter.key];
  const found = keys.flatMap(key => valuesOf(element, String(key)));
  const wanted = asList(filter.values).map(String);
  const operator = typeof filter.operator === 'string' ? filter.operator : 'eq';
  const isAll = filter.mode === 'and';
  const matches = (test: (value: string) => boolean): boolean =>
    isAll ? wanted.every(test) : wanted.some(test);

  switch (operator) {
    case 'nil':
      return found.length === 0;
    case 'not_nil':
      return found.length > 0;
    case 'not_eq':
      return !matches(value => includes(found, value));
    case 'contains':
      return matches(value => found.some(one => one.toLowerCase().includes(value.toLowerCase())));
    case 'starts_with':
      return matches(value => found.some(one => one.toLowerCase().startsWith(value.toLowerCase())));
    default:
      return matches(value => includes(found, value));
  }
}

/** The platform compares text without regard to case. */
function includes(found: readonly string[], value: string): boolean {
  return found.some(one => one.toLowerCase() === value.toLowerCase());
}

function valuesOf(element: Filterable, key: string): readonly string[] {
  if (!Object.hasOwn(element, key)) return [];
  const value = element[key];

  return [value]
    .flat()
    .filter(one => one !== null && one !== undefined)
    .map(String);
}

function asRecord(value: unknown): Filterable {
  return typeof value === 'object' && value !== null ? (value as Filterable) : {};
}

function asList(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}
