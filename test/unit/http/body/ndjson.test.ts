import type { HttpError } from '../../../../src/errors/index.js';
import { allOf, bodyOf, inPieces } from '../../../support/body-of.js';

describe('ndjson', () => {
  it('gives a value a line, and leaves out empty lines', async () => {
    await expect(allOf(bodyOf('{"a":1}\n\n[2]\r\n "x" \nnull').ndjson())).resolves.toEqual([
      { a: 1 },
      [2],
      'x',
      null,
    ]);
  });

  it('gives the same wherever the chunks end', async () => {
    const text = '{"a":"é"}\n{"a":"😀"}\n';

    for (let size = 1; size < 12; size++) {
      const chunks = inPieces(Buffer.from(text), size);
      await expect(allOf(bodyOf(chunks).ndjson())).resolves.toEqual([{ a: 'é' }, { a: '😀' }]);
    }
  });

  it('reports what can not be read with its line, and goes on', async () => {
    const errors: HttpError[] = [];
    const long = JSON.stringify('x'.repeat(100));

    const given = await allOf(
      bodyOf(`1\n{"a":\n${long}\n2\n{"cut`).ndjson({
        maxItemBytes: 50,
        onMalformed: error => errors.push(error),
      }),
    );

    expect(given).toEqual([1, 2]);
    expect(errors.map(({ details }) => details['place'])).toEqual(['line 2', 'line 3', 'line 5']);
  });

  it('holds nothing of a line that is too long', async () => {
    function* endless(): Generator<string> {
      yield '1\n';
      for (let chunk = 0; chunk < 1_000; chunk++) yield 'x'.repeat(1_000);
      yield '\n2\n';
    }

    await expect(allOf(bodyOf(endless()).ndjson({ maxItemBytes: 2_000 }))).resolves.toEqual([1, 2]);
  });

  it('fails on a page in place of it', async () => {
    await expect(allOf(bodyOf('<html>\n</html>\n').ndjson())).rejects.toMatchObject({
      code: 'HTTP_FEED_MALFORMED',
    });
  });

  it('ends with what the reader of malformed items throws', async () => {
    const onMalformed = (error: HttpError): void => {
      throw error;
    };

    await expect(allOf(bodyOf('1\nx\n2').ndjson({ onMalformed }))).rejects.toMatchObject({
      code: 'HTTP_ITEM_MALFORMED',
    });
  });
});
