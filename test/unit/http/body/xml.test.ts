import type { HttpError } from '../../../../src/errors/index.js';
import type { XmlReadOptions } from '../../../../src/http/index.js';
import { allOf, bodyOf, inPieces, untilFailure } from '../../../support/body-of.js';

const elements = (text: string | Uint8Array, options?: XmlReadOptions) =>
  allOf(bodyOf(text).xml('item', options));
const texts = async (text: string | Uint8Array, options?: XmlReadOptions): Promise<string[]> =>
  (await elements(text, options)).map(element => element.text);

/** What was read, and what was left out. */
const readAll = async (text: string, options: XmlReadOptions = {}) => {
  const errors: HttpError[] = [];
  const given = await texts(text, { ...options, onMalformed: error => errors.push(error) });

  return { given, left: errors.map(({ details }) => details) };
};

describe('xml', () => {
  it('gives the elements of a name, wherever they are', async () => {
    const text =
      '<r><item>1</item><x><y:item xmlns:y="u">2</y:item></x><other>3</other><item/></r>';

    await expect(texts(text)).resolves.toEqual(['1', '2', '']);
  });

  it('gives an element with all that is in it', async () => {
    const [item] = await elements(
      `<r xmlns:dc="http://dc/"><item id="7" dc:lang="en"><title>A &amp; <b>B</b>&#33;</title>
       <dc:creator>me</dc:creator><creator>you</creator><item>inner</item></item></r>`,
    );

    expect(item?.attributes).toEqual({ id: '7', 'dc:lang': 'en' });
    expect(item?.textOf('title')).toBe('A & B!');
    expect(item?.textOf('creator')).toBe('me');
    expect(item?.all('creator').map(({ namespace }) => namespace)).toEqual(['http://dc/', '']);
    expect(item?.textOf('creator', '')).toBe('you');
    expect(item?.child('item')?.text).toBe('inner');
    expect(item?.textOf('missing')).toBeUndefined();
    expect(item?.children.map(({ name }) => name)).toEqual(['title', 'creator', 'creator', 'item']);
  });

  it('reads text as it is in CDATA', async () => {
    await expect(texts('<r><item><![CDATA[<p>&amp;</p>]]> x</item></r>')).resolves.toEqual([
      '<p>&amp;</p> x',
    ]);
  });

  it('knows the entities of HTML that feeds use', async () => {
    await expect(texts('<r><item>a&nbsp;&eacute;&hellip;</item></r>')).resolves.toEqual([
      'a\u00A0é…',
    ]);
  });

  it('gives the same wherever the chunks end', async () => {
    const text = '<?xml version="1.0"?><r><item a="é">😀 &lt;</item><item>x</item></r>';

    for (let size = 1; size < 20; size++) {
      const given = await allOf(bodyOf(inPieces(Buffer.from(text), size)).xml(['item']));
      expect(given.map(element => element.text)).toEqual(['😀 <', 'x']);
      expect(given[0]?.attributes['a']).toBe('é');
    }
  });

  it.each([
    [
      'that it declares',
      Buffer.from(
        '<?xml version="1.0" encoding="ISO-8859-1"?><r><item>Zo\u00EB</item></r>',
        'latin1',
      ),
      {},
    ],
    ['that it is marked with', Buffer.from('\uFEFF<r><item>Zo\u00EB</item></r>', 'utf16le'), {}],
    [
      'that it is read with',
      Buffer.from('<r><item>Zo\u00EB</item></r>', 'latin1'),
      { encoding: 'latin1' },
    ],
    ['of most', Buffer.from('\uFEFF<?xml version="1.0"?><r><item>Zo\u00EB</item></r>'), {}],
  ])('is read in the encoding %s', async (_what, bytes, options) => {
    await expect(texts(bytes, options)).resolves.toEqual(['Zoë']);
  });

  it('reads no further than it is asked to', async () => {
    let chunks = 0;
    function* endless(): Generator<string> {
      yield '<r>';
      for (;;) {
        chunks += 1;
        yield '<item>x</item>'.repeat(1_000);
      }
    }
    let taken = 0;

    for await (const _ of bodyOf(endless()).xml('item')) if (++taken === 5_000) break;

    expect(chunks).toBeLessThanOrEqual(6);
  });

  it('reports an item that is malformed with its place, and goes on', async () => {
    const { given, left } = await readAll(
      '<r>\n<item>1</item>\n<item><b>2</item>\n<item>&bogus;</item>\n<item a=1>4</item>\n<item>5</item></r>',
    );

    expect(given).toEqual(['1', '5']);
    expect(left).toMatchObject([
      { place: 'item 2, line 3', reason: 'unexpected close tag.' },
      { place: 'item 3, line 4', reason: 'undefined entity.' },
      { place: 'item 4, line 5', reason: 'unquoted attribute value.' },
    ]);
  });

  it('leaves out an item that is too large, and goes on', async () => {
    const { given, left } = await readAll(
      `<r><item>1</item><item>${'<b>xxxxxxxxx</b>'.repeat(1_000)}</item><item>3</item></r>`,
      { maxItemBytes: 2_000 },
    );

    expect(given).toEqual(['1', '3']);
    expect(left).toMatchObject([{ reason: 'it is larger than 2000 characters' }]);
  });

  it.each([
    ['a text', `<r>${'x'.repeat(5_000)}`],
    ['an attribute', `<r a="${'x'.repeat(5_000)}"/>`],
    ['a name', `<${'x'.repeat(5_000)}/>`],
    ['a comment', `<r><!--${'x'.repeat(5_000)}`],
  ])('fails on %s without an end', async (_what, text) => {
    const chunks = inPieces(Buffer.from(text), 100);

    await expect(allOf(bodyOf(chunks).xml('item', { maxItemBytes: 1_000 }))).rejects.toMatchObject({
      code: 'HTTP_FEED_MALFORMED',
    });
  });

  it('fails on elements that are nested without end', async () => {
    await expect(texts('<a>'.repeat(100_000))).rejects.toMatchObject({
      code: 'HTTP_FEED_MALFORMED',
      message: expect.stringContaining('nested more than 256 deep'),
    });
  });

  it.each([
    [
      'a bomb of entities',
      '<!DOCTYPE r [<!ENTITY a "x"><!ENTITY b "&a;&a;&a;">]><r><item>&b;</item></r>',
    ],
    [
      'a file of ours',
      '<!DOCTYPE r [<!ENTITY f SYSTEM "file:///etc/passwd">]><r><item>&f;</item></r>',
    ],
  ])('refuses %s', async (_what, text) => {
    const { given, error } = await untilFailure(bodyOf(text).xml('item'));

    expect(given).toEqual([]);
    expect(error).toMatchObject({
      code: 'HTTP_FEED_MALFORMED',
      message: expect.stringContaining('declares entities'),
    });
  });

  it('does not mind a document type without entities', async () => {
    const text =
      '<!DOCTYPE rss PUBLIC "-//N//DTD RSS 0.91//EN" "http://x/rss.dtd"><r><item>1</item></r>';

    await expect(texts(text)).resolves.toEqual(['1']);
  });

  it.each(['constructor', '__proto__', 'toString'])('takes &%s; for no entity', async name => {
    const { given, left } = await readAll(`<r><item>1</item><item>&${name};</item></r>`);

    expect(given).toEqual(['1']);
    expect(left).toHaveLength(1);
  });

  it('makes no prototype of an attribute', async () => {
    const [item] = await elements('<r><item __proto__="x" constructor="y"/></r>');

    expect(Object.entries(item?.attributes ?? {})).toEqual([
      ['__proto__', 'x'],
      ['constructor', 'y'],
    ]);
  });

  it('may hold no item', async () => {
    await expect(texts('<rss><channel><title>t</title></channel></rss>')).resolves.toEqual([]);
  });

  it.each([
    ['cut', '<r><item>1</item><item>2', 'HTTP_TRUNCATED'],
    ['cut between items', '<r><item>1</item>', 'HTTP_TRUNCATED'],
    ['empty', '', 'HTTP_TRUNCATED'],
    [
      'an HTML page',
      '<!DOCTYPE html><html><body><br><p>Sign in</body></html>',
      'HTTP_FEED_MALFORMED',
    ],
    ['JSON', '{"error": "no"}', 'HTTP_FEED_MALFORMED'],
    ['text', 'Too many requests', 'HTTP_FEED_MALFORMED'],
    [
      'in no known encoding',
      '<?xml version="1.0" encoding="ebcdic-x"?><r/>',
      'HTTP_FEED_MALFORMED',
    ],
  ])('fails on a document that is %s', async (_what, text, code) => {
    await expect(texts(text)).rejects.toMatchObject({ code });
  });

  it('gives what came before the cut', async () => {
    const { given } = await untilFailure(bodyOf('<r><item>1</item><item>2').xml('item'));

    expect(given.map(({ text }) => text)).toEqual(['1']);
  });
});
