import { MultipartUpload } from '../../../src/platform/multipart-upload.js';
import type { FileContent, OutgoingFile } from '../../../src/platform/index.js';

const OPERATIONS = '{"query":"mutation { x }","variables":{"file":null}}';
const fileOf = (content: unknown, more: Partial<OutgoingFile> = {}): OutgoingFile => ({
  name: 'a.csv',
  content: content as FileContent,
  ...more,
});
const bodyOf = async (upload: MultipartUpload): Promise<Buffer> => {
  const chunks: Buffer[] = [];
  for await (const chunk of upload.open(OPERATIONS)) chunks.push(chunk as Buffer);

  return Buffer.concat(chunks);
};
const wrapped = (upload: MultipartUpload, content: string): string => {
  const boundary = /boundary=(.*)$/.exec(upload.contentType)?.[1];
  const lines = [
    `--${boundary}`,
    'Content-Disposition: form-data; name="operations"',
    '',
    OPERATIONS,
    `--${boundary}`,
    'Content-Disposition: form-data; name="map"',
    '',
    '{"0":["variables.file"]}',
    `--${boundary}`,
    'Content-Disposition: form-data; name="0"; filename="a.csv"',
    'Content-Type: text/csv',
    '',
    content,
    `--${boundary}--`,
    '',
  ];

  return lines.join('\r\n');
};

describe('MultipartUpload', () => {
  it.each<[string, () => unknown]>([
    ['a text', () => 'é,1'],
    ['bytes', () => Buffer.from('é,1')],
    ['a part of a buffer', () => new Uint8Array(Buffer.from('xé,1x')).subarray(1, 5)],
    ['a list of texts', () => ['é', ',', '1']],
    ['texts and bytes', () => ['é', Buffer.from(',1')]],
    [
      'what comes by and by',
      async function* () {
        yield 'é';
        yield Buffer.from(',1');
      },
    ],
  ])('writes operations, map and file in this order, from %s', async (_what, content) => {
    const upload = new MultipartUpload(fileOf(content(), { mimeType: 'text/csv' }));

    const body = await bodyOf(upload);

    expect(body.toString('utf8')).toBe(wrapped(upload, 'é,1'));
    expect(upload).toMatchObject({ bytes: 4, isSent: true });
  });

  it.each<[string, unknown]>([
    ['text', ''],
    ['list', []],
    ['bytes', new Uint8Array()],
  ])('writes a file that holds nothing: empty %s', async (_what, content) => {
    const upload = new MultipartUpload(fileOf(content, { mimeType: 'text/csv' }));

    expect((await bodyOf(upload)).toString()).toBe(wrapped(upload, ''));
    expect(upload.isSent).toBe(true);
  });

  it('sends many small pieces together', async () => {
    const upload = new MultipartUpload(
      fileOf(Array.from({ length: 10_000 }, () => 'x'.repeat(10))),
    );
    let chunks = 0;

    for await (const _chunk of upload.open(OPERATIONS)) chunks += 1;

    expect(chunks).toBeLessThan(10);
    expect(upload.bytes).toBe(100_000);
  });

  it('can be opened again as long as its content was not begun', async () => {
    const text = new MultipartUpload(fileOf('x'));
    const once = new MultipartUpload(fileOf(['x']));
    once.open(OPERATIONS).destroy();

    expect(once.isTouched).toBe(false);
    expect(await bodyOf(text)).toEqual(await bodyOf(text));
    await bodyOf(once);

    expect([text.isTouched, once.isTouched]).toEqual([false, true]);
  });

  it('keeps what the content failed with, and is not sent', async () => {
    const upload = new MultipartUpload(
      fileOf(
        (async function* () {
          yield 'x';
          throw new RangeError('source broke');
        })(),
      ),
    );

    await expect(bodyOf(upload)).rejects.toThrow('source broke');
    expect(upload.failure?.error).toBeInstanceOf(RangeError);
    expect(upload.isSent).toBe(false);
  });

  it('tells its own failure from what ended it, and then closes the content', async () => {
    let isClosed = false;
    const upload = new MultipartUpload(
      fileOf(
        (async function* () {
          try {
            for (;;) yield 'x'.repeat(100_000);
          } finally {
            isClosed = true;
          }
        })(),
      ),
    );
    const body = upload.open(OPERATIONS);
    const closed = new Promise(resolve => body.on('close', resolve));
    body.on('error', () => undefined);
    for (let bytes = 0; bytes < 200_000;) {
      const chunk = body.read() as Buffer | null;
      if (chunk) bytes += chunk.length;
      else await new Promise(resolve => body.once('readable', resolve));
    }

    body.destroy(new Error('connection lost'));
    await closed;

    expect(upload.failure).toBeUndefined();
    expect(upload.isSent).toBe(false);
    expect(isClosed).toBe(true);
  });

  it.each([[[5]], [[null]], [[{}]], [['x', undefined]]])(
    'fails on a piece that is neither text nor bytes: %j',
    async content => {
      const upload = new MultipartUpload(fileOf(content));

      await expect(bodyOf(upload)).rejects.toMatchObject({
        code: 'PLATFORM_FILE_CONTENT',
        details: { file: 'a.csv' },
      });
      expect(upload.isSent).toBe(false);
    },
  );

  it.each([[undefined], [null], [5], [{}], [Symbol('x')]])(
    'refuses the content %p before anything is sent',
    content => {
      expect(() => new MultipartUpload(fileOf(content))).toThrow(
        expect.objectContaining({ code: 'PLATFORM_FILE_CONTENT' }),
      );
    },
  );
});
