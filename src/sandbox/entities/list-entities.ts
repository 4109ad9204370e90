import { entitiesOf, ENTITY_TYPES, type EntityName } from '../../stix/index.js';
import { entityTypeOf, parentTypesOf } from '../knowledge/entity-type.js';
import type { Knowledge } from '../knowledge/knowledge.js';
import { labelOf, texts } from '../knowledge/stix-record.js';
import type { StoredObject } from '../knowledge/stored-object.js';
import { filterParts, matchesFilters, necessaryFilters } from '../operations/filter-group.js';
import { attributesOf } from './entity-attributes.js';
import { observableValue } from './observable-value.js';

/** What a list of entities is asked for with. */
export interface EntityQuery {
  /** Entities and groups of entities to list, such as `Malware` or `Stix-Core-Object`. */
  readonly types: readonly string[];
  /** Narrows the types further; empty means no more than they say. */
  readonly within?: readonly string[];
  readonly filters?: unknown;
  /** Part of a name, alias, value or description. */
  readonly search?: string | null;
  readonly orderBy?: string | null;
  readonly orderMode?: string | null;
}

/**
 * What fits a query, in order of arrival unless it says otherwise. Clients ask for the same list page
 * by page: the last one is remembered until something changes.
 */
export function listEntities(query: EntityQuery, knowledge: Knowledge): readonly StoredObject[] {
  const key = JSON.stringify(query);
  const last = LAST.get(knowledge);
  if (last?.key === key && last.version === knowledge.version) return last.found;

  const found = find(query, knowledge);
  LAST.set(knowledge, { key, version: knowledge.version, found });

  return found;
}

interface RememberedList {
  readonly key: string;
  readonly version: number;
  readonly found: readonly StoredObject[];
}

const LAST = new WeakMap<Knowledge, RememberedList>();

function find(query: EntityQuery, knowledge: Knowledge): readonly StoredObject[] {
  const found: StoredObject[] = [];
  for (const stored of candidates(query, knowledge)) {
    if (fits(stored, query, knowledge)) found.push(stored);
  }

  return query.orderBy ? ordered(found, query.orderBy, query.orderMode, knowledge) : found;
}

/** As few objects as a look at the indexes gives: those of wanted ids, at wanted ends, of wanted types. */
function* candidates(
  { types, filters }: EntityQuery,
  knowledge: Knowledge,
): Generator<StoredObject> {
  for (const filter of necessaryFilters(filters)) {
    const { keys, values, operator } = filterParts(filter);
    if (operator !== 'eq' || keys.length !== 1) continue;
    if (ID_KEYS.has(keys[0] ?? '')) {
      yield* unique(values.flatMap(id => knowledge.find(id) ?? []));
      return;
    }
    if (END_KEYS.has(keys[0] ?? '')) {
      const ends = values.map(id => knowledge.find(id)?.object.id ?? id);
      yield* unique(ends.flatMap(end => [...knowledge.referringTo(end)]));
      return;
    }
  }
  for (const type of stixTypes(types)) yield* knowledge.ofType(type);
}

function fits(stored: StoredObject, query: EntityQuery, knowledge: Knowledge): boolean {
  const { types, within = [], filters, search } = query;
  if (!isOfTypes(stored, types)) return false;
  if (within.length > 0 && !isOfTypes(stored, within)) return false;
  if (search && !isFoundBy(stored, search.toLowerCase())) return false;

  return !filters || matchesFilters(filters, attributesOf(stored, knowledge));
}

/** Whether an object is of one of these entities, or of one of these groups of entities. */
export function isOfTypes({ object }: StoredObject, types: readonly string[]): boolean {
  const own = entityTypeOf(object);
  const parents = parentTypesOf(object);

  return types.some(type => type === own || parents.includes(type));
}

function isFoundBy({ object }: StoredObject, text: string): boolean {
  const shown = [labelOf(object), observableValue(object), object.description, object.id];
  const aliases = [...texts(object.aliases), ...texts(object.x_opencti_aliases)];

  return [...shown, ...aliases].some(
    value => typeof value === 'string' && value.toLowerCase().includes(text),
  );
}

function ordered(
  found: readonly StoredObject[],
  orderBy: string,
  orderMode: string | null | undefined,
  knowledge: Knowledge,
): readonly StoredObject[] {
  const direction = orderMode === 'desc' ? -1 : 1;
  const keyed = found.map(stored => {
    const [value] = [attributesOf(stored, knowledge)(orderBy)].flat();
    return { stored, key: typeof value === 'number' || typeof value === 'string' ? value : '' };
  });
  keyed.sort((left, right) => direction * compare(left.key, right.key));

  return keyed.map(({ stored }) => stored);
}

function compare(left: string | number, right: string | number): number {
  if (left === right) return 0;

  return left < right ? -1 : 1;
}

function stixTypes(types: readonly string[]): readonly string[] {
  const names: readonly EntityName[] = types.flatMap(type => entitiesOf(type));

  return [...new Set(names.map(name => ENTITY_TYPES[name]))];
}

function unique(stored: readonly StoredObject[]): Iterable<StoredObject> {
  return new Set(stored);
}

const ID_KEYS = new Set(['ids', 'id', 'internal_id', 'standard_id']);
const END_KEYS = new Set(['fromId', 'toId', 'fromOrToId', 'elementId', 'objects']);
