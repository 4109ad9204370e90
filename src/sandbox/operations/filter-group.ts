/** What filters look at: the values of an element under a key; undefined when it has none. */
export type Attributes = (key: string) => unknown;

/** The filterable attributes of one element: by key, or looked up when a filter asks. */
export type Filterable = Readonly<Record<string, unknown>> | Attributes;

/**
 * Whether an element passes a filter group of the platform: filters and nested groups joined by `and`
 * or `or`. No group lets everything pass.
 *
 * @see OpenCTI `utils/filtering/`
 */
export function matchesFilters(group: unknown, element: Filterable): boolean {
  const { mode, filters, filterGroups } = asRecord(group);
  const tests = [
    ...asList(filters).map(filter => () => matchesFilter(asRecord(filter), element)),
    ...asList(filterGroups).map(nested => () => matchesFilters(nested, element)),
  ];
  if (tests.length === 0) return true;

  return mode === 'or' ? tests.some(test => test()) : tests.every(test => test());
}

/** The filters of a group that every match has to pass, those of nested groups included. */
export function necessaryFilters(group: unknown): readonly Readonly<Record<string, unknown>>[] {
  const { mode, filters, filterGroups } = asRecord(group);
  const own = asList(filters).map(asRecord);
  const nested = asList(filterGroups).map(necessaryFilters);
  if (mode === 'or' && own.length + nested.length > 1) return [];

  return [...own, ...nested.flat()];
}

/** The keys and values of a filter, whether they were given as one or as a list. */
export function filterParts(filter: Readonly<Record<string, unknown>>): {
  readonly keys: readonly string[];
  readonly values: readonly string[];
  readonly operator: string;
} {
  const { key, values, operator } = filter;
  const keys = (Array.isArray(key) ? key : [key]) as readonly unknown[];

  return {
    keys: keys.map(String),
    values: asList(values).map(String),
    operator: typeof operator === 'string' ? operator : 'eq',
  };
}

function matchesFilter(filter: Readonly<Record<string, unknown>>, element: Filterable): boolean {
  const { keys, values: wanted, operator } = filterParts(filter);
  const found = keys.flatMap(key => valuesOf(element, key));
  if (operator === 'nil') return found.length === 0;
  if (operator === 'not_nil') return found.length > 0;

  const compare = COMPARISONS.get(operator.replace(/^not_/, '')) ?? isEqual;
  const isNegative = operator.startsWith('not_');
  const passes = (value: string): boolean => found.some(one => compare(one, value)) !== isNegative;
  // A list of nothing to keep out keeps nothing out.
  if (isNegative && wanted.length === 0) return true;

  return filter.mode === 'and' ? wanted.every(passes) : wanted.some(passes);
}

type Comparison = (found: string, wanted: string) => boolean;

/** The platform compares text without regard to case. */
const isEqual: Comparison = (found, wanted) => found.toLowerCase() === wanted.toLowerCase();

const COMPARISONS: ReadonlyMap<string, Comparison> = new Map<string, Comparison>([
  ['contains', (found, wanted) => found.toLowerCase().includes(wanted.toLowerCase())],
  ['starts_with', (found, wanted) => found.toLowerCase().startsWith(wanted.toLowerCase())],
  ['ends_with', (found, wanted) => found.toLowerCase().endsWith(wanted.toLowerCase())],
  ['gt', (found, wanted) => orderOf(found, wanted) > 0],
  ['gte', (found, wanted) => orderOf(found, wanted) >= 0],
  ['lt', (found, wanted) => orderOf(found, wanted) < 0],
  ['lte', (found, wanted) => orderOf(found, wanted) <= 0],
]);

/** Numbers by size, dates by time; what is neither has no order. */
function orderOf(left: string, right: string): number {
  const numbers = [Number(left), Number(right)] as const;
  if (!numbers.some(Number.isNaN)) return numbers[0] - numbers[1];

  return Date.parse(left) - Date.parse(right);
}

function valuesOf(element: Filterable, key: string): readonly string[] {
  const value = typeof element === 'function' ? element(key) : ownValue(element, key);

  return [value]
    .flat()
    .filter(one => one !== null && one !== undefined)
    .map(String);
}

function ownValue(element: Readonly<Record<string, unknown>>, key: string): unknown {
  return Object.hasOwn(element, key) ? element[key] : undefined;
}

function asRecord(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null
    ? (value as Readonly<Record<string, unknown>>)
    : {};
}

function asList(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}
