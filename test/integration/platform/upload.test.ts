import type { IncomingMessage, ServerResponse } from 'node:http';
import { Secret } from '../../../src/config/index.js';
import { SkippableError } from '../../../src/errors/index.js';
import {
  Platform,
  PlatformCapabilities,
  PlatformClient,
  type OutgoingFile,
} from '../../../src/platform/index.js';
import { FakeClock } from '../../../src/testing/index.js';
import { scriptedServer, type Answer, type ScriptedServer } from '../../road/scripted-server.js';
import { data, errors } from '../../support/graphql-server.js';
import { readForm, type FormPart } from '../../support/multipart-form.js';
import { RecordingLog } from '../../support/recording-log.js';
import { inTurn, reply } from '../../support/replies.js';

const TOKEN = 'flgrn_octi_tkn_0123456789';
const stored = { id: 'import/global/a.csv', name: 'a.csv' };
const accepted = data({ uploadImport: stored });

describe('an upload', () => {
  let server: ScriptedServer;
  let clock: FakeClock;
  let client: PlatformClient;
  let platform: Platform;
  let forms: FormPart[][];
  let unfinished: number;

  /** Reads the whole body before it answers, as OpenCTI does. */
  const reading =
    (answer: Answer): Answer =>
    (request, response) => {
      readForm(request).then(
        form => {
          forms.push(form);
          answer(request, response);
        },
        () => (unfinished += 1),
      );
    };

  beforeEach(async () => {
    forms = [];
    unfinished = 0;
    server = await scriptedServer(reading(accepted));
    clock = new FakeClock();
    const options = {
      url: server.url,
      token: new Secret(TOKEN),
      userAgent: 'octiflow/0',
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

  const csv = (content: OutgoingFile['content'], name = 'a.csv'): OutgoingFile => ({
    name,
    content,
    mimeType: 'text/csv',
  });

  it('arrives as one multipart form, with who asks and in what context', async () => {
    await expect(
      platform
        .forRequest({ draftId: 'd1' })
        .files.uploadImport(csv('é,1\r\n--x--'), { markings: ['m1'] }),
    ).resolves.toEqual(stored);

    const [operations, map, file] = forms[0] ?? [];
    expect(JSON.parse(operations?.body.toString() ?? '')).toMatchObject({
      query: expect.stringContaining('mutation UploadImport'),
      variables: { file: null, fileMarkings: ['m1'] },
    });
    expect(map?.body.toString()).toBe('{"0":["variables.file"]}');
    expect(file?.headers).toEqual({
      'content-disposition': 'form-data; name="0"; filename="a.csv"',
      'content-type': 'text/csv',
    });
    expect(file?.body.toString()).toBe('é,1\r\n--x--');
    expect(server.requests[0]?.headers).toMatchObject({
      authorization: `Bearer ${TOKEN}`,
      'opencti-draft-id': 'd1',
    });
  });

  it.each([
    ['../../etc/passwd', '.._.._etc_passwd'],
    ['a\u0000"\r\nx: y\r\n\r\nb', 'a____x: y____b'],
    ['été 日本.csv', 'été 日本.csv'],
  ])('keeps the name %j in its place', async (name, sent) => {
    await platform.files.uploadImport(csv('x', name));

    const file = forms[0]?.[2];
    expect(forms[0]).toHaveLength(3);
    expect(file?.headers['content-disposition']).toBe(`form-data; name="0"; filename="${sent}"`);
    expect(file?.body.toString()).toBe('x');
  });

  it('of any size is read only as fast as OpenCTI takes it', async () => {
    const total = 64;
    const megabyte = Buffer.alloc(1_000_000, 'x');
    let produced = 0;
    let received = 0;
    let mostAhead = 0;
    server.answer = (request, response) => {
      request.on('data', (chunk: Buffer) => {
        received += chunk.length;
        mostAhead = Math.max(mostAhead, produced * megabyte.length - received);
        request.pause();
        setImmediate(() => request.resume());
      });
      request.on('end', () => accepted(request, response));
    };
    const content = (async function* () {
      for (; produced < total;) {
        produced += 1;
        yield megabyte;
      }
    })();

    await platform.files.uploadImport(csv(content));

    expect(received).toBeGreaterThan(total * megabyte.length);
    expect(mostAhead).toBeLessThan((total * megabyte.length) / 2);
  });

  it('waits for a source that takes its time', async () => {
    let give: (() => void) | undefined;
    const content = (async function* () {
      yield 'first,';
      await new Promise<void>(resolve => (give = resolve));
      yield 'second';
    })();
    const upload = platform.files.uploadImport(csv(content));
    while (!give) await new Promise(resolve => setImmediate(resolve));

    await clock.advance(600_000);
    give();

    await expect(upload).resolves.toEqual(stored);
    expect(forms[0]?.[2]?.body.toString()).toBe('first,second');
  });

  describe('that is cut', () => {
    /** Content without an end, which knows whether it was closed. */
    class Endless implements AsyncIterable<Buffer> {
      isClosed = false;

      async *[Symbol.asyncIterator](): AsyncGenerator<Buffer> {
        try {
          for (;;) yield Buffer.alloc(100_000, 'x');
        } finally {
          this.isClosed = true;
        }
      }
    }

    it('by a lost connection is an error, and not tried again', async () => {
      server.answer = request => {
        let bytes = 0;
        request.on('data', (chunk: Buffer) => {
          bytes += chunk.length;
          if (bytes > 1_000_000) request.socket.destroy();
        });
      };
      const content = new Endless();

      await expect(platform.files.uploadImport(csv(content))).rejects.toMatchObject({
        code: 'PLATFORM_UPLOAD_CUT',
        recovery: 'retry',
        details: { file: 'a.csv', operation: 'UploadImport' },
      });
      expect(server.requests).toHaveLength(1);
      expect(content.isClosed).toBe(true);
    });

    it('by its own source fails with what the source failed with', async () => {
      const content = (async function* () {
        yield 'x'.repeat(200_000);
        throw new SkippableError('row 7 has no value');
      })();

      await expect(platform.files.uploadImport(csv(content))).rejects.toBeInstanceOf(
        SkippableError,
      );
      while (unfinished === 0) await new Promise(resolve => setImmediate(resolve));
      expect(forms).toEqual([]);
    });

    it('by its own source fails with it whatever was thrown', async () => {
      const thrown: unknown = 'a text';
      const content = (async function* () {
        yield 'x';
        throw thrown;
      })();

      await expect(platform.files.uploadImport(csv(content))).rejects.toBe('a text');
    });

    it('by the caller fails with the reason of the caller', async () => {
      const abort = new AbortController();
      server.answer = request => {
        request.once('data', () => abort.abort(new Error('stopping')));
        request.resume();
      };
      const content = new Endless();

      await expect(
        platform.files.uploadImport(csv(content), { signal: abort.signal }),
      ).rejects.toThrow('stopping');
      while (!content.isClosed) await new Promise(resolve => setImmediate(resolve));
    });

    it('by time is an error', async () => {
      server.answer = request => void request.resume();
      const content = (async function* () {
        yield 'x'.repeat(100_000);
        await new Promise(() => undefined);
      })();
      const outcome = expect(platform.files.uploadImport(csv(content))).rejects.toMatchObject({
        code: 'PLATFORM_TIMEOUT',
        details: { limitMs: 1_200_000 },
      });
      while (server.requests.length === 0) await clock.advance(0);

      await clock.advance(1_200_000);

      await outcome;
    });

    it('is not taken for stored by a server that answers too early', async () => {
      server.answer = (request, response) => {
        request.once('data', () => accepted(request, response));
      };
      const content = new Endless();

      await expect(platform.files.uploadImport(csv(content))).rejects.toMatchObject({
        code: 'PLATFORM_UPLOAD_CUT',
        details: { reason: 'it answered before it had the whole file' },
      });
      expect(content.isClosed).toBe(true);
    });
  });

  describe('that is refused', () => {
    const refusedAtOnce =
      (status: number): Answer =>
      (request: IncomingMessage, response: ServerResponse) => {
        request.once('data', () => reply(status)(request, response));
      };

    it.each([
      [413, 'PLATFORM_REFUSED'],
      [401, 'PLATFORM_TOKEN_REFUSED'],
    ])('with %d before it is there', async (status, code) => {
      server.answer = refusedAtOnce(status);
      const content = (async function* () {
        for (let sent = 0; sent < 200; sent++) yield Buffer.alloc(1_000_000);
      })();

      await expect(platform.files.uploadImport(csv(content))).rejects.toMatchObject({ code });
    });

    it('says why', async () => {
      server.answer = reading(errors({ code: 'FORBIDDEN_ACCESS', message: 'not allowed' }));

      await expect(platform.files.exportPush('i1', csv('x'))).rejects.toMatchObject({
        code: 'PLATFORM_FORBIDDEN',
      });
    });
  });

  describe('that may be tried again', () => {
    const passPause = async (): Promise<void> => {
      await clock.sleeping(1, 60_000);
      await clock.advance(clock.nextInMs ?? 0);
    };

    it('is, when OpenCTI did not look at it and it can be read twice', async () => {
      server.answer = inTurn(reading(reply(429)), reading(accepted));
      const upload = platform.files.uploadImport(csv('x'));

      await passPause();

      await expect(upload).resolves.toEqual(stored);
      expect(forms.map(form => form[2]?.body.toString())).toEqual(['x', 'x']);
    });

    it('is not, when it can be read only once', async () => {
      server.answer = inTurn(reading(reply(429)), reading(accepted));

      await expect(platform.files.uploadImport(csv(['x']))).rejects.toMatchObject({
        code: 'PLATFORM_UNAVAILABLE',
      });
      expect(server.requests).toHaveLength(1);
    });

    it('is, when nothing of it was read because nobody was there', async () => {
      await server.stop();
      const upload = platform.files.uploadImport(csv(['x', 'y']), { retries: 1 });
      const outcome = expect(upload).rejects.toMatchObject({
        code: 'PLATFORM_UNREACHABLE',
        details: { isSent: false },
      });

      await passPause();

      await outcome;
      server = await scriptedServer(accepted);
    });

    it('is not, when the answer is lost', async () => {
      server.answer = reading((_request, response) => void response.socket?.destroy());

      await expect(platform.files.uploadImport(csv('x'))).rejects.toMatchObject({
        code: 'PLATFORM_UPLOAD_CUT',
      });
      expect(server.requests).toHaveLength(1);
    });
  });

  it('says nothing about what it held when it fails', async () => {
    server.answer = reading(errors({ code: 'FUNCTIONAL_ERROR', message: 'no' }));

    const error = (await platform.files
      .uploadImport(csv('s3cret'))
      .catch((thrown: unknown) => thrown)) as Error;

    expect(`${error} ${JSON.stringify(error)} ${String(error.cause)}`).not.toMatch(
      new RegExp(`s3cret|${TOKEN}`),
    );
  });
});
