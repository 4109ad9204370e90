import { Kind, parse, print } from 'graphql';
import { openWorks } from '../../../src/platform/index.js';
import { ScriptedQueries } from '../../support/scripted-queries.js';

const node = (id: string, differences: object = {}) => ({
  node: {
    ...{ id, name: `name of ${id}`, status: 'progress', processed_time: null, errors: [] },
    tracking: { import_expected_number: 3, import_processed_number: 1 },
    ...differences,
  },
});
const page = (edges: unknown, endCursor = '', hasNextPage = false) => ({
  works: { edges, pageInfo: { endCursor, hasNextPage, globalCount: 0 } },
});

describe('openWorks', () => {
  it('asks for the works of a connector that have not ended, the newest first', async () => {
    const queries = new ScriptedQueries(() => page([]));

    await openWorks(queries, 'c1', 100);

    const [asked] = queries.asked;
    const [definition] = parse(asked?.document ?? '').definitions;
    expect(definition?.kind === Kind.OPERATION_DEFINITION && print(definition)).toContain(
      'works(\n    first: $first\n    after: $after\n    orderBy: $orderBy\n    orderMode: $orderMode\n    filters: $filters\n  )',
    );
    expect(asked?.variables).toEqual({
      first: 100,
      after: null,
      orderBy: 'timestamp',
      orderMode: 'desc',
      filters: {
        mode: 'and',
        filters: [
          { key: 'connector_id', values: ['c1'] },
          { key: 'status', values: ['wait', 'progress'] },
        ],
        filterGroups: [],
      },
    });
  });

  it('reads what it is given', async () => {
    const queries = new ScriptedQueries(() =>
      page([
        node('w1'),
        node('w2', {
          status: 'wait',
          name: null,
          processed_time: '2026-01-01T00:00:00.000Z',
          errors: [{ message: 'bad' }, { message: null }],
          tracking: null,
        }),
      ]),
    );

    expect(await openWorks(queries, 'c1', 100)).toEqual([
      {
        ...{ id: 'w1', name: 'name of w1', isProcessed: false, errors: [] },
        tracking: { expected: 3, processed: 1 },
      },
      {
        ...{ id: 'w2', name: '', isProcessed: true, errors: ['bad', ''] },
        tracking: { expected: 0, processed: 0 },
      },
    ]);
  });

  it('leaves out what has ended, whatever the platform makes of the filter', async () => {
    const queries = new ScriptedQueries(() =>
      page([node('w1', { status: 'complete' }), node('w2', { status: 'timeout' }), node('w3')]),
    );

    expect((await openWorks(queries, 'c1', 100)).map(({ id }) => id)).toEqual(['w3']);
  });

  it('turns pages until it has enough', async () => {
    const queries = new ScriptedQueries(({ variables }) => {
      const at = Number(variables['after'] ?? 0);
      return page([node(`w${at}`), node(`w${at + 1}`)], String(at + 2), true);
    });

    const works = await openWorks(queries, 'c1', 5);

    expect(works.map(({ id }) => id)).toEqual(['w0', 'w1', 'w2', 'w3', 'w4']);
    expect(queries.asked).toHaveLength(3);
  });

  it.each([
    ['a work without an id', page([node('')])],
    ['errors that are no list', page([node('w1', { errors: 'bad' })])],
    ['a number that is none', page([node('w1', { tracking: { import_expected_number: 'x' } })])],
    ['a page without edges', page('x')],
  ])('refuses %s', async (_what, answer) => {
    const queries = new ScriptedQueries(() => answer);

    await expect(openWorks(queries, 'c1', 5)).rejects.toMatchObject({ code: 'PLATFORM_ANSWER' });
  });

  it('finds nothing where there is nothing', async () => {
    expect(await openWorks(new ScriptedQueries(() => ({ works: null })), 'c1', 5)).toEqual([]);
  });
});
