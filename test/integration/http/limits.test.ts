import { brotliCompressSync, constants, deflateSync, gzipSync } from 'node:zlib';
import { firstValueFrom } from 'rxjs';
import { NetworkSettings } from '../../../src/config/index.js';
import { Http, type HttpOptions, type HttpReply } from '../../../src/http/index.js';
import { FakeClock } from '../../../src/testing/index.js';
import { json, scriptedServer, type ScriptedServer } from '../../road/scripted-server.js';
import { RecordingLog } from '../../support/recording-log.js';
import { inTurn, reply, silence } from '../../support/replies.js';

const MEGABYTE = 1_000_000;
const text = '{"ok":true}';

const quickBrotli = (bytes: Buffer): Buffer =>
  brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 1 } });

describe('Http', () => {
  let server: ScriptedServer;
  let clock: FakeClock;
  let http: Http;

  beforeEach(async () => {
    server = await scriptedServer(json({ ok: true }));
    clock = new FakeClock();
    http = new Http(clock, new RecordingLog(), new NetworkSettings());
  });

  afterEach(async () => {
    await http.close();
    await server.stop();
    expect(clock.pending).toBe(0);
  });

  const request = (options: HttpOptions = {}): Promise<HttpReply> =>
    firstValueFrom(http.request(server.url, { retries: 0, ...options }));

  describe('time', () => {
    it('gives up a source that says nothing', async () => {
      server.answer = silence;

      await expect(request({ timeout: { idleMs: 20 } })).rejects.toMatchObject({
        code: 'HTTP_TIMEOUT',
        recovery: 'retry',
        details: { phase: 'idle', limitMs: 20 },
      });
    });

    it('gives up a body that stops in the middle', async () => {
      server.answer = (_request, response) => {
        response.writeHead(200);
        response.write('{"data": [');
      };

      await expect(request({ timeout: { idleMs: 20 } })).rejects.toMatchObject({
        code: 'HTTP_TIMEOUT',
        details: { phase: 'idle' },
      });
    });

    it('ends a body that never ends once the whole request took five minutes', async () => {
      server.answer = (_request, response) => {
        response.writeHead(200);
        const drip = setInterval(() => response.write('x'), 5);
        response.on('close', () => clearInterval(drip));
      };
      const answer = request();
      const outcome = expect(answer).rejects.toMatchObject({
        code: 'HTTP_TIMEOUT',
        details: { phase: 'total', limitMs: 300_000 },
      });
      while (server.requests.length === 0) await clock.advance(0);

      await clock.advance(300_000);

      await outcome;
    });

    it('counts tries and pauses into the whole', async () => {
      server.answer = reply(503);
      const answer = request({ retries: 1_000, timeout: { totalMs: 10_000 } });
      const outcome = expect(answer).rejects.toMatchObject({ code: 'HTTP_UNAVAILABLE' });

      // The next pause would reach over the end, so the last failure is told at once.
      for (let settled = false; !settled;) {
        void outcome.then(() => (settled = true));
        await clock.advance(Math.min(clock.nextInMs ?? 0, 1_000));
      }

      await outcome;
      expect(clock.monotonic()).toBeLessThan(10_000);
    });
  });

  describe('size', () => {
    it('refuses an announced size that is too large, without reading it', async () => {
      server.answer = (_request, response) => {
        response.writeHead(200, { 'content-length': String(200 * MEGABYTE) });
        response.write('x');
      };

      await expect(request()).rejects.toMatchObject({
        code: 'HTTP_TOO_LARGE',
        recovery: 'stop',
        details: { maxBytes: 100 * MEGABYTE },
      });
    });

    it('stops reading where the limit is passed', async () => {
      server.answer = (_request, response) => {
        response.writeHead(200);
        const more = (): boolean => response.write(Buffer.alloc(65_536));
        response.on('drain', more);
        more();
      };

      await expect(request({ maxBytes: MEGABYTE })).rejects.toMatchObject({
        code: 'HTTP_TOO_LARGE',
      });
    });

    it('takes a body of exactly the limit', async () => {
      server.answer = reply(200, {}, 'x'.repeat(1_000));

      await expect(request({ maxBytes: 1_000 })).resolves.toMatchObject({ status: 200 });
    });

    it.each([
      ['gzip', gzipSync],
      ['br', quickBrotli],
      ['deflate', deflateSync],
    ])('refuses a small %s body that unpacks to a huge one', async (encoding, pack) => {
      const bomb = pack(Buffer.alloc(20 * MEGABYTE));
      expect(bomb.length).toBeLessThan(MEGABYTE);
      server.answer = reply(200, { 'content-encoding': encoding }, bomb);

      await expect(request({ maxBytes: MEGABYTE })).rejects.toMatchObject({
        code: 'HTTP_TOO_LARGE',
      });
    });

    it('refuses a bomb inside a bomb', async () => {
      const bomb = gzipSync(gzipSync(Buffer.alloc(20 * MEGABYTE)));
      server.answer = reply(200, { 'content-encoding': 'gzip, gzip' }, bomb);

      await expect(request({ maxBytes: MEGABYTE })).rejects.toMatchObject({
        code: 'HTTP_TOO_LARGE',
      });
    });
  });

  describe('compression', () => {
    it.each([
      ['gzip', gzipSync(text)],
      ['x-gzip', gzipSync(text)],
      ['br', brotliCompressSync(text)],
      ['deflate', deflateSync(text)],
      ['identity', Buffer.from(text)],
      ['gzip, br', brotliCompressSync(gzipSync(text))],
    ])('undoes %s', async (encoding, body) => {
      server.answer = reply(200, { 'content-encoding': encoding }, body);

      expect((await request()).json()).toEqual({ ok: true });
    });

    it.each([
      ['unknown', 'zstd', Buffer.from(text)],
      ['more layers than sense', 'gzip, gzip, gzip, gzip', gzipSync(text)],
      ['a lie', 'gzip', Buffer.from(text)],
      ['cut', 'gzip', gzipSync(text.repeat(100)).subarray(0, 20)],
    ])('fails when it is %s', async (_what, encoding, body) => {
      server.answer = reply(200, { 'content-encoding': encoding }, body);

      await expect(request()).rejects.toMatchObject({ code: 'HTTP_TRUNCATED', recovery: 'retry' });
    });
  });

  describe('a cut answer', () => {
    const cut = (headers: Record<string, string>) =>
      inTurn((_request, response) => {
        response.writeHead(200, headers);
        response.write('{"data": [1,', () => response.socket?.destroy());
      });

    it('fails when it is shorter than announced', async () => {
      server.answer = cut({ 'content-length': '100' });

      await expect(request()).rejects.toMatchObject({ code: 'HTTP_TRUNCATED', exitCode: 69 });
    });

    it('fails when its last chunk is missing', async () => {
      server.answer = cut({ 'transfer-encoding': 'chunked' });

      await expect(request()).rejects.toMatchObject({ code: 'HTTP_TRUNCATED' });
    });

    it('fails when it ends before it begins', async () => {
      server.answer = (_request, response) => response.socket?.destroy();

      await expect(request()).rejects.toMatchObject({
        code: 'HTTP_UNAVAILABLE',
        details: { isSent: true },
      });
    });

    it('is asked for again', async () => {
      server.answer = inTurn(cut({ 'content-length': '100' }), json({ ok: true }));
      const answer = request({ retries: 1 });

      await clock.sleeping(1, 60_000);
      await clock.advance(60_000);

      expect((await answer).json()).toEqual({ ok: true });
    });
  });

  it('reads no answer that is not HTTP', async () => {
    server.answer = (_request, response) => {
      response.socket?.end('SSH-2.0-OpenSSH_9.2\r\n');
    };

    await expect(request()).rejects.toMatchObject({ code: 'HTTP_UNAVAILABLE' });
  });
});
