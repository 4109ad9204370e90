import type { IncomingMessage } from 'node:http';
import { NetworkSettings } from '../../../src/config/index.js';
import {
  Http,
  paginate,
  type HttpPage,
  type PagePosition,
  type UrlPosition,
} from '../../../src/http/index.js';
import { FakeClock } from '../../../src/testing/index.js';
import { scriptedServer, type Answer, type ScriptedServer } from '../../road/scripted-server.js';
import { allOf, untilFailure } from '../../support/body-of.js';
import { RecordingLog } from '../../support/recording-log.js';
import { reply } from '../../support/replies.js';

type Query = URLSearchParams;

/** Answers with what a function makes of the query. */
const answering =
  (make: (query: Query, request: IncomingMessage) => unknown): Answer =>
  (request, response) => {
    const query = new URL(request.url ?? '/', 'http://a.example').searchParams;
    response.end(JSON.stringify(make(query, request)));
  };

const numbers = Array.from({ length: 7 }, (_, index) => index);

describe('paginate', () => {
  let server: ScriptedServer;
  let http: Http;

  beforeEach(async () => {
    server = await scriptedServer(reply(500));
    const root = new Http(new FakeClock(), new RecordingLog(), new NetworkSettings());
    http = root.with({ baseUrl: server.url, retries: 0 });
  });

  afterEach(async () => {
    await http.close();
    await server.stop();
  });

  const asked = (): (string | undefined)[] => server.requests.map(({ url }) => url);

  /** Reads to the end, then again from each bookmark, and expects the rest each time. */
  const expectToResume = async <Position>(
    read: (from?: Position) => AsyncIterable<HttpPage<number, Position>>,
    items: readonly number[],
  ): Promise<void> => {
    const pages = await allOf(read());
    expect(pages.flatMap(page => page.items)).toEqual(items);
    expect(pages.map(({ more }) => more)).toEqual([...pages.slice(1).map(() => true), false]);

    for (const [index, { bookmark, more }] of pages.entries()) {
      if (!more) continue;
      const from = JSON.parse(JSON.stringify(bookmark)) as Position;
      const rest = (await allOf(read(from))).flatMap(page => page.items);
      expect(rest).toEqual(pages.slice(index + 1).flatMap(page => page.items));
    }
  };

  describe('byPage', () => {
    const paged = answering(query => {
      const page = Number(query.get('page'));
      return numbers.slice((page - 1) * 3, page * 3);
    });

    it('reads until an empty page, and goes on at any bookmark', async () => {
      server.answer = paged;

      await expectToResume<PagePosition>(
        from => paginate.byPage<number>(http, '/', { from }),
        numbers,
      );
    });

    it('reads as many pages as the source counts', async () => {
      server.answer = answering(query => ({ of: 3, data: [Number(query.get('p'))] }));

      const pages = await allOf(
        paginate.byPage<number, { of: number; data: number[] }>(http, '/', {
          firstPage: 0,
          pageParameter: 'p',
          items: body => body.data,
          pages: body => body.of,
        }),
      );

      expect(pages.flatMap(page => page.items)).toEqual([0, 1, 2]);
      expect(asked()).toEqual(['/?p=0', '/?p=1', '/?p=2']);
    });

    it('takes a 404 for the end only where it is told so', async () => {
      server.answer = (request, response) =>
        request.url === '/?page=1' ? response.end('[1]') : response.writeHead(404).end();

      const pages = await allOf(paginate.byPage(http, '/', { notFoundIsEnd: true }));
      const failed = await untilFailure(paginate.byPage(http, '/'));

      expect(pages.flatMap(page => page.items)).toEqual([1]);
      expect(failed.error).toMatchObject({ code: 'HTTP_NOT_FOUND' });
    });

    it('fails on a page that is empty before the end', async () => {
      server.answer = answering(query => (query.get('page') === '2' ? [] : [1]));

      const { error } = await untilFailure(paginate.byPage(http, '/', { pages: () => 3 }));

      expect(error).toMatchObject({ code: 'HTTP_PAGINATION', recovery: 'retry' });
    });
  });

  describe('byOffset', () => {
    interface Reply {
      readonly total: number;
      readonly data: readonly number[];
    }
    const read = (from?: { readonly offset?: number }) =>
      paginate.byOffset<number, Reply>(http, '/', {
        from,
        limit: 3,
        items: body => body.data,
        total: body => body.total,
      });
    const slice = (query: Query, all: readonly number[], size = 3): Reply => {
      const offset = Number(query.get('offset'));
      return { total: all.length, data: all.slice(offset, offset + size) };
    };

    it('reads to the total, and goes on at any bookmark', async () => {
      server.answer = answering(query => slice(query, numbers));

      await expectToResume(read, numbers);
    });

    it('goes on behind what it was given, when that is less than it asked for', async () => {
      server.answer = answering(query => slice(query, numbers, 2));

      await expect(allOf(read())).resolves.toHaveLength(4);
      expect(asked()).toEqual([0, 2, 4, 6].map(offset => `/?offset=${offset}&limit=3`));
    });

    it('follows a total that grows and shrinks between pages', async () => {
      const totals = [5, 9, 7];
      server.answer = answering(query => ({
        ...slice(query, numbers),
        total: totals[server.requests.length - 1],
      }));

      const pages = await allOf(read());

      expect(pages.flatMap(page => page.items)).toEqual(numbers);
    });

    it('fails when the announced total never comes', async () => {
      server.answer = answering(query => ({ ...slice(query, numbers), total: 100 }));

      const { given, error } = await untilFailure(read());

      expect(given.flatMap(page => page.items)).toEqual(numbers);
      expect(error).toMatchObject({ code: 'HTTP_PAGINATION' });
    });
  });

  describe('byCursor', () => {
    const read = (from?: { readonly cursor?: string }) =>
      paginate.byCursor<number, { data: number[]; next?: string }>(http, '/', {
        from,
        items: body => body.data,
        cursor: body => body.next,
      });

    it('follows the cursor, and goes on at any bookmark', async () => {
      server.answer = answering(query => {
        const at = Number(query.get('cursor') ?? 0);
        return { data: [at], ...(at < 3 && { next: String(at + 1) }) };
      });

      await expectToResume(read, [0, 1, 2, 3]);
    });

    it('fails when the source leads in a circle', async () => {
      server.answer = answering(query => ({
        data: [1],
        next: query.get('cursor') === 'a' ? 'b' : 'a',
      }));

      const { given, error } = await untilFailure(read());

      expect(given).toHaveLength(2);
      expect(error).toMatchObject({ code: 'HTTP_PAGINATION' });
    });

    it.each([{}, 'text', 7])('fails when the items are %j', async data => {
      server.answer = answering(() => ({ data }));

      expect((await untilFailure(read())).error).toMatchObject({ code: 'HTTP_PAGINATION' });
    });

    it('sends its position in a JSON body where the source wants it there', async () => {
      const bodies: string[] = [];
      server.answer = (request, response) => {
        let text = '';
        request.on('data', (chunk: Buffer) => (text += chunk.toString()));
        request.on('end', () => {
          bodies.push(`${request.method} ${text}`);
          response.end(JSON.stringify({ data: [1], ...(bodies.length < 2 && { next: 'n' }) }));
        });
      };

      await allOf(
        paginate.byCursor<number, { data: number[]; next?: string }>(http, '/', {
          sendIn: 'body',
          body: { days: 7 },
          items: body => body.data,
          cursor: body => body.next,
        }),
      );

      expect(bodies).toEqual(['POST {"days":7}', 'POST {"days":7,"cursor":"n"}']);
    });
  });

  describe('byNextUrl and byLink', () => {
    it('follow the Link header, and go on at any bookmark', async () => {
      server.answer = (request, response) => {
        const at = Number(new URL(request.url ?? '', server.url).searchParams.get('at') ?? 0);
        if (at < 3) response.setHeader('link', `<${server.url}/?at=${at + 1}>; rel="next"`);
        response.end(JSON.stringify([at]));
      };

      await expectToResume<UrlPosition>(
        from => paginate.byLink<number>(http, '/', { from }),
        [0, 1, 2, 3],
      );
    });

    it('refuse a next page at another host, with nothing sent there', async () => {
      server.answer = answering(() => ({ next: 'http://evil.example/?token=x', data: [1] }));

      const { error } = await untilFailure(
        paginate.byNextUrl<number, { next: string; data: number[] }>(http, '/', {
          items: body => body.data,
          next: body => body.next,
        }),
      );

      expect(error).toMatchObject({ code: 'HTTP_PAGINATION' });
      expect(String(error)).not.toContain('token');
    });

    it('keep secrets out of the bookmark, and send them with each page', async () => {
      server.answer = answering(query => ({
        data: [1],
        next: query.get('at') ? null : '/?at=1&apikey=secret-0000',
      }));

      const pages = await allOf(
        paginate.byNextUrl<number, { next: string | null; data: number[] }>(http, '/', {
          query: { apikey: 'secret-0000' },
          items: body => body.data,
          next: body => body.next,
        }),
      );

      expect(JSON.stringify(pages.map(({ bookmark }) => bookmark))).not.toContain('secret-0000');
      expect(asked()).toEqual(['/?apikey=secret-0000', '/?at=1&apikey=secret-0000']);
    });
  });

  it('asks for a page when the reader wants it, and not before', async () => {
    server.answer = answering(() => [1]);
    const pages = paginate.byPage(http, '/')[Symbol.asyncIterator]();
    expect(server.requests).toHaveLength(0);

    await pages.next();

    expect(server.requests).toHaveLength(1);
    await pages.return?.();
  });
});
