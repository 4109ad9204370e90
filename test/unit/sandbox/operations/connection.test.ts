import { connectionOf } from '../../../../src/sandbox/operations/connection.js';

interface Connection {
  edges: { cursor: string; node: number }[];
  pageInfo: Record<string, unknown>;
}

const nodes = [1, 2, 3, 4, 5];

describe('connectionOf', () => {
  it('is paged through by its cursors', () => {
    const seen: number[] = [];
    let after: unknown;
    for (let hasNext = true; hasNext;) {
      const page = connectionOf(nodes, { first: 2, after }) as Connection;
      seen.push(...page.edges.map(({ node }) => node));
      after = page.pageInfo.endCursor;
      hasNext = page.pageInfo.hasNextPage === true;
    }

    expect(seen).toEqual(nodes);
  });

  it('counts everything, whatever the page', () => {
    const { pageInfo } = connectionOf(nodes, { first: 1 }) as Connection;

    expect(pageInfo).toMatchObject({ globalCount: 5, hasNextPage: true, hasPreviousPage: false });
  });

  it.each(['', 'nonsense', '-1', 'NaN'])('begins at the start for the cursor %j', after => {
    const { edges } = connectionOf(nodes, { first: 1, after }) as Connection;

    expect(edges[0]?.node).toBe(1);
  });
});
