import { Secret, NetworkSettings } from '../../../src/config/index.js';
import { Http, TaxiiClient, basic } from '../../../src/http/index.js';
import { FakeClock } from '../../../src/testing/index.js';
import { scriptedServer, type ScriptedServer } from '../../road/scripted-server.js';
import { allOf, untilFailure } from '../../support/body-of.js';
import { RecordingLog } from '../../support/recording-log.js';
import { reply } from '../../support/replies.js';

const TYPE = 'application/taxii+json;version=2.1';

interface Envelope {
  readonly status?: number;
  readonly last?: string;
  readonly body: unknown;
}

describe('TaxiiClient', () => {
  let server: ScriptedServer;
  let taxii: TaxiiClient;
  let log: RecordingLog;
  let http: Http;

  beforeEach(async () => {
    server = await scriptedServer(reply(500));
    log = new RecordingLog();
    http = new Http(new FakeClock(), log, new NetworkSettings()).with({ retries: 0 });
    taxii = new TaxiiClient(
      http.with({ auth: basic('me', new Secret('pass-0000')) }),
      `${server.url}/taxii2/`,
    );
  });

  afterEach(async () => {
    await http.close();
    await server.stop();
  });

  const objectsUrl = () => `${server.url}/api/collections/c1/objects/`;
  const asked = () =>
    server.requests.map(({ url }) =>
      Object.fromEntries(new URL(url ?? '', server.url).searchParams),
    );
  const answers = (...envelopes: readonly Envelope[]): void => {
    server.answer = (_request, response) => {
      const { status = 200, last, body } = envelopes[server.requests.length - 1] as Envelope;
      response.writeHead(status, {
        'content-type': TYPE,
        ...(last && { 'x-taxii-date-added-last': last }),
      });
      response.end(JSON.stringify(body));
    };
  };

  it('finds the collections by way of the default API root', async () => {
    server.answer = (request, response) => {
      const replies: Record<string, unknown> = {
        '/taxii2/': { title: 'T', default: '/api/', api_roots: ['/other/', '/api/'] },
        '/api/collections/': {
          collections: [{ id: 'c1', title: 'One', can_read: true, media_types: [TYPE] }],
        },
      };
      response.end(JSON.stringify(replies[request.url ?? '']));
    };

    await expect(taxii.collections()).resolves.toEqual([
      {
        id: 'c1',
        title: 'One',
        canRead: true,
        mediaTypes: [TYPE],
        apiRoot: `${server.url}/api/`,
        objectsUrl: objectsUrl(),
      },
    ]);
    expect(server.requests[0]?.headers).toMatchObject({
      accept: TYPE,
      authorization: `Basic ${Buffer.from('me:pass-0000').toString('base64')}`,
    });
  });

  it('sends no credentials to an API root at another host', async () => {
    const other = await scriptedServer((_request, response) => response.end('{}'));

    await taxii.collections(`${other.url}/api/`);

    await other.stop();
    expect(other.requests[0]?.headers).not.toHaveProperty('authorization');
  });

  it('follows `next` with the same `added_after`, and ends at the newest moment of all', async () => {
    answers(
      { last: '2026-01-02T00:00:00.000001Z', body: { more: true, next: 'n1', objects: [1] } },
      { last: '2026-01-03T00:00:00.000002Z', body: { objects: [2] } },
    );

    const from = { addedAfter: '2026-01-01T00:00:00Z' };
    const pages = await allOf(taxii.objects(objectsUrl(), { from }));

    expect(pages.flatMap(({ items }) => items)).toEqual([1, 2]);
    expect(asked()).toEqual([
      { added_after: from.addedAfter },
      { added_after: from.addedAfter, next: 'n1' },
    ]);
    expect(pages.at(-1)).toMatchObject({
      more: false,
      bookmark: { addedAfter: '2026-01-03T00:00:00.000002Z' },
    });
  });

  it('asks a server without `next` for what was added at the last moment once more', async () => {
    answers(
      { last: '2026-01-02T00:00:00Z', body: { more: true, objects: [1] } },
      { last: '2026-01-02T00:00:00Z', body: { objects: [1, 2] } },
    );

    await allOf(taxii.objects(objectsUrl()));

    expect(asked()[1]).toEqual({ added_after: '2026-01-01T23:59:59.999999Z' });
  });

  it('keeps its bookmark over an empty collection, however the clocks go', async () => {
    answers({ body: {} });
    const from = { addedAfter: '2026-01-01T00:00:00Z' };

    const [page] = await allOf(taxii.objects(objectsUrl(), { from }));

    expect(page).toMatchObject({ items: [], more: false, bookmark: from });
  });

  it('reads anew where the server has forgotten its page', async () => {
    answers({ status: 404, body: { title: 'no such page' } }, { body: { objects: [1] } });
    const from = { addedAfter: '2026-01-01T00:00:00Z', next: 'old' };

    const pages = await allOf(taxii.objects(objectsUrl(), { from }));

    expect(pages.flatMap(({ items }) => items)).toEqual([1]);
    expect(asked()[1]).toEqual({ added_after: from.addedAfter });
  });

  it.each([
    ['a web page', '<html>', 'HTTP_NOT_JSON'],
    ['a list', '[]', 'HTTP_FEED_MALFORMED'],
    ['no API roots', '{"title":"T"}', 'HTTP_FEED_MALFORMED'],
  ])('fails on a server that answers with %s', async (_what, body, code) => {
    server.answer = reply(200, {}, body);

    await expect(taxii.discover()).rejects.toMatchObject({ code });
  });

  it('fails when the pages lead in a circle', async () => {
    const page = { body: { more: true, next: 'same', objects: [1] } };
    answers(page, page, page);

    const { error } = await untilFailure(taxii.objects(objectsUrl()));

    expect(error).toMatchObject({ code: 'HTTP_PAGINATION' });
  });
});
