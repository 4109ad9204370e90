import type { AnswerReader } from './answer-reader.js';
import type { FilterGroup } from './filter-group.js';
import { listPages, PAGE_INFO } from './list-pages.js';
import type { PlatformQueries, QueryOptions } from './platform-call.js';
import type { WorkTracking } from './work.js';

/** A work that OpenCTI shows as waiting or in progress. */
export interface UnfinishedWork {
  readonly id: string;
  /** As it was given when the work was opened; empty when OpenCTI has none. */
  readonly name: string;
  /** Whether its connector has said that it is done; what it sent may still be worked on. */
  readonly isProcessed: boolean;
  /** What went wrong so far; OpenCTI keeps about a hundred. */
  readonly errors: readonly string[];
  readonly tracking: WorkTracking;
}

const STATUSES: readonly string[] = ['wait', 'progress'];
const PAGE_SIZE = 100;

const WORKS = `query ConnectorWorksQuery($first: Int, $after: ID, $orderBy: WorksOrdering, $orderMode: OrderingMode, $filters: FilterGroup) {
  works(first: $first, after: $after, orderBy: $orderBy, orderMode: $orderMode, filters: $filters) {
    edges { node {
      id name status processed_time errors { message }
      tracking { import_expected_number import_processed_number }
    } }
    ${PAGE_INFO}
  }
}`;

/**
 * A connector's works that have not ended, the newest first.
 *
 * @param limit works that are given at most
 * @throws PlatformError
 */
export async function openWorks(
  queries: PlatformQueries,
  connectorId: string,
  limit: number,
  options?: QueryOptions,
): Promise<UnfinishedWork[]> {
  const filters: FilterGroup = {
    mode: 'and',
    filters: [
      { key: 'connector_id', values: [connectorId] },
      { key: 'status', values: STATUSES },
    ],
    filterGroups: [],
  };
  const variables = { filters, orderBy: 'timestamp', orderMode: 'desc' };
  const query = { document: WORKS, root: 'works', variables, read: readWork };
  const open: UnfinishedWork[] = [];
  for await (const { items } of listPages(queries, query, { ...options, pageSize: PAGE_SIZE })) {
    // One that knows no such filter answers with all of them.
    open.push(...items.filter(({ status }) => STATUSES.includes(status)).map(({ work }) => work));
    if (open.length >= limit) break;
  }

  return open.slice(0, limit);
}

function readWork(node: AnswerReader): { readonly status: string; readonly work: UnfinishedWork } {
  const tracking = node.objectIfAny('tracking');

  return {
    status: node.textIfAny('status') ?? '',
    work: {
      id: node.text('id'),
      name: node.textIfAny('name') ?? '',
      isProcessed: node.textIfAny('processed_time') !== null,
      errors: node.objects('errors').map(error => error.textIfAny('message') ?? ''),
      tracking: {
        expected: tracking?.countIfAny('import_expected_number') ?? 0,
        processed: tracking?.countIfAny('import_processed_number') ?? 0,
      },
    },
  };
}
