import { PlatformError } from '../errors/index.js';
import { AnswerReader } from './answer-reader.js';
import type { PlatformQueries, QueryOptions } from './platform-call.js';

/** One page of a list. */
export interface ListPage<T> {
  /** At least one. */
  readonly items: readonly T[];
  /** How many the whole list has, as OpenCTI counts them now. */
  readonly total: number;
  /** Where the next page starts. */
  readonly cursor: string;
}

/** How a list is read. */
export interface ListOptions extends QueryOptions {
  /** Items a page, from 1 to 5,000. Default 500. */
  readonly pageSize?: number;
  /** Cursor of the page to go on after. */
  readonly after?: string;
}

/** A list that OpenCTI gives in pages. */
export interface ListQuery<T> {
  readonly document: string;
  /** Field of the document that is the connection. */
  readonly root: string;
  readonly variables: Readonly<Record<string, unknown>>;
  /** Makes an item of a node. */
  readonly read: (node: AnswerReader) => T;
}

const DEFAULT_PAGE_SIZE = 500;
/** `elasticsearch:max_pagination_result` of OpenCTI. */
const MAX_PAGE_SIZE = 5_000;

/** What every list document asks about its page. */
export const PAGE_INFO = 'pageInfo { endCursor hasNextPage globalCount }';

/**
 * Reads a list page by page: the next one is asked for when it is pulled.
 *
 * @throws PlatformError `PLATFORM_ANSWER` for a list that would never end
 */
export async function* listPages<T>(
  queries: PlatformQueries,
  { document, root, variables, read }: ListQuery<T>,
  { pageSize = DEFAULT_PAGE_SIZE, after, ...options }: ListOptions = {},
): AsyncGenerator<ListPage<T>> {
  const first = Math.trunc(Math.min(Math.max(1, pageSize), MAX_PAGE_SIZE)) || DEFAULT_PAGE_SIZE;
  let cursor = after ?? null;
  for (;;) {
    const data = await queries.query(document, { ...variables, first, after: cursor }, options);
    const answer = AnswerReader.of(root, data);
    const info = answer.objectIfAny(root)?.objectIfAny('pageInfo');
    const items = answer.nodes(root).map(read);
    const next = info?.textIfAny('endCursor') ?? '';
    if (items.length > 0)
      yield { items, total: info?.countIfAny('globalCount') ?? 0, cursor: next };
    if (!info?.flag('hasNextPage')) return;
    if (next === '' || next === cursor) throw endless(root);
    cursor = next;
  }
}

/** All items of a list that is known to be short. */
export async function listAll<T>(
  queries: PlatformQueries,
  query: ListQuery<T>,
  options?: QueryOptions,
): Promise<T[]> {
  const all: T[] = [];
  for await (const { items } of listPages(queries, query, options)) all.push(...items);

  return all;
}

function endless(operation: string): PlatformError {
  const path = `${operation}.pageInfo.endCursor`;
  const facts = { operation, path, expected: 'where the next page starts', got: 'the same again' };

  return new PlatformError('PLATFORM_ANSWER', facts);
}
