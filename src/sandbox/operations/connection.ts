import type { OperationArguments } from './operation.js';

/** Items of a page when the client doesn't say. @see `elasticsearch:default_pagination_result` */
const PAGE_SIZE = 500;

/** Most items of a page. @see `elasticsearch:max_pagination_result` */
const MAX_PAGE_SIZE = 5_000;

/**
 * A list in pages, as GraphQL clients page through it: `first` items after the cursor `after`. Only
 * the items of the page are made into nodes.
 */
export function connectionOf<Item>(
  items: readonly Item[],
  args: OperationArguments,
  toNode: (item: Item) => unknown = item => item,
): unknown {
  const asked = typeof args.first === 'number' && args.first > 0 ? args.first : PAGE_SIZE;
  const first = Math.min(asked, MAX_PAGE_SIZE);
  const start = typeof args.after === 'string' ? positionOf(args.after) : 0;
  const page = items.slice(start, start + first);
  const edges = page.map((item, index) => ({
    cursor: cursorOf(start + index + 1),
    node: toNode(item),
  }));

  return {
    edges,
    pageInfo: {
      startCursor: edges[0]?.cursor ?? '',
      endCursor: edges.at(-1)?.cursor ?? '',
      hasNextPage: start + page.length < items.length,
      hasPreviousPage: start > 0,
      globalCount: items.length,
    },
  };
}

/** Everything on one page, for lists that clients do not page through. */
export function wholeConnection(nodes: readonly unknown[]): unknown {
  return {
    edges: nodes.map((node, index) => ({ cursor: cursorOf(index + 1), node })),
    pageInfo: {
      startCursor: '',
      endCursor: '',
      hasNextPage: false,
      hasPreviousPage: false,
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
