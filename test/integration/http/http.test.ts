import { once } from 'node:events';
import type { IncomingMessage } from 'node:http';
import { firstValueFrom } from 'rxjs';
import { NetworkSettings } from '../../../src/config/index.js';
import { Http, type HttpOptions } from '../../../src/http/index.js';
import { FakeClock } from '../../../src/testing/index.js';
import { json, scriptedServer, type ScriptedServer } from '../../road/scripted-server.js';
import { RecordingLog } from '../../support/recording-log.js';
import { inTurn, reply, silence } from '../../support/replies.js';

describe('Http', () => {
  let server: ScriptedServer;
  let clock: FakeClock;
  let log: RecordingLog;
  let http: Http;

  beforeEach(async () => {
    server = await scriptedServer(json({ ok: true }));
    clock = new FakeClock();
    log = new RecordingLog();
    http = new Http(clock, log, new NetworkSettings());
  });

  afterEach(async () => {
    await http.close();
    await server.stop();
    expect(clock.pending).toBe(0);
  });

  const get = (path = '/', options?: HttpOptions): Promise<unknown> =>
    firstValueFrom(http.get(server.url + path, options));

  const request = (path = '/', options?: HttpOptions) =>
    firstValueFrom(http.request(server.url + path, options));

  /** Lets `times` pauses between tries pass, each as soon as it has begun. */
  const passPauses = async (times: number): Promise<number[]> => {
    const pauses: number[] = [];
    for (let pause = 0; pause < times; pause++) {
      await clock.sleeping(1, 200_000);
      pauses.push(clock.nextInMs ?? 0);
      await clock.advance(clock.nextInMs ?? 0);
    }

    return pauses;
  };

  describe('a request', () => {
    it('is sent anew for each subscription, and not before', async () => {
      const cold = http.get(server.url);
      expect(server.requests).toHaveLength(0);

      await firstValueFrom(cold);
      await firstValueFrom(cold);

      expect(server.requests).toHaveLength(2);
    });

    it('gives the parsed JSON', async () => {
      await expect(get()).resolves.toEqual({ ok: true });
    });

    it('is aborted by unsubscribing', async () => {
      server.answer = silence;
      const subscription = http.get(server.url).subscribe();
      await clock.sleeping();
      while (server.requests.length === 0) await clock.advance(0);
      const closed = once((server.requests[0] as IncomingMessage).socket, 'close');

      subscription.unsubscribe();

      await closed;
    });

    it('says who asks', async () => {
      await get();

      expect(server.requests[0]?.headers['user-agent']).toMatch(/^octiflow\//);
    });

    it('carries method, query, headers and a JSON body', async () => {
      let body = '';
      server.answer = (incoming, response) => {
        incoming.setEncoding('utf8').on('data', chunk => (body += chunk));
        incoming.on('end', () => response.end('{}'));
      };

      await get('/search', {
        method: 'POST',
        query: { page: 2 },
        headers: { 'x-a': 'b' },
        body: { q: 'é' },
      });

      const [sent] = server.requests;
      expect(sent).toMatchObject({ method: 'POST', url: '/search?page=2' });
      expect(sent?.headers).toMatchObject({ 'x-a': 'b', 'content-type': 'application/json' });
      expect(JSON.parse(body)).toEqual({ q: 'é' });
    });

    it('fails when the client is closed, and leaves nothing open', async () => {
      server.answer = silence;
      const answer = request('/', { retries: 0 });
      const outcome = expect(answer).rejects.toMatchObject({ code: 'HTTP_UNAVAILABLE' });
      while (server.requests.length === 0) await clock.advance(0);

      await http.close();

      await outcome;
    });
  });

  describe('a reply', () => {
    it('is read in the charset that the source names', async () => {
      const latin1 = Buffer.from('{"name":"Zoë"}', 'latin1');
      server.answer = reply(
        200,
        { 'content-type': 'application/json; charset=ISO-8859-1' },
        latin1,
      );

      await expect(get()).resolves.toEqual({ name: 'Zoë' });
    });

    it('may be empty', async () => {
      server.answer = reply(204);

      const answer = await request();

      expect(answer).toMatchObject({ status: 204, unchanged: false });
      expect(answer.text()).toBe('');
    });

    it('may lack a body though it names its compression', async () => {
      server.answer = reply(200, { 'content-encoding': 'gzip' });

      await expect(request('/', { method: 'HEAD' })).resolves.toMatchObject({ status: 200 });
    });

    it('tells that nothing changed since the etag', async () => {
      server.answer = (incoming, response) => {
        const isKnown = incoming.headers['if-none-match'] === '"v1"';
        response.writeHead(isKnown ? 304 : 200, {
          etag: '"v1"',
          'last-modified': 'Mon, 04 May 2026 12:00:00 GMT',
        });
        response.end(isKnown ? undefined : '{}');
      };
      const first = await request();

      const second = await request('/', { etag: first.etag, lastModified: first.lastModified });

      expect(first).toMatchObject({ unchanged: false, etag: '"v1"' });
      expect(second.unchanged).toBe(true);
      expect(server.requests[1]?.headers['if-modified-since']).toBe(
        'Mon, 04 May 2026 12:00:00 GMT',
      );
    });

    it('does not take names of headers for properties of its own', async () => {
      server.answer = (_request, response) => {
        response.setHeader('__proto__', 'y').setHeader('constructor', 'x').end('{}');
      };

      const { headers } = await request();

      expect(headers['constructor']).toBe('x');
      expect('valueOf' in headers).toBe(false);
    });
  });

  describe('what may pass', () => {
    it('is tried again, with growing pauses', async () => {
      server.answer = inTurn(reply(500), reply(502), json({ ok: true }));
      const answer = get();

      const [first = 0, second = 0] = await passPauses(2);

      await expect(answer).resolves.toEqual({ ok: true });
      expect(second).toBeGreaterThan(first - 1);
      expect(log.at('warn')).toEqual([
        'request failed, trying again',
        'request failed, trying again',
      ]);
    });

    it('waits as long as the source asks', async () => {
      server.answer = inTurn(reply(429, { 'retry-after': '90' }), json({ ok: true }));
      const answer = get();

      const pauses = await passPauses(1);

      await expect(answer).resolves.toEqual({ ok: true });
      expect(pauses).toEqual([90_000]);
    });

    it('does not wait for longer than the request may take', async () => {
      server.answer = reply(429, { 'retry-after': '86400' });

      await expect(get()).rejects.toMatchObject({
        code: 'HTTP_UNAVAILABLE',
        details: { status: 429, afterMs: 86_400_000 },
      });
      expect(server.requests).toHaveLength(1);
    });

    it('ends in an error once the tries are used up', async () => {
      server.answer = reply(503);
      const answer = get('/', { retries: 2 });
      const outcome = expect(answer).rejects.toMatchObject({
        code: 'HTTP_UNAVAILABLE',
        recovery: 'retry',
        exitCode: 69,
      });

      await passPauses(2);

      await outcome;
      expect(server.requests).toHaveLength(3);
    });

    it('is not tried again when a second time could do harm', async () => {
      server.answer = reply(503);

      await expect(get('/', { method: 'POST' })).rejects.toMatchObject({
        code: 'HTTP_UNAVAILABLE',
      });
      expect(server.requests).toHaveLength(1);
    });

    it('is tried again even then when it surely was not carried out', async () => {
      server.answer = inTurn(reply(429), json({ ok: true }));
      const answer = get('/', { method: 'POST' });

      await passPauses(1);

      await expect(answer).resolves.toEqual({ ok: true });
    });
  });

  describe('what will not pass', () => {
    it.each([
      [400, 'HTTP_STATUS', 70],
      [401, 'HTTP_REFUSED', 77],
      [403, 'HTTP_REFUSED', 77],
      [404, 'HTTP_NOT_FOUND', 70],
      [304, 'HTTP_STATUS', 70],
    ])('fails at once: %d is %s', async (status, code, exitCode) => {
      server.answer = reply(status);

      await expect(request()).rejects.toMatchObject({ code, exitCode, recovery: 'stop' });
      expect(server.requests).toHaveLength(1);
    });

    it.each([
      ['an HTML page', '<html><body>Sign in</body></html>', 'HTML page'],
      ['half of the JSON', '{"data": [1, 2', 'cut after 14'],
      ['nothing', '', 'empty'],
      ['text', 'OK', 'syntax error'],
    ])('fails when %s comes in place of JSON', async (_what, body, said) => {
      server.answer = reply(200, { 'content-type': 'application/json' }, body);

      await expect(get()).rejects.toMatchObject({
        code: 'HTTP_NOT_JSON',
        message: expect.stringContaining(said),
      });
    });

    it('fails when nobody listens, and says that nothing was sent', async () => {
      const { url } = server;
      await server.stop();

      await expect(firstValueFrom(http.get(url, { retries: 0 }))).rejects.toMatchObject({
        code: 'HTTP_UNAVAILABLE',
        details: { reason: 'connection refused', isSent: false },
      });
    });

    it('fails when the host does not exist', async () => {
      const answer = firstValueFrom(http.get('http://host.invalid/', { retries: 0 }));

      await expect(answer).rejects.toMatchObject({
        code: 'HTTP_UNAVAILABLE',
        details: { isSent: false },
      });
    });

    it('fails when a header can not be sent, without showing its value', async () => {
      const answer = get('/', { headers: { authorization: 'Bearer s3cret\r\nx: y' } });

      await expect(answer).rejects.toMatchObject({
        code: 'HTTP_REQUEST',
        message: expect.not.stringContaining('s3cret'),
      });
    });
  });

  describe('a redirect', () => {
    it('is followed, and the reply says where it ended', async () => {
      server.answer = inTurn(reply(302, { location: '/there?token=s3cret' }), json({ ok: true }));

      const answer = await request('/here');

      expect(answer.url).toBe(`${server.url}/there`);
      expect(answer.json()).toEqual({ ok: true });
    });

    it('is followed five times in a row and no more', async () => {
      server.answer = reply(302, { location: '/again' });

      await expect(get()).rejects.toMatchObject({
        code: 'HTTP_REDIRECT',
        message: expect.stringContaining('more than 5'),
      });
      expect(server.requests).toHaveLength(6);
    });

    it('takes no credential to another host', async () => {
      const other = await scriptedServer(json({ ok: true }));
      server.answer = reply(307, { location: `${other.url}/` });

      await get('/', { headers: { authorization: 'Bearer s3cret', 'x-api-key': 's3cret' } });

      await other.stop();
      expect(other.requests).toHaveLength(1);
      expect(JSON.stringify(other.requests[0]?.headers)).not.toContain('s3cret');
    });

    it('never leads to a file', async () => {
      server.answer = reply(302, { location: 'file:///etc/hostname' });

      await expect(get()).rejects.toMatchObject({ code: 'HTTP_REDIRECT' });
    });
  });

  it('shows no credential and no query, in its log or in its errors', async () => {
    server.answer = reply(500);
    const url = `${server.url.replace('//', '//user:s3cret@')}/x?api_key=s3cret`;
    const answer = firstValueFrom(
      http.get(url, { retries: 1, headers: { 'x-api-key': 's3cret' } }),
    );
    const outcome = answer.catch((error: unknown) => error as Error);

    await passPauses(1);

    const error = await outcome;
    expect(`${String(error)} ${JSON.stringify(error)}`).not.toContain('s3cret');
    expect(log.text).not.toContain('s3cret');
    expect(log.text).toContain('/x');
  });
});
