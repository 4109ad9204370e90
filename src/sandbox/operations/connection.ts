import type { OperationArguments } from './operation.js';

/** Items of a page when the client doesn't say. @see `elasticsearch:default_pagination_result` */
const PAGE_SIZE = 500;

/** Most items of a page. @see `elasticsearch:max_pagination_result` */
const MAX_PAGE_SIZE = 5_000;

/** A list in pages, as GraphQL clients page through it: `first` items after the cursor `after`. */
export function connectionOf(nodes: readonly unknown[], args: OperationArguments): unknown {
  const asked = typeof args.first === 'number' && args.first > 0 ? args.first : PAGE_SIZE;
  const first = Math.min(asked, MAX_PAGE_SIZE);
  const start = typeof args.after === 'string' ? positionOf(args.after) : 0;
  const page = nodes.slice(start, start + first);
  const edges = page.map((node, index) => ({ cursor: cursorOf(start + index + 1), node }));

  return {
    edges,
    pageInfo: {
      startCursor: edges[0]?.cursor ?? '',
      endCursor: edges.at(-1)?.cursor ?? '',
      hasNextPage: start + page.length < nodes.length,
      hasPreviousPage: start > 0,
      globalCount: nodes.length,
    },
  };
}

function cursorOf(position: number): string {
  return Buffer.from(String(position)).toString('base64url');
}

function positionOf(cursor: string): number {
  const position = Number(Buffer.from(cursor, 'base64url').toString());

  return Number.isInteger(position) && position > 0 ? position : 0;
}
