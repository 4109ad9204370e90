import * as fc from 'fast-check';
import { HttpError } from '../../../src/errors/index.js';
import { parseJson } from '../../../src/http/parse-json.js';

const url = 'https://feed.example/v1';

function failureOf(text: string): HttpError {
  try {
    parseJson(text, url);
  } catch (error) {
    return error as HttpError;
  }
  throw new Error('it parsed');
}

describe('parseJson', () => {
  it('parses what is JSON', () => {
    fc.assert(
      fc.property(fc.json(), text => {
        expect(parseJson(text, url)).toEqual(JSON.parse(text));
      }),
    );
  });

  it('tells an HTML page from broken JSON', () => {
    const error = failureOf('\n<!doctype html><title>Sign in</title>');

    expect(error.code).toBe('HTTP_NOT_JSON');
    expect(error.details).toMatchObject({
      looksLike: 'HTML',
      start: expect.stringContaining('Sign in'),
    });
  });

  it.each(['{"data": [1, 2', '{"data": "abc', '["a",', '{"a"', '{'])(
    'sees that %j is cut',
    text => {
      expect(failureOf(text).details).toMatchObject({
        looksLike: 'cut JSON',
        position: text.length,
      });
    },
  );

  it.each([
    ['between two values', '{"a": 1 "b": 2}', 8],
    ['in a short text', '{"a": #}', 6],
    ['near the beginning of a long text', `{"a": #, "list": [${'1, '.repeat(200)}2]}`, 6],
    ['in the middle of a long text', `{"list": [${'1, '.repeat(200)}#${', 2'.repeat(200)}]}`, 610],
    ['near the end of a long text', `{"list": [${'1, '.repeat(200)}#]}`, 610],
  ])('says where the syntax breaks, %s', (_where, text, position) => {
    expect(failureOf(text).details['position']).toBe(position);
  });

  it('names no position when it can not tell', () => {
    expect(failureOf('{"#": #}').details['position']).toBeUndefined();
  });

  it('calls an empty body empty', () => {
    expect(failureOf('  \n').message).toContain('it is empty');
  });

  it('shows the first 80 characters and no more', () => {
    const error = failureOf(`x${'y'.repeat(1_000)}`);

    expect(error.details['start']).toHaveLength(80);
  });

  it('always ends in HTTP_NOT_JSON for what is not JSON', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), text => {
        const isJson = (() => {
          try {
            JSON.parse(text);
            return true;
          } catch {
            return false;
          }
        })();
        fc.pre(!isJson);

        expect(failureOf(text).code).toBe('HTTP_NOT_JSON');
      }),
    );
  });
});
