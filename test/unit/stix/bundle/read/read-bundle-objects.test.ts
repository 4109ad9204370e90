import fc from 'fast-check';
import type { BundleError } from '../../../../../src/errors/index.js';
import {
  readBundleObjects,
  type BundleSource,
  type ReadBundleOptions,
  type StixObject,
} from '../../../../../src/stix/index.js';

const MALWARE = { type: 'malware', id: 'malware--1', name: 'Émotet 🐴 "x" \\ ]}' };
const NOTE = { type: 'note', id: 'note--2', content: [{ deep: [1, -2.5e3, true, null] }] };
const TEXT = JSON.stringify({ type: 'bundle', id: 'bundle--1', objects: [MALWARE, NOTE] });

async function read(source: BundleSource, options?: ReadBundleOptions): Promise<StixObject[]> {
  const objects: StixObject[] = [];
  for await (const object of readBundleObjects(source, options)) objects.push(object);

  return objects;
}

async function failure(source: BundleSource, options?: ReadBundleOptions): Promise<unknown> {
  return read(source, options).catch((error: unknown) => error);
}

function withObjects(objects: string): string {
  return `{"type":"bundle","objects":[${objects}]}`;
}

describe('readBundleObjects', () => {
  it.each([
    ['text', TEXT],
    ['bytes', Buffer.from(TEXT)],
    ['a list of chunks', [TEXT.slice(0, 40), Buffer.from(TEXT.slice(40))]],
  ])('reads the objects out of %s', async (_, source) => {
    expect(await read(source)).toEqual([MALWARE, NOTE]);
  });

  it('reads an asynchronous source, cut anywhere', async () => {
    const bytes = Buffer.from(JSON.stringify(JSON.parse(TEXT), null, 2));

    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: bytes.length }), async size => {
        async function* chunks(): AsyncGenerator<Uint8Array> {
          for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
        }

        expect(await read(chunks())).toEqual([MALWARE, NOTE]);
      }),
    );
  });

  it('keeps a character that is cut between two chunks of text', async () => {
    const at = TEXT.indexOf('🐴') + 1;

    expect(await read([TEXT.slice(0, at), TEXT.slice(at)])).toEqual([MALWARE, NOTE]);
  });

  it('keeps half a character before bytes and at the end as an unreadable one', async () => {
    const at = TEXT.indexOf('🐴') + 1;
    const [object] = await read([TEXT.slice(0, at), Buffer.from(TEXT.slice(at + 1))]);

    expect((object as unknown as { name: string }).name).toContain('Émotet \uFFFD "x"');
    expect(await failure([`${TEXT}\uD83D`])).toMatchObject({ code: 'BUNDLE_STREAM_MALFORMED' });
  });

  it('agrees with JSON.parse on any objects', async () => {
    const object = fc
      .tuple(fc.dictionary(fc.string(), fc.jsonValue()), fc.uuid())
      .map(([members, id]) => ({
        ...members,
        type: 'note',
        id: `note--${id}`,
      }));

    await fc.assert(
      fc.asyncProperty(
        fc.array(object, { maxLength: 4 }),
        fc.constantFrom(0, 2),
        async (objects, indent) => {
          const text = JSON.stringify({ x: { objects: [1] }, objects, after: 'x' }, null, indent);

          expect(await read(text)).toEqual((JSON.parse(text) as { objects: unknown }).objects);
        },
      ),
    );
  });

  it('reads over a byte order mark, blanks, and members of any kind around the objects', async () => {
    const text = `\uFEFF\r\n\t {"n":-1.5e3 , "t":true,"z":null,"s":"]}\\"","l":[{"objects":[]}],"objects" : [ ] ,"m":{}} \n`;

    expect(await read(text)).toEqual([]);
  });

  it('knows "objects" however it is spelt', async () => {
    expect(await read('{"\\u006fbjects":[{"type":"a","id":"b"}]}')).toHaveLength(1);
  });

  it('gives objects before it reads on, and closes the source when the reader leaves', async () => {
    let pulled = 0;
    let isClosed = false;
    async function* source(): AsyncGenerator<string> {
      try {
        yield '{"objects":[';
        for (;;) {
          pulled++;
          yield `{"type":"note","id":"note--${pulled}"},`;
        }
      } finally {
        isClosed = true;
      }
    }

    for await (const object of readBundleObjects(source())) if (object.id === 'note--3') break;

    expect([pulled, isClosed]).toEqual([3, true]);
  });

  it('lets an error of the source through', async () => {
    const broken = new Error('disk is gone');
    async function* source(): AsyncGenerator<string> {
      yield '{"objects":[';
      throw broken;
    }

    expect(await failure(source())).toBe(broken);
  });

  describe('names the byte where the text goes wrong', () => {
    it.each([
      ['', 0, 'BUNDLE_STREAM_TRUNCATED'],
      ['  ', 2, 'BUNDLE_STREAM_TRUNCATED'],
      ['{"objects":[', 12, 'BUNDLE_STREAM_TRUNCATED'],
      ['{"objects":[]', 13, 'BUNDLE_STREAM_TRUNCATED'],
      ['{"objects":[{"type":"é', 23, 'BUNDLE_STREAM_TRUNCATED'],
      ['{"a":12', 7, 'BUNDLE_STREAM_TRUNCATED'],
      ['[]', 0, 'BUNDLE_STREAM_MALFORMED'],
      ['"bundle"', 0, 'BUNDLE_STREAM_MALFORMED'],
      ['<html>', 0, 'BUNDLE_STREAM_MALFORMED'],
      ['{objects:[]}', 1, 'BUNDLE_STREAM_MALFORMED'],
      ['{"objects" []}', 11, 'BUNDLE_STREAM_MALFORMED'],
      ['{"objects":}', 11, 'BUNDLE_STREAM_MALFORMED'],
      ['{"a":}', 5, 'BUNDLE_STREAM_MALFORMED'],
      ['{"objects":{}}', 11, 'BUNDLE_STREAM_MALFORMED'],
      ['{"objects":null}', 11, 'BUNDLE_STREAM_MALFORMED'],
      ['{"objects":[]]', 13, 'BUNDLE_STREAM_MALFORMED'],
      ['{"objects":[],}', 14, 'BUNDLE_STREAM_MALFORMED'],
      ['{"objects":[,]}', 12, 'BUNDLE_STREAM_MALFORMED'],
      ['{"objects":[]} {}', 15, 'BUNDLE_STREAM_MALFORMED'],
      ['{"type":"bundle"}', 17, 'BUNDLE_STREAM_MALFORMED'],
      ['{}', 2, 'BUNDLE_STREAM_MALFORMED'],
      ['{"type":"report","objects":[]}', 8, 'BUNDLE_STREAM_MALFORMED'],
      ['{"type":[],"objects":[]}', 8, 'BUNDLE_STREAM_MALFORMED'],
      ['\u0000', 0, 'BUNDLE_STREAM_MALFORMED'],
    ])('in %j', async (text, offset, code) => {
      expect(await failure(text)).toMatchObject({ code, details: { offset } });
    });

    it.each([
      [withObjects('{"type":"a","id":"b"} {"type":"a","id":"b"}'), 50],
      [withObjects('{"type":"a","id":"b"},'), 50],
    ])('after the objects before it, in %j', async (text, offset) => {
      const given: StixObject[] = [];

      const error: unknown = await (async () => {
        for await (const object of readBundleObjects(text)) given.push(object);
      })().catch((thrown: unknown) => thrown);

      expect(given).toEqual([{ type: 'a', id: 'b' }]);
      expect(error).toMatchObject({ code: 'BUNDLE_STREAM_MALFORMED', details: { offset } });
    });

    it('in a chunk that is neither text nor bytes', async () => {
      const source = ['{"objects"', 5] as unknown as string[];

      expect(await failure(source)).toMatchObject({
        message: 'At byte 10 of the source, expected bytes or text.',
      });
    });
  });

  describe('sets an object aside and goes on', () => {
    const fine = JSON.stringify(NOTE);

    it.each([
      ['broken JSON', '{"type":}', 'BUNDLE_OBJECT_UNREADABLE'],
      ['a number', '5', 'BUNDLE_OBJECT_UNREADABLE'],
      ['null', 'null', 'BUNDLE_OBJECT_UNREADABLE'],
      ['a list', '[{"type":"a"}]', 'BUNDLE_OBJECT_UNREADABLE'],
      ['a text', '"note--1"', 'BUNDLE_OBJECT_UNREADABLE'],
      ['no id', '{"type":"note"}', 'BUNDLE_OBJECT_UNREADABLE'],
      ['a number for a type', '{"type":1,"id":"note--1"}', 'BUNDLE_OBJECT_UNREADABLE'],
      ['too many bytes', `{"type":"note","id":"${'x'.repeat(100)}"}`, 'BUNDLE_OBJECT_TOO_LARGE'],
      ['too much nesting', `{"a":${'['.repeat(9)}${']'.repeat(9)}}`, 'BUNDLE_OBJECT_TOO_DEEP'],
    ])('that is or has %s', async (_, hostile, code) => {
      const errors: BundleError[] = [];
      const options = {
        maxObjectBytes: 90,
        maxDepth: 5,
        onMalformed: (error: BundleError) => errors.push(error),
      };

      const objects = await read(withObjects(`${hostile},${fine}`), options);

      expect(objects).toEqual([NOTE]);
      expect(errors).toMatchObject([{ code, details: { offset: 28 } }]);
    });

    it('that is not UTF-8', async () => {
      const errors: BundleError[] = [];
      const hostile = Buffer.from('{"type":"note","id":"\u00ff"}', 'latin1');
      const source = [Buffer.from('{"objects":['), hostile, `,${fine}]}`];

      expect(await read(source, { onMalformed: error => errors.push(error) })).toEqual([NOTE]);
      expect(errors).toMatchObject([{ code: 'BUNDLE_OBJECT_UNREADABLE' }]);
    });

    it('that is so deep that parsing it recursively would fail', async () => {
      const hostile = `{"a":${'['.repeat(200_000)}${']'.repeat(200_000)}}`;
      const errors: BundleError[] = [];

      const objects = await read(withObjects(`${hostile},${fine}`), {
        onMalformed: error => errors.push(error),
      });

      expect(objects).toEqual([NOTE]);
      expect(errors.map(({ code }) => code)).toEqual(['BUNDLE_OBJECT_TOO_DEEP']);
    });

    it('but ends at the first one when nobody asks for them', async () => {
      expect(await failure(withObjects(`5,${fine}`))).toMatchObject({
        code: 'BUNDLE_OBJECT_UNREADABLE',
        details: { offset: 28 },
      });
    });
  });

  it('does not keep what it reads over', async () => {
    const long = 'x'.repeat(1_000);
    function* source(): Generator<string> {
      yield '{"padding":"';
      for (let i = 0; i < 1_000; i++) yield long;
      yield `","${long}":1,"objects":[]}`;
    }

    expect(await read(source(), { maxObjectBytes: 1 })).toEqual([]);
  });
});
