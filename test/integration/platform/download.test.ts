import type { IncomingMessage } from 'node:http';
import { Secret } from '../../../src/config/index.js';
import {
  Platform,
  PlatformCapabilities,
  PlatformClient,
  type ReadFileOptions,
} from '../../../src/platform/index.js';
import { FakeClock } from '../../../src/testing/index.js';
import { scriptedServer, type Answer, type ScriptedServer } from '../../road/scripted-server.js';
import { RecordingLog } from '../../support/recording-log.js';
import { inTurn, reply } from '../../support/replies.js';

const TOKEN = 'flgrn_octi_tkn_0123456789';
const ID = 'import/global/report.csv';
const FILE = Buffer.from(Array.from({ length: 5_000 }, (_, row) => `row ${row}\n`).join(''));
const ATTACHMENT = { 'content-disposition': 'attachment', 'content-type': 'text/csv' };

describe('a download', () => {
  let server: ScriptedServer;
  let clock: FakeClock;
  let client: PlatformClient;
  let platform: Platform;

  beforeEach(async () => {
    server = await scriptedServer(reply(200, ATTACHMENT, FILE));
    clock = new FakeClock();
    const options = {
      url: `${server.url}/opencti`,
      token: new Secret(TOKEN),
      userAgent: 'octiflow/0',
      customHeaders: 'x-tenant:blue',
      random: () => 1,
    };
    client = new PlatformClient(options, clock, new RecordingLog());
    const seven = new PlatformCapabilities({ version: '7.1.0', generation: 7 });
    platform = new Platform(client, async () => seven);
  });

  afterEach(async () => {
    await client.close();
    await server.stop();
    expect(clock.pending).toBe(0);
  });

  const passPause = async (): Promise<number> => {
    await clock.sleeping(1);
    const pause = clock.nextInMs ?? 0;
    await clock.advance(pause);

    return pause;
  };
  const bytesOf = (options?: ReadFileOptions): Promise<Buffer> => platform.files.bytes(ID, options);
  const rangeOf = ({ headers }: IncomingMessage) => [headers.range, headers['if-range']];
  /** Sends the head and the first bytes of a file, then breaks the connection. */
  const cutAfter =
    (bytes: number, headers: Readonly<Record<string, string>> = {}, file = FILE): Answer =>
    (_request, response) => {
      response.writeHead(200, { ...ATTACHMENT, ...headers });
      response.write(file.subarray(0, bytes), () => response.socket?.destroy());
    };

  it('gives the bytes of the file, asked for by its id', async () => {
    await expect(bytesOf()).resolves.toEqual(FILE);

    expect(server.requests[0]).toMatchObject({
      method: 'GET',
      url: '/opencti/storage/get/import/global/report.csv',
      headers: {
        authorization: `Bearer ${TOKEN}`,
        'user-agent': 'octiflow/0',
        'x-tenant': 'blue',
        'accept-encoding': 'identity',
        'opencti-draft-id': '',
      },
    });
  });

  it('may be asked for by the path that a message names', async () => {
    const path = '/storage/get/import/Report/7d3b/a b#1.pdf';

    await platform.forRequest({ applicantId: 'u1', draftId: 'd1' }).files.bytes(path);

    expect(server.requests[0]).toMatchObject({
      url: '/opencti/storage/get/import/Report/7d3b/a%20b%231.pdf',
      headers: { 'opencti-applicant-id': 'u1', 'opencti-draft-id': 'd1' },
    });
  });

  it.each(['../../graphql', '/storage/get/../../x', 'http://evil.example/x', 'a\u0000b', ''])(
    'does not go out for %j',
    async file => {
      await expect(platform.files.bytes(file)).rejects.toMatchObject({
        code: 'PLATFORM_FILE_NAME',
      });
      expect(server.requests).toHaveLength(0);
    },
  );

  it('asks for nothing before it is read, and anew each time', async () => {
    const file = platform.files.read(ID);
    expect(server.requests).toHaveLength(0);

    for (let reading = 0; reading < 2; reading++) {
      for await (const _chunk of file);
    }

    expect(server.requests).toHaveLength(2);
  });

  it('gives an empty file', async () => {
    server.answer = reply(200, ATTACHMENT);

    await expect(bytesOf()).resolves.toEqual(Buffer.alloc(0));
  });

  it('is sent only as fast as it is read', async () => {
    const total = 64_000_000;
    let written = 0;
    let taken = 0;
    let mostAhead = 0;
    server.answer = (_request, response) => {
      response.writeHead(200, ATTACHMENT);
      const more = (): void => {
        while (written < total) {
          written += 100_000;
          if (!response.write(Buffer.alloc(100_000))) return;
        }
        response.end();
      };
      response.on('drain', more);
      more();
    };

    for await (const chunk of platform.files.read(ID)) {
      taken += chunk.length;
      mostAhead = Math.max(mostAhead, written - taken);
      await new Promise(resolve => setImmediate(resolve));
    }

    expect(taken).toBe(total);
    expect(mostAhead).toBeLessThan(total / 2);
  });

  it('ends when its reader has enough', async () => {
    let isClosed = false;
    server.answer = (_request, response) => {
      response.writeHead(200, ATTACHMENT);
      const more = (): boolean => response.write(Buffer.alloc(100_000));
      response.on('drain', more);
      response.on('close', () => (isClosed = true));
      more();
    };

    for await (const _chunk of platform.files.read(ID)) break;

    while (!isClosed) await new Promise(resolve => setImmediate(resolve));
  });

  describe('within a limit', () => {
    it('gives a file that just fits', async () => {
      await expect(bytesOf({ maxBytes: FILE.length })).resolves.toEqual(FILE);
    });

    it('takes nothing of a file that says it is larger, and ends the answer', async () => {
      let isClosed = false;
      server.answer = (_request, response) => {
        response.on('close', () => (isClosed = true));
        response.writeHead(200, { ...ATTACHMENT, 'content-length': '1000000' });
        response.write(FILE.subarray(0, 50));
      };

      await expect(bytesOf({ maxBytes: 100 })).rejects.toMatchObject({
        code: 'PLATFORM_FILE_TOO_LARGE',
        details: { file: ID, maxBytes: 100 },
      });
      while (!isClosed) await new Promise(resolve => setImmediate(resolve));
    });

    it('stops at a file that never ends', async () => {
      server.answer = (_request, response) => {
        response.writeHead(200, ATTACHMENT);
        const more = (): boolean => response.write(Buffer.alloc(65_536));
        response.on('drain', more);
        more();
      };

      await expect(bytesOf({ maxBytes: 1_000_000 })).rejects.toMatchObject({
        code: 'PLATFORM_FILE_TOO_LARGE',
      });
      expect(server.requests).toHaveLength(1);
    });
  });

  describe('that breaks off', () => {
    it('starts again and skips what is there', async () => {
      server.answer = inTurn(cutAfter(10_000), cutAfter(20_000), reply(200, ATTACHMENT, FILE));
      const bytes = bytesOf();

      expect([await passPause(), await passPause()]).toEqual([500, 500]);

      await expect(bytes).resolves.toEqual(FILE);
      expect(server.requests.map(rangeOf)).toEqual([
        [undefined, undefined],
        [undefined, undefined],
        [undefined, undefined],
      ]);
    });

    it.each([
      ['an entity tag', { etag: '"v1"' }, '"v1"'],
      [
        'a date',
        { etag: 'W/"v1"', 'last-modified': 'Thu, 01 Jan 2026 00:00:00 GMT' },
        'Thu, 01 Jan 2026 00:00:00 GMT',
      ],
    ])('goes on where it stopped, if %s names the version', async (_what, headers, validator) => {
      const range = { 'content-range': `bytes 10000-${FILE.length - 1}/${FILE.length}` };
      server.answer = inTurn(
        cutAfter(10_000, headers),
        reply(206, { ...ATTACHMENT, ...range }, FILE.subarray(10_000)),
      );
      const bytes = bytesOf();

      await passPause();

      await expect(bytes).resolves.toEqual(FILE);
      expect(server.requests[1] && rangeOf(server.requests[1])).toEqual([
        'bytes=10000-',
        validator,
      ]);
    });

    it('skips when the server does not know ranges', async () => {
      server.answer = inTurn(
        cutAfter(10_000, { etag: '"v1"' }),
        reply(200, { ...ATTACHMENT, etag: '"v1"' }, FILE),
      );
      const bytes = bytesOf();

      await passPause();

      await expect(bytes).resolves.toEqual(FILE);
    });

    it.each([
      ['another beginning', reply(200, ATTACHMENT, Buffer.from(FILE).fill('x', 0, 10))],
      ['fewer bytes', reply(200, ATTACHMENT, FILE.subarray(0, 100))],
      ['another length', reply(200, { ...ATTACHMENT, 'content-length': '3' }, 'row')],
      ['another part', reply(206, { ...ATTACHMENT, 'content-range': 'bytes 5-9/10' }, 'x')],
      ['a part it does not name', reply(206, ATTACHMENT, 'x')],
      ['a part that is not there', reply(416)],
    ])('never mixes two versions: %s', async (_what, second) => {
      server.answer = inTurn(cutAfter(10_000, { etag: '"v1"' }), second);
      const outcome = expect(bytesOf()).rejects.toMatchObject({
        code: 'PLATFORM_FILE_CUT',
        recovery: 'retry',
        details: { bytes: 10_000, reason: 'it changed while it was read' },
      });

      await passPause();

      await outcome;
      expect(server.requests).toHaveLength(2);
    });

    it('is an error once it gets no further', async () => {
      server.answer = cutAfter(10_000);
      const outcome = expect(bytesOf({ retries: 2 })).rejects.toMatchObject({
        code: 'PLATFORM_FILE_CUT',
        details: { file: ID, bytes: 10_000 },
      });

      await passPause();
      await passPause();

      await outcome;
      expect(server.requests).toHaveLength(3);
    });

    it('is an error when it is shorter than it said', async () => {
      server.answer = (_request, response) => {
        response.writeHead(200, { ...ATTACHMENT, 'content-length': String(FILE.length) });
        response.write(FILE.subarray(0, 100), () => response.socket?.end());
      };

      await expect(bytesOf({ retries: 0 })).rejects.toMatchObject({ code: 'PLATFORM_FILE_CUT' });
    });

    it('is asked for no more once the caller has given up', async () => {
      server.answer = cutAfter(10_000);
      const abort = new AbortController();
      const outcome = expect(bytesOf({ signal: abort.signal })).rejects.toThrow('stopping');
      await clock.sleeping(1);

      abort.abort(new Error('stopping'));

      await outcome;
      expect(server.requests).toHaveLength(1);
    });
  });

  it('is given up in the middle when the caller says so', async () => {
    server.answer = (_request, response) => {
      response.writeHead(200, ATTACHMENT);
      response.write(FILE);
    };
    const abort = new AbortController();
    const read = async (): Promise<void> => {
      for await (const _chunk of platform.files.read(ID, { signal: abort.signal })) {
        abort.abort(new Error('stopping'));
      }
    };

    await expect(read()).rejects.toThrow('stopping');
    expect(server.requests).toHaveLength(1);
  });

  describe('that is refused', () => {
    const restricted = '{"status":"error","error":"File not found or restricted"}';

    it.each([
      ['403', reply(403, {}, 'Forbidden'), 'PLATFORM_TOKEN_REFUSED', 77],
      ['404', reply(404), 'PLATFORM_FILE_MISSING', 70],
      ['503 that means 404', reply(503, {}, restricted), 'PLATFORM_FILE_MISSING', 70],
      [
        "OpenCTI's own pages",
        reply(200, { 'content-type': 'text/html' }, '<html>'),
        'PLATFORM_NOT_OPENCTI',
        69,
      ],
      [
        'a packed body',
        reply(200, { ...ATTACHMENT, 'content-encoding': 'gzip' }, 'x'),
        'PLATFORM_ANSWER',
        70,
      ],
    ])('fails at once: %s', async (_what, answer, code, exitCode) => {
      server.answer = answer;

      await expect(bytesOf()).rejects.toMatchObject({ code, exitCode });
      expect(server.requests).toHaveLength(1);
    });

    it('is tried again while OpenCTI is away', async () => {
      server.answer = inTurn(
        reply(503, { 'retry-after': '7' }, '<html>'),
        reply(502),
        reply(200, ATTACHMENT, FILE),
      );
      const bytes = bytesOf();

      expect([await passPause(), await passPause()]).toEqual([7_000, 1_000]);

      await expect(bytes).resolves.toEqual(FILE);
    });

    it('reads no more than the beginning of a long explanation', async () => {
      server.answer = (_request, response) => {
        response.writeHead(404);
        const more = (): boolean => response.write(Buffer.alloc(65_536, 'x'));
        response.on('drain', more);
        more();
      };

      await expect(bytesOf()).rejects.toMatchObject({ code: 'PLATFORM_FILE_MISSING' });
    });

    it('fails where nobody is', async () => {
      await server.stop();

      await expect(bytesOf({ retries: 0 })).rejects.toMatchObject({
        code: 'PLATFORM_UNREACHABLE',
      });
      server = await scriptedServer(reply(200));
    });
  });

  it('never shows the token when it fails', async () => {
    server.answer = reply(403, {}, TOKEN);

    const error = (await bytesOf().catch((thrown: unknown) => thrown)) as Error;

    expect(`${error} ${JSON.stringify(error)} ${String(error.cause)}`).not.toContain(TOKEN);
  });
});
