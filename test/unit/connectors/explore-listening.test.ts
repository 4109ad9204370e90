import {
  Accepts,
  Analysis,
  Enrich,
  Enrichment,
  ExportFile,
  ExternalImport,
  ImportFile,
  Produces,
  connectorKindOf,
  explore,
  type EnrichmentBlueprint,
  type EnrichmentOptions,
} from '../../../src/connectors/index.js';
import { DeclarationError } from '../../../src/errors/index.js';
import { Container, isInjectable, type Constructor } from '../../../src/injection/index.js';
import { entitiesOf, type StixObject } from '../../../src/stix/index.js';

@Enrichment()
class Whois {
  @Enrich('IPv4-Addr', 'IPv6-Addr')
  address(): StixObject[] {
    return [];
  }

  @Enrich('Indicator')
  indicator(): StixObject[] {
    return [];
  }
}

/** The one refusal of a class, declared as from JavaScript. */
function refusal(target: Constructor): DeclarationError {
  try {
    explore(target);
  } catch (error) {
    if (error instanceof DeclarationError) return error;
    throw error;
  }
  throw new Error('nothing was refused');
}

/** A class with a method `enrich` and any options. */
function enrichment(options: unknown): Constructor {
  class Declared {
    enrich(): StixObject[] {
      return [];
    }
  }
  Enrichment(options as EnrichmentOptions<'Report'>)(Declared);

  return Declared;
}

describe('explore, of an enrichment', () => {
  it('takes the scope from the handlers, and fills in what the author leaves out', () => {
    expect(explore(Whois)).toEqual({
      kind: 'INTERNAL_ENRICHMENT',
      target: Whois,
      name: 'Whois',
      scope: ['IPv4-Addr', 'IPv6-Addr', 'Indicator'],
      handlers: [
        { of: 'IPv4-Addr', method: 'address' },
        { of: 'IPv6-Addr', method: 'address' },
        { of: 'Indicator', method: 'indicator' },
      ],
      concurrency: 1,
      retries: 3,
      auto: false,
      autoUpdate: false,
      enrichmentResolution: 'none',
      playbookCompatible: true,
    });
  });

  it('keeps what the author says', () => {
    const options = {
      ...{ name: 'Summarise', scope: ['Report'], concurrency: 4, retries: 0, auto: true },
      ...{ autoUpdate: true, enrichmentResolution: 'stix_bundle', playbookCompatible: false },
      ...{ cacheTtl: 'PT1H', maxTlp: 'TLP:AMBER', version: '1.0.0' },
    };

    expect(explore(enrichment(options))).toMatchObject(options);
  });

  it('gives one method the whole of the scope', () => {
    expect(explore(enrichment({ scope: ['Report', 'Note', 'Report'] }))).toMatchObject({
      scope: ['Report', 'Note'],
      handlers: [
        { of: 'Report', method: 'enrich' },
        { of: 'Note', method: 'enrich' },
      ],
    });
  });

  it('opens groups, since OpenCTI does not', () => {
    expect(explore(enrichment({ scope: 'Stix-Cyber-Observable' })).scope).toEqual(
      entitiesOf('Stix-Cyber-Observable'),
    );
  });

  it('prefers a method that names an entity to one that names its group, in any order', () => {
    @Enrichment()
    class Observables {
      @Enrich('Url')
      url(): StixObject[] {
        return [];
      }

      @Enrich('Stix-Cyber-Observable')
      any(): StixObject[] {
        return [];
      }

      @Enrich('IPv4-Addr')
      address(): StixObject[] {
        return [];
      }
    }
    const { handlers } = explore(Observables) as EnrichmentBlueprint;

    const methods = new Map(handlers.map(({ of, method }) => [of, method]));
    expect([methods.get('Url'), methods.get('IPv4-Addr'), methods.get('Mutex')]).toEqual([
      ...['url', 'address', 'any'],
    ]);
    expect(handlers).toHaveLength(entitiesOf('Stix-Cyber-Observable').length);
  });

  it('takes several decorators of one method together', () => {
    @Enrichment()
    class Stacked {
      @Enrich('Url')
      @Enrich('Domain-Name')
      @Enrich('Url')
      either(): StixObject[] {
        return [];
      }
    }

    expect([...explore(Stacked).scope].sort()).toEqual(['Domain-Name', 'Url']);
  });

  it('takes the handlers of a parent, and leaves the parent its own', () => {
    @Enrichment()
    class Derived extends Whois {
      @Enrich('Url')
      url(): StixObject[] {
        return [];
      }

      @Enrich('IPv6-Addr')
      override address(): StixObject[] {
        return [];
      }
    }

    expect([...explore(Derived).scope].sort()).toEqual(['IPv6-Addr', 'Indicator', 'Url']);
    expect(explore(Whois).scope).toHaveLength(3);
  });

  it('yields frozen data', () => {
    const blueprint = explore(Whois) as EnrichmentBlueprint;

    for (const part of [blueprint, blueprint.handlers, blueprint.handlers[0]]) {
      expect(Object.isFrozen(part)).toBe(true);
    }
  });

  it('refuses two handlers for one entity', () => {
    @Enrichment()
    class Twice {
      @Enrich('IPv4-Addr')
      address(): StixObject[] {
        return [];
      }

      @Enrich('IPv4-Addr')
      ip(): StixObject[] {
        return [];
      }
    }

    expect(refusal(Twice)).toMatchObject({
      code: 'DECLARATION_DUPLICATE_HANDLER',
      message: "Twice handles 'IPv4-Addr' twice: address() and ip().",
      fix: 'remove one, or merge them; a request goes to exactly one method',
    });
  });

  it('refuses two groups that have an entity in common', () => {
    @Enrichment()
    class Twice {
      @Enrich('Container')
      container(): StixObject[] {
        return [];
      }

      @Enrich('Stix-Domain-Object')
      domain(): StixObject[] {
        return [];
      }
    }

    expect(refusal(Twice).code).toBe('DECLARATION_DUPLICATE_HANDLER');
  });

  it('refuses a class that handles nothing', () => {
    @Enrichment()
    class Empty {}

    expect(refusal(Empty)).toMatchObject({
      code: 'DECLARATION_NO_HANDLER',
      message: 'Empty is marked @Enrichment and handles nothing.',
      fix: "add enrich() and a scope, or mark a method with @Enrich('IPv4-Addr')",
    });
  });

  it.each([[undefined], [[]]])('refuses enrich() with the scope %j', scope => {
    expect(refusal(enrichment({ scope })).code).toBe('DECLARATION_NO_SCOPE');
  });

  it.each(['Reprot', 7, '', ['Report', null], 'Report, Note', '__proto__'])(
    'refuses the scope %j',
    scope => {
      expect(refusal(enrichment({ scope })).code).toBe('DECLARATION_OPTION');
    },
  );

  it('refuses a scope beside handlers', () => {
    class Both extends Whois {}
    Enrichment({ scope: 'Report' })(Both);

    expect(refusal(Both)).toMatchObject({
      code: 'DECLARATION_OPTION',
      fix: expect.stringContaining('left out: the scope is what the methods marked @Enrich name'),
    });
  });

  it('refuses enrich() beside handlers that are other methods', () => {
    @Enrichment()
    class Both {
      enrich(): StixObject[] {
        return [];
      }

      @Enrich('Url')
      url(): StixObject[] {
        return [];
      }
    }

    expect(refusal(Both)).toMatchObject({ code: 'DECLARATION_TWO_WAYS' });
  });

  it('accepts enrich() as a handler among others', () => {
    @Enrichment()
    class Named {
      @Enrich('Url')
      enrich(): StixObject[] {
        return [];
      }
    }

    expect(explore(Named).scope).toEqual(['Url']);
  });

  it.each([undefined, null, 'Indicatr', 7, {}, '__proto__'])(
    'refuses a handler of %j, as JavaScript can write it',
    name => {
      class Odd {
        method(): StixObject[] {
          return [];
        }
      }
      Enrich(name as 'Url')(Odd.prototype, 'method', {});
      Enrichment()(Odd);

      expect(refusal(Odd)).toMatchObject({
        code: 'DECLARATION_HANDLER_UNKNOWN',
        message: expect.stringMatching(
          /^@Enrich of Odd\.method\(\) names .*, which is not an entity/,
        ),
      });
    },
  );

  it('refuses a handler that is no method', () => {
    class Odd {}
    Enrich('Url')(Odd.prototype, 'url', {});
    Enrichment()(Odd);

    expect(refusal(Odd)).toMatchObject({
      code: 'DECLARATION_HANDLER_MISPLACED',
      message: '@Enrich of Odd.url is out of place: it is no method.',
    });
  });

  it('refuses a static handler where it is written', () => {
    class Odd {
      static url(): StixObject[] {
        return [];
      }
    }

    expect(() => Enrich('Url')(Odd, 'url', {})).toThrow('the method is static');
  });

  it.each([
    ['concurrency', 0],
    ['retries', -1],
    ['auto', 'yes'],
    ['playbookCompatible', 1],
    ['enrichmentResolution', 'all'],
    ['cacheTtl', 'an hour'],
    ['cacheTtl', 'PT0S'],
    ['cacheTtl', 3_600],
    ['maxTlp', 'TLP:PURPLE'],
    ['maxTlp', 'tlp:amber'],
    ['maxTlp', 4],
  ])('refuses the option %s: %j', (option, given) => {
    const error = refusal(enrichment({ scope: 'Report', [option]: given }));

    expect(error).toMatchObject({ code: 'DECLARATION_OPTION', details: { option } });
  });
});

describe('explore, of an import of files', () => {
  it('takes the scope from the handlers, and fills in what the author leaves out', () => {
    @ImportFile({ name: 'Import' })
    class Import {
      @Accepts('text/csv', 'text/plain')
      rows(): StixObject[] {
        return [];
      }
    }

    expect(explore(Import)).toEqual({
      kind: 'INTERNAL_IMPORT_FILE',
      target: Import,
      name: 'Import',
      scope: ['text/csv', 'text/plain'],
      handlers: [
        { of: 'text/csv', method: 'rows' },
        { of: 'text/plain', method: 'rows' },
      ],
      concurrency: 1,
      retries: 3,
      auto: false,
      onlyContextual: false,
      fillContainer: true,
      batchSize: 1_000,
    });
  });

  it('reads MIME types without parameters, and whatever their capitals', () => {
    @ImportFile()
    class Twice {
      @Accepts('text/csv; charset=utf-8')
      first(): StixObject[] {
        return [];
      }

      @Accepts('Text/CSV')
      second(): StixObject[] {
        return [];
      }
    }

    expect(refusal(Twice).code).toBe('DECLARATION_DUPLICATE_HANDLER');
  });

  it.each(['text/*', 'csv', '/', 'text/', 'a/b/c', 'text /csv', 7, null])(
    'refuses the MIME type %j',
    mime => {
      class Odd {
        rows(): StixObject[] {
          return [];
        }
      }
      Accepts(mime as 'a/b')(Odd.prototype, 'rows', {});
      ImportFile()(Odd);

      expect(refusal(Odd).code).toBe('DECLARATION_HANDLER_UNKNOWN');
    },
  );

  it('refuses a class without handlers, and handlers of another kind', () => {
    @ImportFile()
    class Empty {}
    class Other extends Whois {}
    ImportFile()(Other);

    expect(refusal(Empty)).toMatchObject({
      code: 'DECLARATION_NO_HANDLER',
      fix: "mark a method with @Accepts('text/csv')",
    });
    expect(refusal(Other)).toMatchObject({
      code: 'DECLARATION_HANDLER_MISPLACED',
      fix: 'mark methods of this class with @Accepts',
    });
  });
});

describe('explore, of an export of files', () => {
  it('takes the scope from the handlers', () => {
    @ExportFile({ name: 'Export', concurrency: 2 })
    class Export {
      @Produces('text/csv')
      table(): string[] {
        return [];
      }
    }

    expect(explore(Export)).toEqual({
      kind: 'INTERNAL_EXPORT_FILE',
      target: Export,
      name: 'Export',
      scope: ['text/csv'],
      handlers: [{ of: 'text/csv', method: 'table' }],
      concurrency: 2,
      retries: 3,
    });
  });

  it('refuses a class without handlers', () => {
    @ExportFile()
    class Empty {}

    expect(refusal(Empty).code).toBe('DECLARATION_NO_HANDLER');
  });
});

describe('explore, of an analysis', () => {
  it('fills in what the author leaves out', () => {
    @Analysis()
    class Finder {
      analyse(): [] {
        return [];
      }
    }

    expect(explore(Finder)).toEqual({
      kind: 'INTERNAL_ANALYSIS',
      target: Finder,
      name: 'Finder',
      scope: ['not-applicable'],
      concurrency: 1,
      retries: 3,
    });
  });

  it('refuses a class without analyse()', () => {
    class Odd {}
    Analysis()(Odd as never);

    expect(refusal(Odd)).toMatchObject({
      code: 'DECLARATION_METHOD_MISSING',
      fix: 'add analyse() to the class, and let it say: implements Analyser',
    });
  });
});

describe('explore, of any kind', () => {
  it('refuses two kinds on one class', () => {
    class Both extends Whois {}
    Enrichment()(Both);
    ImportFile()(Both);

    expect(refusal(Both)).toMatchObject({
      code: 'DECLARATION_TWO_KINDS',
      message: 'Both is marked twice as a connector: @ImportFile and @Enrichment.',
    });
  });

  it('refuses handlers in a class of a kind that has none', () => {
    class Feed extends Whois {
      fetch(): [] {
        return [];
      }
      convert(): StixObject[] {
        return [];
      }
    }
    ExternalImport()(Feed);

    expect(refusal(Feed)).toMatchObject({
      code: 'DECLARATION_HANDLER_MISPLACED',
      fix: 'remove @Enrich',
    });
  });

  it('makes classes injectable, and leaves them plain classes', () => {
    expect(isInjectable(Whois)).toBe(true);
    expect(Container.create().resolve(Whois)).toBeInstanceOf(Whois);
    expect(new Whois().address()).toEqual([]);
    expect(connectorKindOf(Whois)).toBe('INTERNAL_ENRICHMENT');
  });
});
