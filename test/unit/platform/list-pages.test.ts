import type { AnswerReader } from '../../../src/platform/index.js';
import { listAll, listPages } from '../../../src/platform/list-pages.js';
import { away, ScriptedQueries, type QueryScript } from '../../support/scripted-queries.js';

const list = {
  document: 'query Things { things { edges { node { id } } } }',
  root: 'things',
  variables: { search: 'x' },
  read: (node: AnswerReader) => node.text('id'),
};
const page = (ids: readonly string[], endCursor: unknown, hasNextPage: boolean) => ({
  things: {
    edges: ids.map(id => ({ node: { id } })),
    pageInfo: { endCursor, hasNextPage, globalCount: 3 },
  },
});
const twoPages: QueryScript = ({ variables }) =>
  variables['after'] === 'c2' ? page(['c'], 'c3', false) : page(['a', 'b'], 'c2', true);

describe('listPages', () => {
  it('asks for a page only when it is pulled', async () => {
    const queries = new ScriptedQueries(twoPages);
    const pages = listPages(queries, list);

    expect(queries.asked).toHaveLength(0);
    await expect(pages.next()).resolves.toEqual({
      done: false,
      value: { items: ['a', 'b'], total: 3, cursor: 'c2' },
    });
    expect(queries.asked).toHaveLength(1);
    await expect(pages.next()).resolves.toMatchObject({ value: { items: ['c'], cursor: 'c3' } });
    await expect(pages.next()).resolves.toMatchObject({ done: true });

    expect(queries.asked.map(({ variables }) => variables)).toEqual([
      { search: 'x', first: 500, after: null },
      { search: 'x', first: 500, after: 'c2' },
    ]);
  });

  it('goes on after a cursor', async () => {
    const queries = new ScriptedQueries(twoPages);

    const first = await listPages(queries, list, { after: 'c2' }).next();

    expect(first.value).toMatchObject({ items: ['c'] });
  });

  it.each([
    [50, 50],
    [0, 1],
    [-5, 1],
    [1e9, 5_000],
    [2.7, 2],
    [Number.NaN, 500],
  ])('takes %d items a page for %d', async (pageSize, first) => {
    const queries = new ScriptedQueries(() => page([], 'c', false));

    await listPages(queries, list, { pageSize }).next();

    expect(queries.asked[0]?.variables).toMatchObject({ first });
  });

  it('hands its options on with every page', async () => {
    const queries = new ScriptedQueries(twoPages);
    const { signal } = new AbortController();

    await listAll(queries, list, { signal, context: { draftId: 'd1' } });

    expect(queries.asked.map(({ options }) => options)).toEqual([
      { signal, context: { draftId: 'd1' } },
      { signal, context: { draftId: 'd1' } },
    ]);
  });

  it('gives no empty page, and goes on behind it', async () => {
    const queries = new ScriptedQueries(({ variables }) =>
      variables['after'] === 'c2' ? page(['c'], 'c3', false) : page([], 'c2', true),
    );

    await expect(listAll(queries, list)).resolves.toEqual(['c']);
  });

  it.each([
    ['null', { things: null }],
    ['missing', {}],
    ['without a page info', { things: { edges: [] } }],
  ])('has nothing in a list that is %s', async (_what, answer) => {
    await expect(listAll(new ScriptedQueries(() => answer), list)).resolves.toEqual([]);
  });

  it.each([
    ['the same', 'c2'],
    ['empty', ''],
    ['null', null],
  ])('does not go round in circles when the cursor is %s', async (_what, cursor) => {
    let asked = 0;
    const queries = new ScriptedQueries(() => page(['a'], asked++ === 0 ? 'c2' : cursor, true));

    await expect(listAll(queries, list)).rejects.toMatchObject({
      code: 'PLATFORM_ANSWER',
      details: { path: 'things.pageInfo.endCursor' },
    });
    expect(queries.asked).toHaveLength(2);
  });

  it.each([
    ['a text', { things: 'x' }],
    ['a list of texts', { things: { edges: ['x'] } }],
    ['a list of something else', { things: { edges: [{ node: { id: 5 } }] } }],
    ['a cursor that is a number', page(['a'], 5, true)],
    ['a flag that is a text', { things: { pageInfo: { hasNextPage: 'yes' } } }],
  ])('fails on %s', async (_what, answer) => {
    await expect(listAll(new ScriptedQueries(() => answer), list)).rejects.toMatchObject({
      code: 'PLATFORM_ANSWER',
    });
  });

  it('fails with the page that fails', async () => {
    let asked = 0;
    const queries = new ScriptedQueries(() => {
      if (asked++ > 0) throw away();
      return page(['a'], 'c2', true);
    });
    const pages = listPages(queries, list);
    await pages.next();

    await expect(pages.next()).rejects.toMatchObject({ code: 'PLATFORM_UNREACHABLE' });
  });
});
