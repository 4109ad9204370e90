import {
  paginate,
  type ByDateOptions,
  type OffsetPosition,
  type WindowPage,
} from '../../../../src/http/index.js';
import { allOf } from '../../../support/body-of.js';

const start = new Date('2026-01-01T00:00:00.000Z');
const end = new Date('2026-01-04T00:00:00.000Z');

/** Two pages a window, the second one empty in the window that begins on the 2nd. */
async function* twoPages(from: Date, at: OffsetPosition = {}) {
  const name = from.toISOString().slice(8, 10);
  if (!at.offset) yield { items: [`${name}a`], bookmark: { offset: 1 }, more: true };
  yield { items: [`${name}b`], bookmark: {}, more: false };
}

describe('paginate.byDate', () => {
  const read = (options: Partial<ByDateOptions<OffsetPosition>> = {}) => {
    const all = { start, end, maxDays: 1, ...options };
    return paginate.byDate<string, OffsetPosition>(all, (window, at) => twoPages(window.from, at));
  };
  const items = async (pages: AsyncIterable<WindowPage<string, OffsetPosition>>) =>
    (await allOf(pages)).flatMap(page => page.items);

  it('reads the pages of one window after the other', async () => {
    await expect(items(read())).resolves.toEqual(['01a', '01b', '02a', '02b', '03a', '03b']);
  });

  it('goes on behind any page, with nothing lost and nothing twice', async () => {
    const pages = await allOf(read());

    for (const [index, page] of pages.entries()) {
      const from = JSON.parse(JSON.stringify(page.bookmark));
      const rest = pages.slice(index + 1).flatMap(each => each.items);
      await expect(items(read({ from }))).resolves.toEqual(rest);
    }
  });

  it('keeps the borders of a window that was begun, though time went on', async () => {
    const [first] = await allOf(read({ maxDays: 10 }));
    const later = new Date('2026-01-05T00:00:00.000Z');

    const pages = await allOf(read({ from: first?.bookmark, maxDays: 10, end: later }));

    expect(pages.map(({ window }) => window.to.toISOString().slice(0, 10))).toEqual([
      '2026-01-04',
      '2026-01-05',
      '2026-01-05',
    ]);
  });

  it('says that there is more until the last page of the last window', async () => {
    const pages = await allOf(read());

    expect(pages.map(({ more }) => more)).toEqual([true, true, true, true, true, false]);
    expect(pages.at(-1)?.bookmark).toEqual({ since: '2026-01-04T00:00:00.000Z' });
  });

  it('begins a new run earlier by the overlap, and a first run where it is told', async () => {
    const from = { since: '2026-01-03T12:00:00.000Z' };

    const [first] = await allOf(read({ from, overlapMs: 3_600_000 }));
    const [veryFirst] = await allOf(read({ overlapMs: 3_600_000 }));

    expect(first?.window.from.toISOString()).toBe('2026-01-03T11:00:00.000Z');
    expect(veryFirst?.window.from).toEqual(start);
  });

  it('moves on over a window without a single page', async () => {
    const none = async function* () {
      // The source has nothing.
    };

    const pages = await allOf(paginate.byDate({ start, end, maxDays: 10 }, none));

    expect(pages).toMatchObject([
      { items: [], more: false, bookmark: { since: end.toISOString() } },
    ]);
  });

  it('gives nothing while the clock of the source is not ahead', async () => {
    await expect(items(read({ from: { since: end.toISOString() } }))).resolves.toEqual([]);
  });

  it.each([{ since: 'soon' }, { since: start.toISOString(), until: 'later' }])(
    'refuses the bookmark %j',
    async from => {
      await expect(allOf(read({ from }))).rejects.toMatchObject({ code: 'HTTP_OPTION' });
    },
  );
});
