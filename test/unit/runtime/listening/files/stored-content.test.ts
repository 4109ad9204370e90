import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import type { CsvOptions, ReadableFile } from '../../../../../src/connectors/index.js';
import { storedContent } from '../../../../../src/runtime/listening/files/stored-content.js';

type Chunk = string | Uint8Array;

/** A file that arrives in these chunks. */
function fileOf(...chunks: readonly Chunk[]): ReadableFile {
  const message = { id: 'import/global/f.txt', name: 'f.txt', mime: 'text/plain', fetch: '/f' };

  return storedContent(message, async function* () {
    for (const chunk of chunks) yield Buffer.from(chunk as string);
  });
}

async function all<T>(values: AsyncIterable<T>): Promise<T[]> {
  const found: T[] = [];
  for await (const value of values) found.push(value);

  return found;
}

describe('the lines of a file', () => {
  it.each<[string, readonly Chunk[], readonly string[]]>([
    ['an empty file', [''], []],
    ['no chunks', [], []],
    ['one line', ['a'], ['a']],
    ['an end of line at the end', ['a\n'], ['a']],
    ['an empty line', ['a\n\nb'], ['a', '', 'b']],
    ['all line ends', ['a\r\nb\rc\nd'], ['a', 'b', 'c', 'd']],
    ['a line end that is cut', ['a\r', '\nb'], ['a', 'b']],
    ['a lone carriage return at a cut', ['a\r', 'b'], ['a', 'b']],
    ['a carriage return at the end', ['a\r'], ['a']],
    ['a line in pieces', ['a', 'b', 'c\nd'], ['abc', 'd']],
    [
      'a character that is cut',
      [Buffer.from('é').subarray(0, 1), Buffer.from('é\nx').subarray(1)],
      ['é', 'x'],
    ],
    ['a byte order mark', ['\uFEFFa\nb'], ['a', 'b']],
    ['a mark that is cut', [new Uint8Array([0xef]), new Uint8Array([0xbb, 0xbf, 0x61])], ['a']],
    ['UTF-16, little end first', [Buffer.from('\uFEFFé\nx', 'utf16le')], ['é', 'x']],
    [
      'UTF-16, big end first',
      [new Uint8Array([0xfe, 0xff, 0, 0x61, 0, 0x0a, 0, 0x62])],
      ['a', 'b'],
    ],
    ['bytes that are no UTF-8', [new Uint8Array([0x61, 0xff, 0x0a, 0x62])], ['a\uFFFD', 'b']],
    ['NUL', ['a\0b\n'], ['a\0b']],
  ])('are read from %s', async (_what, chunks, lines) => {
    expect(await all(fileOf(...chunks).lines())).toEqual(lines);
  });

  it('do not depend on where the file is cut', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.constantFrom('a', 'é', '𝄞', '\n', '\r', '\r\n', ''), { maxLength: 12 }),
        fc.integer({ min: 1, max: 5 }),
        async (parts, size) => {
          const bytes = Buffer.from(parts.join(''));
          const chunks: Buffer[] = [];
          for (let at = 0; at < bytes.length; at += size)
            chunks.push(bytes.subarray(at, at + size));

          expect(await all(fileOf(...chunks).lines())).toEqual(await all(fileOf(bytes).lines()));
        },
      ),
    );
  });

  it('are decoded as the handler says', async () => {
    expect(await all(fileOf(new Uint8Array([0xe9])).lines({ encoding: 'windows-1252' }))).toEqual([
      'é',
    ]);
  });

  it('are refused when nobody knows the encoding', async () => {
    await expect(all(fileOf('a').lines({ encoding: 'klingon' }))).rejects.toMatchObject({
      code: 'REQUEST_FILE_MALFORMED',
    });
  });

  it('are refused when one is too long, wherever it is cut', async () => {
    const lines = (...chunks: string[]) => all(fileOf(...chunks).lines({ maxLineLength: 3 }));

    await expect(lines('abc\nabcd\n')).rejects.toMatchObject({ details: { line: 2 } });
    await expect(lines('ab', 'cd')).rejects.toMatchObject({ code: 'REQUEST_FILE_MALFORMED' });
    await expect(lines('abc\nabc')).resolves.toHaveLength(2);
  });
});

describe('the whole text of a file', () => {
  it('is refused when it is too large', async () => {
    await expect(fileOf('abc', 'def').text({ maxBytes: 5 })).rejects.toMatchObject({
      code: 'REQUEST_FILE_TOO_LARGE',
      message: 'f.txt is larger than 5 bytes',
    });
    await expect(fileOf('abc', 'de').text({ maxBytes: 5 })).resolves.toBe('abcde');
  });

  it('is read anew each time', async () => {
    const file = fileOf('abc');

    expect(await file.text()).toBe('abc');
    expect(await file.text()).toBe('abc');
  });
});

describe('the table in a file', () => {
  const rows = (text: string, options?: CsvOptions) => all(fileOf(text).csv(options));

  it('gives objects by the names in its first row', async () => {
    expect(await rows('ip,note\n198.51.100.7,"a, ""b""\nc"\n\n')).toEqual([
      { ip: '198.51.100.7', note: 'a, "b"\nc' },
    ]);
  });

  it('gives lists, or names of the handler, when that is asked for', async () => {
    expect(await rows('a;b', { delimiter: ';', columns: false })).toEqual([['a', 'b']]);
    expect(await rows('1,2', { columns: ['x', 'y'] })).toEqual([{ x: '1', y: '2' }]);
  });

  it('takes quotes for what they are when there are none', async () => {
    expect(await rows('a\n"b', { quote: false })).toEqual([{ a: '"b' }]);
  });

  it('leaves out comments', async () => {
    expect(await rows('a\n# no\nb', { comment: '#' })).toEqual([{ a: 'b' }]);
  });

  it.each([
    ['a row has too many cells', 'a,b\n1,2,3\n', 2],
    ['a row has too few cells', 'a,b\n1\n', 2],
    ['a quote is not closed', 'a\n"b\n', 2],
  ])('is refused when %s', async (_when, text, line) => {
    await expect(rows(text)).rejects.toMatchObject({
      code: 'REQUEST_FILE_MALFORMED',
      details: { file: 'f.txt', line },
    });
  });

  it('takes uneven rows when that is asked for', async () => {
    expect(await rows('a,b\n1\n', { uneven: true })).toEqual([{ a: '1' }]);
  });

  it('is refused when a row is too long', async () => {
    await expect(rows(`a\n${'x'.repeat(50)}\n`, { maxRowLength: 20 })).rejects.toMatchObject({
      code: 'REQUEST_FILE_MALFORMED',
    });
  });

  it('can not reach the prototype', async () => {
    const [row] = await rows('__proto__,constructor\nx,y\n');

    expect(({} as Record<string, unknown>).x).toBeUndefined();
    expect(Object.getPrototypeOf(row)).toBe(Object.prototype);
  });

  it('passes on what the source fails with', async () => {
    const file = storedContent(
      { id: 'f', name: 'f', mime: 'text/csv', fetch: '/f' },
      async function* () {
        yield Buffer.from('a\n');
        throw new Error('cut off');
      },
    );

    await expect(all(file.csv())).rejects.toThrow('cut off');
  });

  it('stops reading the source when the handler has enough', async () => {
    let isClosed = false;
    const file = storedContent(
      { id: 'f', name: 'f', mime: 'text/csv', fetch: '/f' },
      async function* () {
        try {
          yield Buffer.from('a\n');
          for (;;) yield Buffer.from('b\n'.repeat(1_000));
        } finally {
          isClosed = true;
        }
      },
    );

    for await (const _row of file.csv()) break;
    await new Promise(resolve => setImmediate(resolve));

    expect(isClosed).toBe(true);
  });
});

describe('the JSON in a file', () => {
  it('is parsed as a whole', async () => {
    expect(await fileOf('{"a":', '[1]}').json()).toEqual({ a: [1] });
  });

  it('is parsed line by line', async () => {
    expect(await all(fileOf('{"a":1}\n\n  \n2\n').ndjson())).toEqual([{ a: 1 }, 2]);
  });

  it.each([
    ['text', 'secret'],
    ['compressed bytes', gzipSync('{}')],
    ['nothing', ''],
  ])('is refused when it is %s, without showing it', async (_what, content) => {
    const error: unknown = await fileOf(content)
      .json()
      .catch((thrown: unknown) => thrown);

    expect(error).toMatchObject({
      code: 'REQUEST_FILE_MALFORMED',
      message: "f.txt can't be read: it is no JSON",
    });
  });

  it('is refused with the line that is wrong', async () => {
    await expect(all(fileOf('1\n{\n').ndjson())).rejects.toMatchObject({ details: { line: 2 } });
  });
});

describe('the bundle in a file', () => {
  it('is read object by object', async () => {
    const objects = [{ type: 'malware', id: 'malware--1' }];

    expect(await all(fileOf(JSON.stringify({ type: 'bundle', objects })).stix())).toEqual(objects);
  });

  it('is refused when it is none', async () => {
    await expect(all(fileOf('[]').stix())).rejects.toMatchObject({
      code: 'BUNDLE_STREAM_MALFORMED',
    });
  });
});
