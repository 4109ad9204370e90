import fc from 'fast-check';
import type { HttpError } from '../../../../src/errors/index.js';
import type { CsvReadOptions } from '../../../../src/http/index.js';
import { allOf, bodyOf, inPieces, untilFailure } from '../../../support/body-of.js';

const rows = (text: string | Uint8Array, options?: CsvReadOptions): Promise<unknown[]> =>
  allOf(bodyOf(text).csv(options));
const cells = (text: string, options: CsvReadOptions = {}): Promise<unknown[]> =>
  rows(text, { columns: false, uneven: true, ...options });

/** What was read, and the lines that were left out. */
const readAll = async (text: string, options: CsvReadOptions = {}) => {
  const errors: HttpError[] = [];
  const given = await rows(text, { ...options, onMalformed: error => errors.push(error) });
  const left = errors.map(
    ({ details }) => `${String(details['place'])}: ${String(details['reason'])}`,
  );

  return { given, left };
};

describe('csv', () => {
  it('gives rows by the names in the first one', async () => {
    await expect(rows('id,name\n1,a\n2,b\n')).resolves.toEqual([
      { id: '1', name: 'a' },
      { id: '2', name: 'b' },
    ]);
  });

  it('takes names from a list', async () => {
    await expect(rows('1,a\n', { columns: ['id', 'name'] })).resolves.toEqual([
      { id: '1', name: 'a' },
    ]);
  });

  it.each<[string, string, CsvReadOptions, string[][]]>([
    ['quotes', '"a","b,c","d""e"', {}, [['a', 'b,c', 'd"e']]],
    [
      'line ends in quotes',
      '"a\nb",c\nd,e',
      {},
      [
        ['a\nb', 'c'],
        ['d', 'e'],
      ],
    ],
    [
      'carriage returns',
      'a,b\r\n"c\r\nd",e\r\n',
      {},
      [
        ['a', 'b'],
        ['c\r\nd', 'e'],
      ],
    ],
    ['empty cells', ',"",\n', {}, [['', '', '']]],
    ['empty lines', 'a\n\n\r\nb\n', {}, [['a'], ['b']]],
    ['no line end at the end', 'a,b', {}, [['a', 'b']]],
    ['blanks around quotes', '"a", "b" ,"c"', {}, [['a', 'b', 'c']]],
    ['blanks', ' a , b ', {}, [[' a ', ' b ']]],
    ['blanks that are to be left out', ' a , "b " ,c', { trim: true }, [['a', 'b ', 'c']]],
    ['another delimiter', 'a;"b;c"', { delimiter: ';' }, [['a', 'b;c']]],
    [
      'a delimiter of several characters',
      'a||"b||c"||d',
      { delimiter: '||' },
      [['a', 'b||c', 'd']],
    ],
    ['another quote', "'a,b','c''d'", { quote: "'" }, [['a,b', "c'd"]]],
    ['no quotes at all', '5" disk,"x', { quote: false }, [['5" disk', '"x']]],
    ['escapes', '"a\\"b","c\\\\",d', { escape: '\\' }, [['a"b', 'c\\', 'd']]],
    ['comments', '# by "x\na\n#b\nc', { comment: '#' }, [['a'], ['c']]],
    ['a hash inside', '"a\n#b"', { comment: '#' }, [['a\n#b']]],
    ['a byte order mark', '\uFEFFa,b', {}, [['a', 'b']]],
  ])('reads %s', async (_what, text, options, expected) => {
    await expect(cells(text, options)).resolves.toEqual(expected);
  });

  it('gives back what was written, wherever the chunks end', async () => {
    const cell = fc.oneof(fc.string(), fc.stringMatching(/^[",\n\r a]{0,6}$/));
    const table = fc.array(fc.tuple(cell, cell, cell), { maxLength: 6 });
    await fc.assert(
      fc.asyncProperty(table, fc.integer({ min: 1, max: 9 }), async (written, size) => {
        const quoted = (text: string): string => `"${text.replaceAll('"', '""')}"`;
        const text = written.map(row => row.map(quoted).join(',')).join('\n');

        const given = await allOf(
          bodyOf(inPieces(Buffer.from(text), size)).csv({ columns: false }),
        );

        expect(given).toEqual(written);
      }),
      { numRuns: 300 },
    );
  });

  it('loses one line to a quote that is never closed', async () => {
    const { given, left } = await readAll('id,name\n1,a\n2,"b\n3,c\n4,"d"\n5,e\n');

    expect(given).toEqual([
      { id: '1', name: 'a' },
      { id: '3', name: 'c' },
      { id: '4', name: 'd' },
      { id: '5', name: 'e' },
    ]);
    expect(left).toEqual(['line 3: a quote is not closed']);
  });

  it('holds no more of such a row than a row may be long', async () => {
    const many = '1,a\n'.repeat(100);

    const { given, left } = await readAll(`id,name\n0,"x\n${many}`, { maxItemBytes: 50 });

    expect(given).toHaveLength(100);
    expect(left).toEqual(['line 2: a quote is not closed']);
  });

  it('loses no more than the lines with quotes where they can not be', async () => {
    const { given, left } = await readAll('id,name\n1,5" disk\n2,b\n3,"c"d\n4,d\n5,6" x\n6,f');

    expect(given).toEqual([2, 4, 6].map(id => ({ id: String(id), name: 'xxbxdxf'[id] })));
    expect(left).toHaveLength(3);
  });

  it('reports a row with too many or too few cells, and goes on', async () => {
    const { given, left } = await readAll('id,name\n1\n2,b\n3,c,d\n');

    expect(given).toEqual([{ id: '2', name: 'b' }]);
    expect(left).toEqual([
      'line 2: it has 1 cells for 2 columns',
      'line 4: it has 3 cells for 2 columns',
    ]);
  });

  it('takes such rows as they are when told to', async () => {
    await expect(rows('id,name\n1\n3,c,d\n', { uneven: true })).resolves.toEqual([
      { id: '1' },
      { id: '3', name: 'c' },
    ]);
  });

  it('leaves out a row that is too long', async () => {
    const long = 'x'.repeat(2_000);

    const { given, left } = await readAll(`id\n1\n${long}\n2\n`, { maxItemBytes: 1_000 });

    expect(given).toEqual([{ id: '1' }, { id: '2' }]);
    expect(left).toEqual(['line 3: longer than 1000 bytes']);
  });

  it.each<[string, string, CsvReadOptions, string]>([
    ['nothing', '', {}, 'HTTP_TRUNCATED'],
    ['comments alone', '# a\n', { comment: '#' }, 'HTTP_TRUNCATED'],
    ['two columns of one name', 'a,a\n1,2', {}, 'HTTP_FEED_MALFORMED'],
    ['names that can not be read', '"a"b,c\n1,2', {}, 'HTTP_FEED_MALFORMED'],
    ['a page in place of a table', 'a,b\n<p>\n<p>\n', {}, 'HTTP_FEED_MALFORMED'],
  ])('fails on %s', async (_what, text, options, code) => {
    await expect(rows(text, options)).rejects.toMatchObject({ code });
  });

  it.each([
    ['windows-1252', Buffer.from('n\nZo\u00EB\n', 'latin1'), 'Zoë'],
    ['utf-16le', Buffer.from('\uFEFFn\nZo\u00EB \u0A0A\n', 'utf16le'), 'Zoë \u0A0A'],
    ['utf-8', Buffer.from('n\nZo\u00EB\n'), 'Zoë'],
  ])('reads %s', async (encoding, bytes, expected) => {
    await expect(rows(bytes, { encoding })).resolves.toEqual([{ n: expected }]);
  });

  it('refuses an encoding that nobody knows', () => {
    expect(() => bodyOf('a').csv({ encoding: 'utf-9' })).toThrow(
      expect.objectContaining({ code: 'HTTP_OPTION' }),
    );
  });

  it('makes no prototype of a column', async () => {
    const [row] = await rows('__proto__,constructor\nx,y\n');

    expect(Object.getPrototypeOf(row)).toBe(Object.prototype);
    expect(Object.entries(row as object)).toEqual([
      ['__proto__', 'x'],
      ['constructor', 'y'],
    ]);
  });

  it('reads a million rows without running ahead or holding them', async () => {
    const BLOCK = 1_000;
    let made = 0;
    function* million(): Generator<string> {
      yield 'id,name\n';
      while (made < 1_000_000) {
        const first = made;
        made += BLOCK;
        yield Array.from({ length: BLOCK }, (_, at) => `${first + at},"a, b"\n`).join('');
      }
    }
    let taken = 0;
    let mostAhead = 0;

    for await (const row of bodyOf(million()).csv<{ id: string }>()) {
      taken += 1;
      mostAhead = Math.max(mostAhead, made - taken);
      if (row.id !== String(taken - 1)) throw new Error(`row ${taken} is ${row.id}`);
    }

    expect(taken).toBe(1_000_000);
    expect(mostAhead).toBeLessThan(BLOCK);
  });

  it('is done with a table full of open quotes in a bounded time', async () => {
    const text = `id,name\n${'1,"x\n2,y\n'.repeat(400)}`;

    const { error } = await untilFailure(bodyOf(text).csv({ maxMalformed: 100 }));

    expect(error).toMatchObject({ code: 'HTTP_FEED_MALFORMED' });
  });
});
