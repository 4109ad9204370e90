import { readMultipart, UnreadableBody } from '../../../../src/sandbox/http/multipart-body.js';

const TYPE = 'multipart/form-data; boundary=XX';

function body(...parts: [headers: string, content: string | Buffer][]): Buffer {
  const chunks = parts.flatMap(([headers, content]) => [
    Buffer.from(`--XX\r\n${headers}\r\n\r\n`),
    Buffer.from(content as string),
    Buffer.from('\r\n'),
  ]);

  return Buffer.concat([...chunks, Buffer.from('--XX--\r\n')]);
}

describe('readMultipart', () => {
  it('reads fields and files, to the byte', () => {
    const bytes = Buffer.from([0, 13, 10, 45, 45, 255, 13, 10]);

    const parts = readMultipart(
      body(
        ['Content-Disposition: form-data; name="map"', '{}'],
        ['content-disposition: form-data; name="0"; filename="a.bin"\r\nContent-Type: x/y', bytes],
      ),
      TYPE,
    );

    expect(parts).toEqual([
      { name: 'map', fileName: undefined, bytes: Buffer.from('{}') },
      { name: '0', fileName: 'a.bin', bytes },
    ]);
  });

  it.each([
    ['in quotes', 'filename="naïve name.txt"', 'naïve name.txt'],
    ['without quotes', 'filename=plain.txt', 'plain.txt'],
    ['with quotes inside', 'filename="a\\"b%22.txt"', 'a"b".txt'],
    ['written at length', "filename*=UTF-8''na%C3%AFve.txt", 'naïve.txt'],
    ['written at length, badly', 'filename="ok.txt"; filename*=UTF-8\'\'%zz', 'ok.txt'],
    ['that is empty', 'filename=""', ''],
  ])('reads a file name %s', (_what, parameter, expected) => {
    const [part] = readMultipart(
      body([`Content-Disposition: form-data; name="0"; ${parameter}`, 'x']),
      TYPE,
    );

    expect(part?.fileName).toBe(expected);
  });

  it('takes a boundary in quotes, and what comes before and after', () => {
    const text = Buffer.concat([
      Buffer.from('before\r\n'),
      body(['Content-Disposition: form-data; name="a"', 'x']),
    ]);

    expect(readMultipart(text, 'multipart/form-data; boundary="XX"')).toHaveLength(1);
  });

  it.each([
    ['no boundary', body(), 'multipart/form-data'],
    ['another boundary', body(['Content-Disposition: form-data; name="a"', 'x']), `${TYPE}Y`],
    ['nothing', Buffer.alloc(0), TYPE],
    ['no end', Buffer.from('--XX\r\nContent-Disposition: form-data; name="a"\r\n\r\nx'), TYPE],
    ['a part without headers', Buffer.from('--XX\r\nx\r\n--XX--'), TYPE],
    ['a part without a name', body(['Content-Disposition: form-data', 'x']), TYPE],
    [
      'too many parts',
      body(
        ...Array.from({ length: 1_001 }, (): [string, string] => [
          'Content-Disposition: form-data; name="a"',
          '',
        ]),
      ),
      TYPE,
    ],
  ])('refuses %s', (_what, bytes, type) => {
    expect(() => readMultipart(bytes, type)).toThrow(UnreadableBody);
  });
});
