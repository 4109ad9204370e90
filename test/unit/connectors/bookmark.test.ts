import { Type } from 'class-transformer';
import { IsDate, IsISO8601, IsOptional, IsString, ValidateNested } from 'class-validator';
import fc from 'fast-check';
import {
  ExternalImport,
  explore,
  readBookmark,
  writeBookmark,
  type BookmarkClass,
  type ConnectorBlueprint,
  type Page,
} from '../../../src/connectors/index.js';
import { DeclarationError } from '../../../src/errors/index.js';
import type { StixObject } from '../../../src/stix/index.js';

class Place {
  @IsString() readonly cursor!: string;
  @IsOptional() @IsDate() @Type(() => Date) readonly at?: Date;
}

class KevBookmark {
  @IsISO8601() readonly since!: string;
  @IsOptional() @IsDate() readonly newest?: Date;
  @IsOptional() @ValidateNested() @Type(() => Place) readonly place?: Place;
}

const kev = blueprintWith(KevBookmark);

describe('readBookmark', () => {
  it('gives an instance of the bookmark class', () => {
    const bookmark = readBookmark(kev, { since: '2026-05-04T00:00:00Z' });

    expect(bookmark).toBeInstanceOf(KevBookmark);
    expect(bookmark).toEqual({ since: '2026-05-04T00:00:00Z' });
  });

  it('gives dates where the class has dates, nested ones too', () => {
    const bookmark = readBookmark(kev, {
      since: '2026-05-04T00:00:00Z',
      newest: '2026-05-05T00:00:00.000Z',
      place: { cursor: 'a', at: '2026-05-06T00:00:00.000Z' },
    }) as KevBookmark;

    expect(bookmark.newest).toEqual(new Date('2026-05-05T00:00:00Z'));
    expect(bookmark.place).toBeInstanceOf(Place);
    expect(bookmark.place?.at).toEqual(new Date('2026-05-06T00:00:00Z'));
  });

  it.each([undefined, null, '', {}])('finds no bookmark in the state %p', state => {
    expect(readBookmark(kev, state)).toBeUndefined();
  });

  it('finds no bookmark for a connector without a bookmark class', () => {
    expect(readBookmark(blueprintWith(undefined), { last_run: 1 })).toBeUndefined();
  });

  it('keeps properties that the class does not check', () => {
    expect(readBookmark(kev, { since: '2026-05-04', etag: 'x' })).toEqual({
      since: '2026-05-04',
      etag: 'x',
    });
  });

  it('says what is wrong with a state that does not fit, and what to do', () => {
    const error = refusal(kev, {
      since: 'yesterday',
      newest: 'never',
      place: { cursor: 7 },
    });

    expect(error).toMatchObject({
      code: 'DECLARATION_BOOKMARK_UNREADABLE',
      message:
        'The state of Feed saved in OpenCTI is no KevBookmark: since must be a valid ISO 8601 date string; newest must be a Date instance; place: cursor must be a string.',
      fix: "reset the connector's state in OpenCTI, or give KevBookmark a static from(state) that reads it",
    });
  });

  it('never repeats what the state holds', () => {
    expect(refusal(kev, { since: 'token-7f3a' }).message).not.toContain('7f3a');
  });

  it.each([[[]], ['text'], [7], [true], [[{ since: '2026-05-04' }]]])(
    'refuses the state %j',
    state => {
      expect(refusal(kev, state).code).toBe('DECLARATION_BOOKMARK_UNREADABLE');
    },
  );

  it.each([
    '{ "since": "2026-05-04", "__proto__": { "polluted": true } }',
    '{ "since": "2026-05-04", "constructor": { "prototype": { "polluted": true } } }',
    '{ "since": "2026-05-04", "place": { "cursor": "a", "__proto__": { "polluted": true } } }',
    '{ "since": "2026-05-04", "hasOwnProperty": 1, "toString": 2 }',
  ])('is not led astray by %s', text => {
    const bookmark = readBookmark(kev, JSON.parse(text)) as KevBookmark;

    expect(bookmark).toBeInstanceOf(KevBookmark);
    expect(bookmark.since).toBe('2026-05-04');
    expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
    expect((bookmark as { polluted?: boolean }).polluted).toBeUndefined();
  });

  it('refuses a state that is nested beyond reading', () => {
    const text = `{"since":"2026-05-04","place":{"cursor":"a","x":${'['.repeat(50_000)}${']'.repeat(50_000)}}}`;

    expect(refusal(kev, JSON.parse(text)).code).toBe('DECLARATION_BOOKMARK_UNREADABLE');
  });
});

describe('static from()', () => {
  class FromPython {
    @IsISO8601() readonly since!: string;

    static from(state: unknown): FromPython | undefined {
      const { last_run: seconds } = state as { last_run?: number };

      return seconds === undefined ? undefined : { since: new Date(seconds * 1_000).toISOString() };
    }
  }
  const blueprint = blueprintWith(FromPython);

  it('reads the state that another program left', () => {
    const bookmark = readBookmark(blueprint, { last_run: 1_777_852_800 });

    expect(bookmark).toBeInstanceOf(FromPython);
    expect(bookmark).toEqual({ since: '2026-05-04T00:00:00.000Z' });
  });

  it('leaves its own states to the normal reading', () => {
    expect(readBookmark(blueprint, { since: '2026-05-04' })).toEqual({ since: '2026-05-04' });
  });

  it('is not asked about an empty state', () => {
    expect(readBookmark(blueprint, null)).toBeUndefined();
  });

  it('is not trusted blindly', () => {
    class Careless extends FromPython {
      static override from(): FromPython {
        return { since: 'whenever' };
      }
    }

    expect(refusal(blueprintWith(Careless), { a: 1 }).message).toContain(
      'since must be a valid ISO 8601 date string',
    );
  });

  it('turns what it throws into an unreadable state', () => {
    const cause = new TypeError('no last_run');
    class Broken extends FromPython {
      static override from(): never {
        throw cause;
      }
    }
    const error = refusal(blueprintWith(Broken), { a: 1 });

    expect(error.message).toContain('from() failed: no last_run');
    expect(error.cause).toBe(cause);
  });

  it.each(['text', 7, []])('refuses %p in place of a bookmark', returned => {
    class Odd extends FromPython {
      static override from(): FromPython {
        return returned as unknown as FromPython;
      }
    }

    expect(refusal(blueprintWith(Odd), { a: 1 }).code).toBe('DECLARATION_BOOKMARK_UNREADABLE');
  });
});

describe('writeBookmark', () => {
  it('writes dates as ISO text and leaves out what is undefined', () => {
    const state = writeBookmark({
      since: '2026-05-04',
      newest: new Date('2026-05-05T00:00:00Z'),
      place: undefined,
    });

    expect(state).toEqual({ since: '2026-05-04', newest: '2026-05-05T00:00:00.000Z' });
    expect(Object.keys(state)).toEqual(['since', 'newest']);
  });

  it('writes an instance as the plain object it is', () => {
    const bookmark = Object.assign(new KevBookmark(), { since: '2026-05-04' });

    expect(Object.getPrototypeOf(writeBookmark(bookmark))).toBe(Object.prototype);
  });

  it('writes a bookmark that reads back as it was', () => {
    const bookmark = Object.assign(new KevBookmark(), {
      since: '2026-05-04',
      newest: new Date('2026-05-05T00:00:00Z'),
      place: Object.assign(new Place(), { cursor: 'a', at: new Date(0) }),
    });

    const throughOpencti: unknown = JSON.parse(JSON.stringify(writeBookmark(bookmark)));

    expect(readBookmark(kev, throughOpencti)).toEqual(bookmark);
  });

  it('loses nothing that JSON can say', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue({ maxDepth: 4 })), state => {
        // JSON has no minus zero.
        const expected: unknown = JSON.parse(JSON.stringify(state));

        expect(JSON.parse(JSON.stringify(writeBookmark(state)))).toEqual(expected);
      }),
    );
  });

  it('writes a property named __proto__ as a property', () => {
    const state = writeBookmark(JSON.parse('{ "__proto__": { "a": 1 } }'));

    expect(JSON.stringify(state)).toBe('{"__proto__":{"a":1}}');
  });

  it('writes the same object in two places twice', () => {
    const place = { cursor: 'a' };

    expect(writeBookmark({ a: place, b: [place] })).toEqual({ a: place, b: [place] });
  });

  const circle: { self?: unknown } = {};
  circle.self = { again: [circle] };

  it.each([
    [{ next: () => 1 }, 'next is a function'],
    [{ a: { b: [1, Symbol('x')] } }, 'a.b[1] is a symbol'],
    [{ big: 1n }, 'big is a bigint'],
    [{ score: NaN }, 'score is NaN'],
    [{ score: -Infinity }, 'score is -Infinity'],
    [{ at: new Date('x') }, 'at is an invalid date'],
    [{ seen: new Set(['a']) }, 'seen is an instance of Set'],
    [{ seen: new Map() }, 'seen is an instance of Map'],
    [{ url: new URL('https://a.example') }, 'url is an instance of URL'],
    [{ list: [undefined] }, 'list[0] is undefined'],
    [{ bytes: new Uint8Array(2) }, 'bytes is an instance of Uint8Array'],
    [{ later: Promise.resolve() }, 'later is an instance of Promise'],
    [{ own: { toJSON: () => 1 } }, 'own is an object that writes itself, with toJSON()'],
    [circle, 'self.again[0] is a circle'],
    [undefined, 'it is undefined'],
    [null, 'it is null'],
    ['text', 'it is a string'],
    [[1], 'it is an instance of Array'],
    [new Date(0), 'it is an instance of Date'],
  ])('refuses %p', (bookmark, reason) => {
    expect(() => writeBookmark(bookmark)).toThrow(
      expect.objectContaining({
        code: 'DECLARATION_BOOKMARK_UNWRITABLE',
        message: `The bookmark of the page can't be saved as JSON and read back: ${reason}.`,
      }),
    );
  });

  it('refuses a bookmark that is nested beyond reading', () => {
    const deep: unknown = JSON.parse(`{"a":${'['.repeat(5_000)}${']'.repeat(5_000)}}`);

    expect(() => writeBookmark(deep)).toThrow(/is nested too deep\.$/);
  });

  it('allows 100 000 bytes and no more', () => {
    const overhead = '{"a":""}'.length;

    expect(writeBookmark({ a: 'x'.repeat(100_000 - overhead) })).toBeDefined();
    expect(() => writeBookmark({ a: 'é'.repeat(50_000) })).toThrow(
      expect.objectContaining({
        code: 'DECLARATION_BOOKMARK_TOO_LARGE',
        message: 'The bookmark of the page takes 100008 bytes as JSON; 100000 are allowed.',
      }),
    );
  });
});

function blueprintWith<B extends object>(
  bookmark: BookmarkClass<B> | undefined,
): ConnectorBlueprint {
  @ExternalImport<B>({ name: 'Feed', ...(bookmark && { bookmark }) })
  class Feed {
    fetch(_from?: B): Page<string, B>[] {
      return [];
    }
    convert(): StixObject[] {
      return [];
    }
  }

  return explore(Feed);
}

function refusal(blueprint: ConnectorBlueprint, state: unknown): DeclarationError {
  try {
    readBookmark(blueprint, state);
  } catch (error) {
    if (error instanceof DeclarationError) return error;
    throw error;
  }
  throw new Error('nothing was refused');
}
