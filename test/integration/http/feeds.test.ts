import { NetworkSettings } from '../../../src/config/index.js';
import type { HttpError } from '../../../src/errors/index.js';
import {
  Http,
  MispFeed,
  NewsFeed,
  type MispFeedBookmark,
  type MispFeedOptions,
} from '../../../src/http/index.js';
import { FakeClock } from '../../../src/testing/index.js';
import { scriptedServer, type ScriptedServer } from '../../road/scripted-server.js';
import { allOf, untilFailure } from '../../support/body-of.js';
import { RecordingLog } from '../../support/recording-log.js';
import { reply } from '../../support/replies.js';

let server: ScriptedServer;
let http: Http;

beforeEach(async () => {
  server = await scriptedServer(reply(500));
  http = new Http(new FakeClock(), new RecordingLog(), new NetworkSettings()).with({ retries: 0 });
});

afterEach(async () => {
  await http.close();
  await server.stop();
});

/** Serves texts by path, each with an entity tag of its own. */
const serve = (files: Readonly<Record<string, string>>): void => {
  server.answer = (request, response) => {
    const text = files[request.url ?? ''];
    const etag = `"${text?.length}"`;
    if (text === undefined) response.writeHead(404).end();
    else if (request.headers['if-none-match'] === etag) response.writeHead(304, { etag }).end();
    else response.writeHead(200, { etag }).end(text);
  };
};

describe('NewsFeed', () => {
  const item = (guid: string, title = guid): string =>
    `<item><guid>${guid}</guid><title>${title}</title><link>/posts/${guid}</link>
     <pubDate>Wed, 02 Oct 2002 13:00:00 GMT</pubDate><category>apt</category></item>`;
  const rss = (...items: string[]): string => `<rss><channel>${items.join('')}</channel></rss>`;
  const read = async (from = {}) => {
    const [page] = await allOf(new NewsFeed(http, `${server.url}/feed`).entries({ from }));
    if (page === undefined) throw new Error('no page');
    return page;
  };

  it('gives entries of RSS with absolute links and moments in UTC', async () => {
    serve({ '/feed': rss(item('a')) });

    const { items, more } = await read();

    expect(more).toBe(false);
    expect(items).toEqual([
      {
        id: 'a',
        title: 'a',
        link: `${server.url}/posts/a`,
        published: '2002-10-02T13:00:00.000Z',
        authors: [],
        categories: ['apt'],
        enclosures: [],
      },
    ]);
  });

  it('gives entries of Atom', async () => {
    serve({
      '/feed': `<feed xmlns="http://www.w3.org/2005/Atom"><entry><id>urn:1</id><title>T</title>
        <link rel="self" href="/self"/><link href="/post"/><updated>2026-01-02T03:04:05+02:00</updated>
        <author><name>Me</name></author><category term="c"/><content>text</content></entry></feed>`,
    });

    expect((await read()).items).toEqual([
      {
        id: 'urn:1',
        title: 'T',
        link: `${server.url}/post`,
        content: 'text',
        updated: '2026-01-02T01:04:05.000Z',
        authors: ['Me'],
        categories: ['c'],
        enclosures: [],
      },
    ]);
  });

  it('gives each entry once, and again when it changes', async () => {
    serve({ '/feed': rss(item('a'), item('b')) });
    const { bookmark } = await read();
    serve({ '/feed': rss(item('c'), item('a', 'changed'), item('b')) });

    const { items } = await read(JSON.parse(JSON.stringify(bookmark)));

    expect(items.map(({ id }) => id)).toEqual(['c', 'a']);
  });

  it('costs one 304 when nothing has changed', async () => {
    serve({ '/feed': rss(item('a')) });
    const { bookmark } = await read();

    await expect(read(bookmark)).resolves.toEqual({
      items: [],
      bookmark,
      more: false,
      note: 'feed unchanged',
    });
  });

  it('fails on a page that is no feed', async () => {
    serve({ '/feed': '<!DOCTYPE html><html><body>Sign in</body></html>' });

    await expect(read()).rejects.toMatchObject({ code: 'HTTP_FEED_MALFORMED' });
  });
});

describe('MispFeed', () => {
  const uuid = (n: number): string => `00000000-0000-4000-8000-00000000000${n}`;
  const feed = (timestamps: readonly number[]): Record<string, string> => ({
    '/feed/manifest.json': JSON.stringify(
      Object.fromEntries(timestamps.map((timestamp, n) => [uuid(n), { timestamp, info: `e${n}` }])),
    ),
    ...Object.fromEntries(
      timestamps.map((_, n) => [`/feed/${uuid(n)}.json`, `{"Event":{"uuid":"${uuid(n)}"}}`]),
    ),
  });
  const read = async (options: MispFeedOptions = {}) => {
    const given: string[] = [];
    let bookmark: MispFeedBookmark = {};
    const bookmarks: MispFeedBookmark[] = [];
    for await (const page of new MispFeed(http, `${server.url}/feed`).events(options)) {
      given.push(...(await allOf(page.items)).map(event => event.uuid));
      ({ bookmark } = page);
      bookmarks.push(bookmark);
    }
    return { given, bookmark, bookmarks };
  };

  it('gives the events in the order of their last change', async () => {
    serve(feed([30, 10, 20]));

    expect((await read()).given).toEqual([uuid(1), uuid(2), uuid(0)]);
  });

  it('goes on at any bookmark, also in the middle of a second', async () => {
    serve(feed([10, 10, 10, 20]));
    const { bookmarks, given } = await read({ pageSize: 1 });

    for (const [index, from] of bookmarks.entries()) {
      expect((await read({ pageSize: 1, from })).given).toEqual(given.slice(index + 1));
    }
  });

  it('costs one 304 when nothing has changed', async () => {
    serve(feed([10]));
    const { bookmark: from } = await read();
    const before = server.requests.length;

    const again = await read({ from });

    expect(again.given).toEqual([]);
    expect(server.requests).toHaveLength(before + 1);
  });

  it('leaves out an event that is missing, reports it, and goes on', async () => {
    const files = feed([10, 20, 30]);
    delete files[`/feed/${uuid(1)}.json`];
    serve(files);
    const errors: HttpError[] = [];

    const { given } = await read({ onMalformed: error => errors.push(error) });

    expect(given).toEqual([uuid(0), uuid(2)]);
    expect(errors).toMatchObject([{ code: 'HTTP_ITEM_MALFORMED' }]);
  });

  it('fails when no event can be had', async () => {
    const { '/feed/manifest.json': manifest = '' } = feed([1, 2, 3, 4, 5, 6]);
    serve({ '/feed/manifest.json': manifest });

    await expect(read({ onMalformed: () => undefined })).rejects.toMatchObject({
      code: 'HTTP_NOT_FOUND',
    });
  });

  it.each(['../../etc/passwd', '__proto__', 'x'])(
    'makes no address of an entry that is called %s',
    async name => {
      serve({
        ...feed([10]),
        '/feed/manifest.json': `{"${name}":{"timestamp":1},"${uuid(0)}":{"timestamp":"10"}}`,
      });

      const { given } = await read({ onMalformed: () => undefined });

      expect(given).toEqual([uuid(0)]);
      expect(server.requests.map(({ url }) => url)).toEqual([
        '/feed/manifest.json',
        `/feed/${uuid(0)}.json`,
      ]);
    },
  );

  it('fails on a manifest that is a list', async () => {
    serve({ '/feed/manifest.json': '[]' });

    const { error } = await untilFailure(new MispFeed(http, `${server.url}/feed/`).events());

    expect(error).toMatchObject({ code: 'HTTP_FEED_MALFORMED' });
  });
});
