import { IsISO8601 } from 'class-validator';
import {
  ExternalImport,
  connectorKindOf,
  explore,
  foreignCopyOf,
  isConnectorClass,
  type ExternalImportOptions,
  type Page,
} from '../../../src/connectors/index.js';
import { DeclarationError } from '../../../src/errors/index.js';
import { Container, isInjectable, type Constructor } from '../../../src/injection/index.js';
import type { StixObject } from '../../../src/stix/index.js';

const cisa = { type: 'identity', id: 'identity--1c1f2b1e-3e63-5d3a-8d8e-0a3f5e1e7c11' };
const clear = {
  type: 'marking-definition',
  id: 'marking-definition--613f2e26-407d-48c7-9eca-b8e91df99dc9',
};

class KevBookmark {
  @IsISO8601() readonly since!: string;
}

@ExternalImport()
class CisaKev {
  fetch(): Page<string>[] {
    return [];
  }
  convert(): StixObject[] {
    return [];
  }
}

describe('explore', () => {
  it('fills in what the author leaves out', () => {
    expect(explore(CisaKev)).toEqual({
      kind: 'EXTERNAL_IMPORT',
      target: CisaKev,
      name: 'Cisa Kev',
      scope: ['not-applicable'],
      cleanup: false,
      concurrency: 1,
      lookahead: 1,
      maxSkipped: 1_000,
      pageRetries: 3,
      skipUnchanged: false,
      delivery: 'split',
    });
  });

  it('keeps what the author says', () => {
    const markings = (): StixObject => clear;
    @ExternalImport({
      name: ' CISA KEV ',
      scope: ['vulnerability', 'software'],
      durationPeriod: 'P2D',
      bookmark: KevBookmark,
      author: cisa,
      markings,
      cleanup: true,
      concurrency: 4,
      lookahead: 0,
      maxSkipped: Infinity,
      pageRetries: 0,
      skipUnchanged: true,
      delivery: 'grouped',
      version: '1.2.0',
    })
    class Feed {
      fetch(): Page<string, KevBookmark>[] {
        return [];
      }
      convert(): StixObject[] {
        return [];
      }
    }

    expect(explore(Feed)).toEqual({
      kind: 'EXTERNAL_IMPORT',
      target: Feed,
      name: 'CISA KEV',
      scope: ['vulnerability', 'software'],
      durationPeriod: 'P2D',
      bookmark: KevBookmark,
      author: cisa,
      markings,
      cleanup: true,
      concurrency: 4,
      lookahead: 0,
      maxSkipped: Infinity,
      pageRetries: 0,
      skipUnchanged: true,
      delivery: 'grouped',
      version: '1.2.0',
    });
  });

  it('yields frozen data', () => {
    const blueprint = explore(declared({ author: cisa, markings: clear, scope: 'a' }));

    expect(Object.isFrozen(blueprint)).toBe(true);
    expect(Object.isFrozen(blueprint.scope)).toBe(true);
    expect(Object.isFrozen(blueprint.author)).toBe(true);
    expect(Object.isFrozen(blueprint.markings)).toBe(true);
    expect(Object.isFrozen(cisa)).toBe(false);
  });

  it('always gives constant markings as a list', () => {
    expect(explore(declared({ markings: clear })).markings).toEqual([clear]);
    expect(explore(declared({ markings: [clear] })).markings).toEqual([clear]);
    expect(explore(declared({ markings: [] })).markings).toEqual([]);
  });

  it.each([
    ['CisaKev', 'Cisa Kev'],
    ['CISAKev', 'CISA Kev'],
    ['Ipv4Feed', 'Ipv4 Feed'],
    ['alpha_feed', 'alpha feed'],
    ['AlphaFeed2Go', 'Alpha Feed2 Go'],
  ])('calls the class %s "%s"', (className, name) => {
    const target = declared({});
    Object.defineProperty(target, 'name', { value: className });

    expect(explore(target).name).toBe(name);
  });

  it.each([
    ['vulnerability', ['vulnerability']],
    ['Report, Note ,', ['Report', 'Note']],
    [
      ['a', 'b,c', ' a '],
      ['a', 'b', 'c'],
    ],
    ['', ['not-applicable']],
    [[], ['not-applicable']],
    [null, ['not-applicable']],
  ])('reads the scope %j as %j', (scope, expected) => {
    expect(explore(declared({ scope })).scope).toEqual(expected);
  });

  it('refuses a class that is not marked', () => {
    class Plain {}

    expect(refusal(Plain)).toMatchObject({
      code: 'DECLARATION_NOT_A_CONNECTOR',
      message: 'Plain is not marked as a connector.',
      fix: 'put @ExternalImport({ ... }) above Plain',
      exitCode: 70,
    });
  });

  it('refuses a class whose parent is marked and which is not itself', () => {
    class Derived extends CisaKev {}

    expect(refusal(Derived).code).toBe('DECLARATION_NOT_A_CONNECTOR');
  });

  it('leaves the parent alone when a subclass is marked too', () => {
    @ExternalImport({ name: 'Derived' })
    class Derived extends CisaKev {}

    expect(explore(Derived).name).toBe('Derived');
    expect(explore(CisaKev).name).toBe('Cisa Kev');
  });

  it('refuses a class that is marked twice', () => {
    @ExternalImport({ name: 'One' })
    @ExternalImport({ name: 'Two' })
    class Feed extends CisaKev {}

    expect(refusal(Feed)).toMatchObject({
      code: 'DECLARATION_TWO_KINDS',
      message: 'Feed is marked twice as a connector: @ExternalImport and @ExternalImport.',
    });
  });

  it.each(['', ' ', 'x', ' x '])('refuses the name %j', name => {
    expect(refusal(declared({ name })).code).toBe('DECLARATION_NAME');
  });

  it('refuses a class without a name that is given none', () => {
    const target = declared({});
    Object.defineProperty(target, 'name', { value: '' });

    expect(refusal(target)).toMatchObject({
      code: 'DECLARATION_NAME',
      message: 'The connector (unnamed class) is called ""; a name has at least 2 characters.',
    });
  });

  it.each(['soon', '', '1h', '01:00:00', 'P', 'PT0S', 'P0D', '-P1D', 60, {}, ['P1D'], true])(
    'refuses the durationPeriod %j',
    durationPeriod => {
      expect(refusal(declared({ durationPeriod })).code).toBe('DECLARATION_DURATION_PERIOD');
    },
  );

  it('says what a duration looks like', () => {
    expect(refusal(declared({ durationPeriod: 'soon' }))).toMatchObject({
      message:
        'The durationPeriod of Declared is "soon", and has to be an ISO 8601 duration above zero.',
      fix: "write it like 'PT30M' (30 minutes), 'PT6H' (6 hours) or 'P1D' (1 day)",
    });
  });

  it.each(['fetch', 'convert'])('refuses a class without %s()', method => {
    class Declared {
      fetch(): void {}
      convert(): void {}
    }
    Reflect.deleteProperty(Declared.prototype, method);
    mark(Declared, {});

    expect(refusal(Declared)).toMatchObject({
      code: 'DECLARATION_METHOD_MISSING',
      message: `Declared is marked @ExternalImport and has no method ${method}().`,
    });
  });

  it('accepts methods that are inherited', () => {
    @ExternalImport()
    class Derived extends CisaKev {}

    expect(explore(Derived).kind).toBe('EXTERNAL_IMPORT');
  });

  it('accepts functions that are kept in fields', () => {
    @ExternalImport()
    class Feed {
      readonly fetch = (): Page<string>[] => [];
      readonly convert = (): StixObject[] => [];
    }

    expect(explore(Feed).kind).toBe('EXTERNAL_IMPORT');
  });

  it('refuses a class that waits for what it would never hear of', () => {
    @ExternalImport()
    class Feed {
      fetch(): Page<string>[] {
        return [];
      }
      convert(): StixObject[] {
        return [];
      }
      onVanished(): void {}
    }

    expect(refusal(Feed).fix).toBe(
      'in the decorator of Feed, make "skipUnchanged" true for a class with onVanished',
    );
  });

  it('refuses a bookmark class that fails without arguments', () => {
    class Picky {
      constructor(since: Date) {
        since.toISOString();
      }
    }
    const error = refusal(declared({ bookmark: Picky }));

    expect(error).toMatchObject({ code: 'DECLARATION_BOOKMARK_CLASS' });
    expect(error.message).toMatch(
      /^The bookmark of Declared, Picky, can't be built without arguments: /,
    );
    expect(error.cause).toBeInstanceOf(TypeError);
  });

  it.each(['KevBookmark', {}, 1, () => undefined])('refuses the bookmark class %p', bookmark => {
    expect(refusal(declared({ bookmark })).code).toBe('DECLARATION_BOOKMARK_CLASS');
  });

  it.each([
    ['concurrency', 0, 'a whole number, 1 or more'],
    ['concurrency', Infinity, 'a whole number, 1 or more'],
    ['concurrency', '4', 'a whole number, 1 or more'],
    ['lookahead', -1, 'a whole number, 0 or more'],
    ['lookahead', 1.5, 'a whole number, 0 or more'],
    ['maxSkipped', NaN, 'a whole number, 0 or more'],
    ['pageRetries', 2 ** 60, 'a whole number, 0 or more'],
    ['cleanup', 'yes', 'true or false'],
    ['skipUnchanged', 1, 'true or false'],
    ['delivery', 'bundled', 'one of split, grouped'],
    ['delivery', true, 'one of split, grouped'],
    ['name', 7, 'a text'],
    ['version', {}, 'a text'],
    ['scope', 7, 'a text or a list of texts'],
    ['scope', [7], 'a text or a list of texts'],
    ['scope', { a: 1 }, 'a text or a list of texts'],
    ['author', 'CISA', 'a STIX identity, or a function that makes one from the settings'],
    ['author', clear, 'a STIX identity, or a function that makes one from the settings'],
    [
      'author',
      { type: 'identity', id: 'x' },
      'a STIX identity, or a function that makes one from the settings',
    ],
    [
      'markings',
      'TLP:CLEAR',
      'STIX marking definitions, or a function that makes them from the settings',
    ],
    [
      'markings',
      [clear, cisa],
      'STIX marking definitions, or a function that makes them from the settings',
    ],
    [
      'markings',
      [null],
      'STIX marking definitions, or a function that makes them from the settings',
    ],
  ])('refuses the option %s: %p', (option, given, expected) => {
    const error = refusal(declared({ [option]: given }));

    expect(error.code).toBe('DECLARATION_OPTION');
    expect(error.fix).toBe(`in the decorator of Declared, make "${option}" ${expected}`);
  });

  it('shows a long wrong value shortened', () => {
    expect(refusal(declared({ cleanup: 'x'.repeat(5_000) })).message.length).toBeLessThan(200);
  });

  it.each([null, 'CISA KEV', 7])('refuses %p in place of the options', options => {
    expect(refusal(declared(options)).code).toBe('DECLARATION_OPTION');
  });

  it('does not take options from a prototype', () => {
    const options: unknown = JSON.parse('{ "__proto__": { "name": "x" } }');

    expect(explore(declared(Object.create(options as object))).name).toBe('Declared');
    expect(explore(declared(options)).name).toBe('Declared');
  });
});

describe('@ExternalImport', () => {
  it('makes its class injectable', () => {
    expect(isInjectable(CisaKev)).toBe(true);
    expect(Container.create().resolve(CisaKev)).toBeInstanceOf(CisaKev);
  });

  it('leaves its class a plain class', () => {
    expect(new CisaKev().convert()).toEqual([]);
    expect(Object.keys(CisaKev)).toEqual([]);
  });
});

describe('isConnectorClass', () => {
  it('is true for a marked class only', () => {
    class Derived extends CisaKev {}

    expect([CisaKev, Derived, KevBookmark].map(isConnectorClass)).toEqual([true, false, false]);
  });

  it.each([undefined, null, 1, 'CisaKev', {}, [], () => 1, Symbol('s')])(
    'is false for %p',
    value => {
      expect(isConnectorClass(value)).toBe(false);
      expect(connectorKindOf(value)).toBeUndefined();
      expect(foreignCopyOf(value)).toBeUndefined();
    },
  );
});

describe('connectorKindOf', () => {
  it('tells the kind of a marked class', () => {
    expect(connectorKindOf(CisaKev)).toBe('EXTERNAL_IMPORT');
  });
});

describe('foreignCopyOf', () => {
  it('tells where the other copy of octiflow lies that marked a class', () => {
    class Feed {}
    const key = Symbol.for('octiflow.declarations');
    const written = {
      copy: Symbol('other'),
      folder: '/srv/node_modules/octiflow',
      declarations: [1],
    };
    Reflect.defineMetadata(key, written, Feed);

    expect(foreignCopyOf(Feed)).toBe('/srv/node_modules/octiflow');
    expect(isConnectorClass(Feed)).toBe(false);
    expect(foreignCopyOf(CisaKev)).toBeUndefined();
  });
});

/** A class declared as from JavaScript, with any options. */
function declared(options: unknown): Constructor {
  class Declared {
    fetch(): void {}
    convert(): void {}
  }

  return mark(Declared, options);
}

function mark(target: Constructor, options: unknown): Constructor {
  ExternalImport(options as ExternalImportOptions)(target as typeof CisaKev);

  return target;
}

function refusal(target: Constructor): DeclarationError {
  try {
    explore(target);
  } catch (error) {
    if (error instanceof DeclarationError) return error;
    throw error;
  }
  throw new Error('nothing was refused');
}
