import { gzipSync } from 'node:zlib';
import { NetworkSettings } from '../../../src/config/index.js';
import { Http } from '../../../src/http/index.js';
import { FakeClock } from '../../../src/testing/index.js';
import { json, scriptedServer, type ScriptedServer } from '../../road/scripted-server.js';
import { allOf, untilFailure } from '../../support/body-of.js';
import { RecordingLog } from '../../support/recording-log.js';
import { inTurn, reply } from '../../support/replies.js';
import { zipOf } from '../../support/zip-of.js';

describe('Http.stream', () => {
  let server: ScriptedServer;
  let clock: FakeClock;
  let http: Http;

  beforeEach(async () => {
    server = await scriptedServer(json([1, 2]));
    clock = new FakeClock();
    http = new Http(clock, new RecordingLog(), new NetworkSettings());
  });

  afterEach(async () => {
    await http.close();
    await server.stop();
    expect(clock.pending).toBe(0);
  });

  const stream = (options = {}) => http.stream(server.url, { retries: 0, ...options });

  it.each([
    [429, { 'retry-after': '7' }, 7_000],
    [503, {}, undefined],
  ])('tries again after a %i, before it gives anything', async (status, headers, pauseMs) => {
    server.answer = inTurn(reply(status, headers), json([1, 2]));
    const body = stream({ retries: 1 });
    await clock.sleeping(1, 60_000);
    const inMs = clock.nextInMs ?? 0;

    await clock.advance(inMs);

    await expect(allOf((await body).jsonItems())).resolves.toEqual([1, 2]);
    if (pauseMs !== undefined) expect(inMs).toBeGreaterThanOrEqual(pauseMs);
  });

  it('is a failure for a 404, whatever its headers say', async () => {
    server.answer = reply(404, { 'content-type': 'text/csv', 'retry-after': '5' }, 'a,b\n');

    await expect(stream()).rejects.toMatchObject({ code: 'HTTP_NOT_FOUND', recovery: 'stop' });
  });

  it('fails in the middle of a body that is cut, after what came before', async () => {
    server.answer = (_request, response) => {
      response.writeHead(200, { 'content-length': '1000' });
      response.write('[1,2,', () => response.socket?.destroy());
    };

    const { given, error } = await untilFailure((await stream()).jsonItems());

    expect(given).toEqual([1, 2]);
    expect(error).toMatchObject({ code: 'HTTP_TRUNCATED', recovery: 'retry' });
  });

  it('fails in the middle of a body that stops coming', async () => {
    server.answer = (_request, response) => {
      response.writeHead(200);
      response.write('[1,2,');
    };

    const body = await stream({ timeout: { idleMs: 50 } });
    const { given, error } = await untilFailure(body.jsonItems());

    expect(given).toEqual([1, 2]);
    expect(error).toMatchObject({ code: 'HTTP_TIMEOUT' });
  });

  it('reads no more than the reader takes, of a body without end', async () => {
    let sent = 0;
    server.answer = (_request, response) => {
      response.writeHead(200);
      const more = (): void => {
        sent += 1_000_000;
        if (response.write('[1],\n'.repeat(200_000))) setImmediate(more);
      };
      response.on('drain', more);
      response.write('[');
      more();
    };
    let taken = 0;

    for await (const _ of (await stream()).jsonItems()) if (++taken === 10) break;

    expect(sent).toBeLessThan(20_000_000);
  });

  it.each([
    ['on the way', { 'content-encoding': 'gzip' }],
    ['as a file', {}],
  ])('refuses a bomb %s', async (_what, headers) => {
    server.answer = reply(200, headers, gzipSync(Buffer.alloc(30_000_000)));
    const body = await stream();

    const { error } = await untilFailure(body.gunzip().bytes());

    expect(error).toMatchObject({ code: 'HTTP_BOMB', recovery: 'stop' });
  });

  it('refuses an HTML page where a list was expected', async () => {
    server.answer = reply(200, { 'content-type': 'text/html' }, '<!doctype html><p>Sign in');

    const { error } = await untilFailure((await stream()).jsonItems());

    expect(error).toMatchObject({ code: 'HTTP_FEED_MALFORMED' });
  });

  it('gives the files of an archive, and leaves out names that lead elsewhere', async () => {
    const files = { 'a.json': '[1]', '../evil.json': '[2]', 'b/c.json': '[3]' };
    server.answer = reply(200, {}, zipOf(files));
    const given: unknown[] = [];

    for await (const { name, body } of (await stream()).unzip()) {
      given.push([name, ...(await allOf(body.jsonItems()))]);
    }

    expect(given).toEqual([
      ['a.json', 1],
      ['b/c.json', 3],
    ]);
  });

  it('refuses a bomb in an archive', async () => {
    server.answer = reply(200, {}, zipOf({ 'a.txt': Buffer.alloc(30_000_000) }));
    const read = async (): Promise<void> => {
      for await (const { body } of (await stream()).unzip()) await body.text();
    };

    await expect(read()).rejects.toMatchObject({ code: 'HTTP_BOMB' });
  });

  it('is read once, unless it is spooled', async () => {
    const passing = await stream();
    await allOf(passing.jsonItems());
    const kept = await (await stream()).spool();

    await expect(allOf(passing.jsonItems())).rejects.toMatchObject({ code: 'HTTP_BODY_USED' });
    await expect(allOf(kept.jsonItems())).resolves.toEqual([1, 2]);
    await expect(allOf(kept.jsonItems())).resolves.toEqual([1, 2]);
    await kept.close();
  });

  it('costs a 304 for a version that is known', async () => {
    server.answer = (request, response) =>
      response
        .writeHead(request.headers['if-none-match'] === '"1"' ? 304 : 200, { etag: '"1"' })
        .end('[]');
    const first = await stream();
    await first.close();

    const second = await stream(first.version);

    expect(first.version).toEqual({ etag: '"1"' });
    expect(second.unchanged).toBe(true);
  });
});
