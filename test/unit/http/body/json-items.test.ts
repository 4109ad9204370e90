import fc from 'fast-check';
import type { HttpError } from '../../../../src/errors/index.js';
import type { JsonPath, ReadOptions } from '../../../../src/http/index.js';
import { allOf, bodyOf, inPieces, untilFailure } from '../../../support/body-of.js';
import { RecordingLog } from '../../../support/recording-log.js';

const items = (text: string, path?: JsonPath, options?: ReadOptions): Promise<unknown[]> =>
  allOf(bodyOf(text).jsonItems(path, options));

describe('jsonItems', () => {
  it.each<[string, string, JsonPath | undefined, unknown[]]>([
    ['a list', '[1, "two", null, {"a": [3]}, [4]]', undefined, [1, 'two', null, { a: [3] }, [4]]],
    ['an empty list', ' [ ] ', undefined, []],
    ['a list in an object', '{"x": {"y": [9]}, "data": [1, 2]}', 'data', [1, 2]],
    ['a list deep inside', '{"a": {"b": {"c": [1]}}}', 'a.b.c', [1]],
    ['a list behind a name with dots', '{"a.b": [1]}', ['a.b'], [1]],
    ['lists of several members', '{"a": {"x": [1]}, "b": {"x": [2]}, "c": 3}', '*.x', [1, 2]],
    ['lists of several items', '[{"x": [1]}, {"y": [9]}, {"x": [2]}]', '*.x', [1, 2]],
    ['lists in lists', '{"r": [{"E": [1, 2]}, {"E": [3]}]}', 'r.*.E', [1, 2, 3]],
    ['an empty list written as null', '{"data": null}', 'data', []],
    ['a name that is escaped', '{"d\\u0061ta": [1]}', 'data', [1]],
    ['a document with a byte order mark', '\uFEFF[1]', undefined, [1]],
    ['braces and quotes in texts', '["a]}\\"[{", "\\\\"]', undefined, ['a]}"[{', '\\']],
    ['text outside of ASCII', '["é", "😀", "\\ud83d\\ude00"]', undefined, ['é', '😀', '😀']],
  ])('finds the items of %s', async (_what, text, path, expected) => {
    await expect(items(text, path)).resolves.toEqual(expected);
  });

  it('gives the same as JSON.parse, wherever the chunks end', async () => {
    const value = fc.array(fc.jsonValue(), { maxLength: 5 });
    await fc.assert(
      fc.asyncProperty(
        value,
        fc.integer({ min: 1, max: 7 }),
        fc.boolean(),
        async (list, size, isSpaced) => {
          const text = JSON.stringify(
            { skipped: list, data: list, more: 1 },
            null,
            isSpaced ? 2 : 0,
          );
          const chunks = inPieces(Buffer.from(text), size);

          const given = await allOf(bodyOf(chunks).jsonItems('data'));

          expect(given).toEqual((JSON.parse(text) as { data: unknown[] }).data);
        },
      ),
      { numRuns: 200 },
    );
  });

  it('reads no further than it is asked to', async () => {
    let chunks = 0;
    function* endless(): Generator<string> {
      yield '[0';
      for (;;) {
        chunks += 1;
        yield `,${chunks}`.repeat(1_000);
      }
    }
    let taken = 0;

    for await (const _ of bodyOf(endless()).jsonItems()) if (++taken === 10_000) break;

    expect(chunks).toBeLessThanOrEqual(11);
  });

  it('reports a malformed item with its place, and goes on', async () => {
    const errors: HttpError[] = [];

    const given = await items('{"data": [{"a": 1}, {"a": tru}, {"a": 3}]}', 'data', {
      onMalformed: error => errors.push(error),
    });

    expect(given).toEqual([{ a: 1 }, { a: 3 }]);
    expect(errors).toMatchObject([
      { code: 'HTTP_ITEM_MALFORMED', recovery: 'skip', details: { place: 'item 2, byte 20' } },
    ]);
  });

  it('leaves out an item that is too large, without holding it, and goes on', async () => {
    const errors: HttpError[] = [];
    const large = JSON.stringify('x'.repeat(5_000));

    const given = await items(`[1, ${large}, 2]`, '', {
      maxItemBytes: 1_000,
      onMalformed: error => errors.push(error),
    });

    expect(given).toEqual([1, 2]);
    expect(errors[0]?.message).toContain('larger than 1000 bytes');
  });

  it('leaves out an item that is nested too deeply', async () => {
    const deep = `${'['.repeat(100_000)}${']'.repeat(100_000)}`;

    await expect(items(`[1, ${deep}, 2]`)).resolves.toEqual([1, 2]);
  });

  it('warns of malformed items when nobody else is told', async () => {
    const log = new RecordingLog();

    await allOf(bodyOf('[1, x, 2]', { log }).jsonItems());

    expect(log.at('warn')).toEqual(['malformed item left out', 'body read, with malformed items']);
  });

  it.each([
    ['nothing but malformed items', '[x, y]', {}, /none of its 2 items/],
    ['too many malformed items', '[1, x, y, z]', { maxMalformed: 2 }, /more than 2 items/],
  ])('fails on %s', async (_what, text, options, said) => {
    await expect(items(text, '', options)).rejects.toMatchObject({
      code: 'HTTP_FEED_MALFORMED',
      message: expect.stringMatching(said),
    });
  });

  it('fails on more items than allowed, once those are given', async () => {
    const { given, error } = await untilFailure(bodyOf('[1,2,3]').jsonItems('', { maxItems: 2 }));

    expect(given).toEqual([1, 2]);
    expect(error).toMatchObject({ code: 'HTTP_TOO_MANY_ITEMS' });
  });

  it.each<[string, string, string, string]>([
    ['cut in a list', '[1, 2', '', 'HTTP_TRUNCATED'],
    ['cut in an item', '[1, {"a": "', '', 'HTTP_TRUNCATED'],
    ['cut behind the list', '{"data": [1], "x"', 'data', 'HTTP_TRUNCATED'],
    ['empty', '', '', 'HTTP_TRUNCATED'],
    ['blank', ' \n', '', 'HTTP_TRUNCATED'],
    ['an HTML page', '<html><body>[1]</body></html>', '', 'HTTP_FEED_MALFORMED'],
    ['text', 'Too many requests', '', 'HTTP_FEED_MALFORMED'],
    ['an object in place of a list', '{"error": "no"}', '', 'HTTP_FEED_MALFORMED'],
    ['something else at the path', '{"data": {"error": 1}}', 'data', 'HTTP_FEED_MALFORMED'],
    ['without the path', '{"error": "no"}', 'data', 'HTTP_FEED_MALFORMED'],
    ['without a comma', '[1 2]', '', 'HTTP_FEED_MALFORMED'],
    ['with a comma too many', '[1,,2]', '', 'HTTP_FEED_MALFORMED'],
    ['with a comma at the end', '[1,]', '', 'HTTP_FEED_MALFORMED'],
    ['two documents', '[1][2]', '', 'HTTP_FEED_MALFORMED'],
    ['with a bracket too many', '[1]]', '', 'HTTP_FEED_MALFORMED'],
    ['with the wrong bracket', '[1}', '', 'HTTP_FEED_MALFORMED'],
    ['with a name that is no text', '{1: [2]}', 'data', 'HTTP_FEED_MALFORMED'],
    ['with a name without a value', '{"data"}', 'data', 'HTTP_FEED_MALFORMED'],
  ])('fails on a document that is %s', async (_what, text, path, code) => {
    await expect(items(text, path)).rejects.toMatchObject({ code, recovery: 'retry' });
  });

  it('tells where a document stops being JSON, without its address in full', async () => {
    await expect(items('{"data": [1 2]}', 'data')).rejects.toMatchObject({
      message:
        'The answer of https://source.example/feed can\'t be read as JSON (byte 12): expected "," or an end',
    });
  });

  it('makes no prototype of a member', async () => {
    const [item] = await items('[{"__proto__": {"polluted": true}}]');

    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
    expect(Object.keys(item as object)).toEqual(['__proto__']);
  });
});

describe('jsonEntries', () => {
  it('gives the members of an object, each with its name', async () => {
    const text = '{"meta": 1, "data": {"a": 1, "b\\n": {"c": 2}}}';

    await expect(allOf(bodyOf(text).jsonEntries('data'))).resolves.toEqual([
      ['a', 1],
      ['b\n', { c: 2 }],
    ]);
  });

  it('gives those of the document itself', async () => {
    await expect(allOf(bodyOf('{"a": 1, "__proto__": 2}').jsonEntries())).resolves.toEqual([
      ['a', 1],
      ['__proto__', 2],
    ]);
  });

  it('fails on a list', async () => {
    await expect(allOf(bodyOf('[1]').jsonEntries())).rejects.toMatchObject({
      code: 'HTTP_FEED_MALFORMED',
      message: expect.stringContaining('expected an object'),
    });
  });
});
