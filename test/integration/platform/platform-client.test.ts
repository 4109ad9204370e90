import { gzipSync } from 'node:zlib';
import { Secret } from '../../../src/config/index.js';
import { PlatformClient, type PlatformOptions } from '../../../src/platform/index.js';
import { FakeClock } from '../../../src/testing/index.js';
import { data, errors, graphqlServer, type GraphqlServer } from '../../support/graphql-server.js';
import { RecordingLog } from '../../support/recording-log.js';
import { inTurn, reply, silence } from '../../support/replies.js';

const TOKEN = 'flgrn_octi_tkn_0123456789';
const QUERY = 'query Ask($secret: String) { ask(secret: $secret) }';
const MUTATION = 'mutation Do { do }';

describe('PlatformClient', () => {
  let server: GraphqlServer;
  let clock: FakeClock;
  let log: RecordingLog;
  const open: PlatformClient[] = [];

  const clientWith = (options: Partial<PlatformOptions> = {}): PlatformClient => {
    const all = {
      url: server.url,
      token: new Secret(TOKEN),
      userAgent: 'octiflow/0',
      random: () => 1,
      ...options,
    };
    const client = new PlatformClient(all, clock, log);
    open.push(client);

    return client;
  };

  beforeEach(async () => {
    server = await graphqlServer(data({ ask: 'ok' }));
    clock = new FakeClock();
    log = new RecordingLog();
  });

  afterEach(async () => {
    await Promise.all(open.splice(0).map(client => client.close()));
    await server.stop();
    expect(clock.pending).toBe(0);
  });

  const passPause = async (): Promise<number> => {
    await clock.sleeping(1, 60_000);
    const pause = clock.nextInMs ?? 0;
    await clock.advance(pause);

    return pause;
  };

  describe('a request', () => {
    it('says who asks, and what for', async () => {
      const client = clientWith({ customHeaders: 'X-Tenant:blue' });

      await expect(client.query(QUERY, { secret: 'é' })).resolves.toEqual({ ask: 'ok' });

      expect(server.asked[0]).toMatchObject({
        path: '/graphql',
        operation: 'Ask',
        variables: { secret: 'é' },
        headers: {
          authorization: `Bearer ${TOKEN}`,
          'user-agent': 'octiflow/0',
          'x-tenant': 'blue',
          accept: 'application/json',
          'content-type': 'application/json',
        },
      });
    });

    it.each(['', '/', '/opencti', '/opencti//'])(
      'finds the API behind the base path %j',
      async path => {
        const client = clientWith({ url: server.url + path });

        await client.query(QUERY);

        expect(server.asked[0]?.path).toBe(`${path.replace(/\/+$/, '')}/graphql`);
      },
    );

    it('carries its own context, and no other one', async () => {
      const client = clientWith();

      await Promise.all([
        client.query(QUERY, {}, { context: { applicantId: 'u1', draftId: 'd1' } }),
        client.query(QUERY, {}, { context: { applicantId: 'u2', draftId: null } }),
        client.query(QUERY),
      ]);

      const seen = server.asked.map(({ headers }) => [
        headers['opencti-applicant-id'],
        headers['opencti-draft-id'],
      ]);
      expect(seen).toEqual(
        expect.arrayContaining([
          ['u1', 'd1'],
          ['u2', ''],
          [undefined, ''],
        ]),
      );
    });

    it('is given up when the caller says so, with the reason of the caller', async () => {
      server.answer = silence;
      const abort = new AbortController();
      const answer = clientWith().query(QUERY, {}, { signal: abort.signal });
      const outcome = expect(answer).rejects.toThrow('stopped');
      while (server.asked.length === 0) await clock.advance(0);

      abort.abort(new Error('stopped'));

      await outcome;
    });

    it('fails when the client is closed', async () => {
      server.answer = silence;
      const client = clientWith();
      const outcome = expect(client.query(QUERY, {}, { retries: 0 })).rejects.toMatchObject({
        code: 'PLATFORM_UNREACHABLE',
      });
      while (server.asked.length === 0) await clock.advance(0);

      await client.close();

      await outcome;
    });
  });

  describe('what may pass', () => {
    it.each([
      ['502', reply(502, {}, '<html>Bad gateway</html>')],
      ['503', reply(503)],
      ['504', reply(504)],
      ['a lock', errors({ code: 'LOCK_ERROR', message: 'too many concurrent call' })],
      [
        'a cut connection',
        (_request: unknown, response: { socket: { destroy(): unknown } | null }) =>
          void response.socket?.destroy(),
      ],
    ])('is tried again after %s', async (_what, answer) => {
      server.answer = inTurn(answer, data({ ask: 'ok' }));
      const asked = clientWith().query(QUERY);

      await expect(passPause()).resolves.toBe(500);

      await expect(asked).resolves.toEqual({ ask: 'ok' });
      expect(server.asked).toHaveLength(2);
    });

    it('waits as long as OpenCTI asks', async () => {
      server.answer = inTurn(
        reply(429, { 'retry-after': '9' }, '{"message":"Too many requests"}'),
        data({}),
      );
      const asked = clientWith().query(QUERY);

      await expect(passPause()).resolves.toBe(9_000);

      await asked;
    });

    it('ends in an error once the tries are used up', async () => {
      server.answer = reply(503);
      const outcome = expect(clientWith().query(QUERY)).rejects.toMatchObject({
        code: 'PLATFORM_UNAVAILABLE',
        exitCode: 69,
        recovery: 'retry',
      });

      expect([await passPause(), await passPause(), await passPause()]).toEqual([
        500, 1_000, 2_000,
      ]);

      await outcome;
      expect(server.asked).toHaveLength(4);
    });

    it('is not tried again when it could change something twice', async () => {
      server.answer = reply(503);

      await expect(clientWith().query(MUTATION)).rejects.toMatchObject({
        code: 'PLATFORM_UNAVAILABLE',
      });
      expect(server.asked).toHaveLength(1);
    });

    it('is tried again when the caller knows that it does no harm', async () => {
      server.answer = inTurn(reply(503), data({ do: 1 }));
      const asked = clientWith().query(MUTATION, {}, { isIdempotent: true });

      await passPause();

      await expect(asked).resolves.toEqual({ do: 1 });
    });

    it('is tried again when it never reached OpenCTI', async () => {
      await server.stop();
      const outcome = expect(
        clientWith().query(MUTATION, {}, { retries: 2 }),
      ).rejects.toMatchObject({
        code: 'PLATFORM_UNREACHABLE',
        details: { reason: 'connection refused', isSent: false },
      });

      await passPause();
      await passPause();

      await outcome;
      server = await graphqlServer(data({}));
    });
  });

  describe('what answers something else', () => {
    it.each([
      [
        'an HTML page',
        reply(200, { 'content-type': 'text/html' }, '<!doctype html>'),
        'PLATFORM_NOT_OPENCTI',
        69,
      ],
      ['nothing', reply(200), 'PLATFORM_NOT_OPENCTI', 69],
      [
        'a list',
        reply(200, { 'content-type': 'application/json' }, '[]'),
        'PLATFORM_NOT_OPENCTI',
        69,
      ],
      ['text', reply(200, {}, 'ok'), 'PLATFORM_NOT_OPENCTI', 69],
      [
        'an unknown path',
        reply(404, {}, '{"status":"error","error":"Path not found"}'),
        'PLATFORM_NOT_OPENCTI',
        69,
      ],
      ['a redirect', reply(302, { location: '/login' }), 'PLATFORM_NOT_OPENCTI', 69],
      [
        'a page of a proxy that wants a login',
        reply(403, {}, '<html>'),
        'PLATFORM_NOT_OPENCTI',
        69,
      ],
      ['401', reply(401), 'PLATFORM_TOKEN_REFUSED', 77],
      ['413', reply(413), 'PLATFORM_REFUSED', 70],
      [
        'an Express error',
        reply(500, {}, '{"status":"error","error":"Unexpected token"}'),
        'PLATFORM_UNAVAILABLE',
        69,
      ],
      ['half of its JSON', reply(200, {}, '{"data": {"ask"'), 'PLATFORM_ANSWER', 70],
      ['no data', reply(200, {}, '{"data":null}'), 'PLATFORM_ANSWER', 70],
      ['an empty object', reply(200, {}, '{}'), 'PLATFORM_ANSWER', 70],
      ['data that is no object', reply(200, {}, '{"data":[1]}'), 'PLATFORM_ANSWER', 70],
      ['errors that are none', reply(200, {}, '{"errors":"x"}'), 'PLATFORM_ANSWER', 70],
    ])('is told from OpenCTI: %s', async (_what, answer, code, exitCode) => {
      server.answer = answer;

      const asked = clientWith().query(QUERY, { secret: 's3cret' });

      await expect(asked).rejects.toMatchObject({ code, exitCode });
      expect(server.asked).toHaveLength(1);
    });

    it('is not read to its end when it is huge', async () => {
      server.answer = (_request, response) => {
        response.write('{"data": "');
        const more = (): boolean => response.write('x'.repeat(65_536));
        response.on('drain', more);
        more();
      };

      await expect(clientWith().query(QUERY, {}, { maxBytes: 1_000_000 })).rejects.toMatchObject({
        code: 'PLATFORM_ANSWER',
        details: { got: 'larger' },
      });
    });

    it('does not fill the memory with a small answer that unpacks to a huge one', async () => {
      server.answer = reply(
        200,
        { 'content-encoding': 'gzip' },
        gzipSync(Buffer.alloc(20_000_000)),
      );

      await expect(clientWith().query(QUERY, {}, { maxBytes: 1_000_000 })).rejects.toMatchObject({
        code: 'PLATFORM_ANSWER',
      });
    });

    it('is given up when it takes longer than five minutes', async () => {
      server.answer = silence;
      const outcome = expect(clientWith().query(QUERY)).rejects.toMatchObject({
        code: 'PLATFORM_TIMEOUT',
        details: { operation: 'Ask', limitMs: 300_000 },
      });
      while (server.asked.length === 0) await clock.advance(0);

      await clock.advance(300_000);

      await outcome;
      expect(server.asked).toHaveLength(1);
    });

    it('may be asked for less time', async () => {
      server.answer = silence;
      const outcome = expect(
        clientWith().query(QUERY, {}, { timeoutMs: 5_000 }),
      ).rejects.toMatchObject({ code: 'PLATFORM_TIMEOUT' });
      while (server.asked.length === 0) await clock.advance(0);

      await clock.advance(5_000);

      await outcome;
    });
  });

  describe('what OpenCTI refuses', () => {
    it.each([
      ['AUTH_REQUIRED', 'PLATFORM_TOKEN_REFUSED', 77],
      ['FORBIDDEN_ACCESS', 'PLATFORM_FORBIDDEN', 77],
      ['WORK_NOT_ALIVE', 'PLATFORM_WORK_NOT_ALIVE', 70],
      ['FUNCTIONAL_ERROR', 'PLATFORM_REFUSED', 70],
    ])('fails at once: %s is %s', async (platformCode, code, exitCode) => {
      server.answer = errors({ code: platformCode, message: 'You may not.' });

      await expect(clientWith().query(QUERY)).rejects.toMatchObject({ code, exitCode });
      expect(server.asked).toHaveLength(1);
    });

    it('is read whatever the status that carries it', async () => {
      const body = '{"errors":[{"message":"Draft is locked","name":"DRAFT_LOCKED"}]}';
      server.answer = reply(500, { 'content-type': 'application/json' }, body);

      await expect(clientWith().query(QUERY)).rejects.toMatchObject({
        code: 'PLATFORM_REFUSED',
        details: { platformCode: 'DRAFT_LOCKED' },
      });
    });

    it('repeats neither the variables nor the token nor a header', async () => {
      const echoed = `${TOKEN} hush-hush Variable "$secret" got invalid value "s3cret"; s3cret`;
      server.answer = errors({ code: 'BAD_USER_INPUT', message: echoed });
      const client = clientWith({ customHeaders: 'x-key:hush-hush' });

      const error = (await client
        .query(QUERY, { secret: 's3cret' })
        .catch((thrown: unknown) => thrown)) as Error;

      const shown = `${String(error)} ${JSON.stringify(error)} ${String(error.cause)}`;
      expect(shown).toContain('[secret] [secret] Variable \\"$secret\\" got an invalid value');
      for (const secret of [TOKEN, 'hush-hush', 's3cret']) expect(shown).not.toContain(secret);
      expect(log.text).not.toContain(TOKEN);
    });
  });

  describe('its settings', () => {
    it('reports bad custom headers by their position alone', () => {
      clientWith({ customHeaders: 'x-a:b;s3cret' });

      expect(log.lines).toEqual([
        { level: 'warn', message: 'custom header ignored', facts: { position: 2 } },
      ]);
    });

    it.each(['abc\n', 'abc\r\nx-evil: 1', 'abc\u0000'])('refuses the token %j, unseen', token => {
      expect(() => clientWith({ token: new Secret(token) })).toThrow(
        expect.objectContaining({
          code: 'PLATFORM_HEADER',
          message: expect.not.stringContaining('abc'),
        }),
      );
    });

    it('refuses a URL that is none', () => {
      expect(() => clientWith({ url: 'opencti' })).toThrow(
        expect.objectContaining({ code: 'PLATFORM_URL' }),
      );
    });
  });
});
