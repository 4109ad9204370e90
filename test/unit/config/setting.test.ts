import { IsIn, IsInt, IsOptional, Min, ValidateIf } from 'class-validator';
import {
  Config,
  Duration,
  IsTlp,
  Secret,
  Setting,
  isConfigClass,
  settingsOf,
  type ConfigClass,
  type SettingOptions,
} from '../../../src/config/index.js';
import type { Tlp } from '../../../src/stix/index.js';

const DESCRIPTION = 'Something.';

@Config('importCsv')
class ImportCsv {
  @Setting({ description: 'Where it is.' })
  readonly feedUrl!: URL;

  @Setting({ description: 'Key.', example: 'abc' })
  readonly apiKey!: Secret;

  @Setting({ description: 'Rows at once.' })
  @Min(1)
  readonly batchSize: number = 100;

  @Setting({ description: 'Columns.' })
  readonly columns: string[] = ['a'];

  @Setting({ description: 'How often.', default: 'PT1H' })
  readonly every!: Duration;

  @Setting({ description: 'Since when.' })
  @IsOptional()
  readonly since?: Date;
}

const recordOf = (
  cls: ConfigClass,
  property: string,
): ReturnType<typeof settingsOf>[number] | undefined =>
  settingsOf(cls).find(record => record.property === property);

const thrownBy = (act: () => unknown): unknown => {
  try {
    act();
  } catch (error) {
    return error;
  }

  return undefined;
};

describe('@Config', () => {
  it('makes a class a config class', () => {
    class Plain {}

    expect(isConfigClass(ImportCsv)).toBe(true);
    expect([Plain, undefined, null, 'x', {}].some(isConfigClass)).toBe(false);
  });

  it.each(['', '1a', 'a b', 'a.b', 'é', undefined, null, 7])(
    'refuses %j for a section',
    section => {
      expect(thrownBy(() => Config(section as string)(class Wrong {}))).toMatchObject({
        code: 'CONFIG_DECLARATION',
        exitCode: 70,
      });
    },
  );

  it('is asked for by settingsOf', () => {
    class Plain {
      @Setting({ description: DESCRIPTION }) readonly name!: string;
    }

    expect(() => settingsOf(Plain)).toThrow(/Plain is not a usable declaration.*no section/);
  });
});

describe('@Setting', () => {
  it('names settings after section and property', () => {
    const names = settingsOf(ImportCsv).map(({ env, yamlPath }) => [env, yamlPath]);

    expect(names).toEqual([
      ['IMPORT_CSV_FEED_URL', 'import_csv.feed_url'],
      ['IMPORT_CSV_API_KEY', 'import_csv.api_key'],
      ['IMPORT_CSV_BATCH_SIZE', 'import_csv.batch_size'],
      ['IMPORT_CSV_COLUMNS', 'import_csv.columns'],
      ['IMPORT_CSV_EVERY', 'import_csv.every'],
      ['IMPORT_CSV_SINCE', 'import_csv.since'],
    ]);
  });

  it.each([
    ['useSSLCert', 'USE_SSL_CERT'],
    ['sendToS3Bucket', 'SEND_TO_S3_BUCKET'],
    ['ipv4Only', 'IPV4_ONLY'],
    ['snake_case', 'SNAKE_CASE'],
    ['x', 'X'],
  ])('turns %s into %s', (property, suffix) => {
    class Named {}
    Reflect.decorate(
      [Setting({ description: DESCRIPTION, type: 'text' })],
      Named.prototype,
      property,
      undefined as unknown as PropertyDescriptor,
    );
    Config('a')(Named);

    expect(settingsOf(Named)[0]?.env).toBe(`A_${suffix}`);
  });

  it('takes the type from the property', () => {
    expect(settingsOf(ImportCsv).map(({ type }) => type)).toEqual([
      ...['url', 'secret', 'number', 'list', 'duration', 'date'],
    ]);
  });

  it('takes the default from the initial value, or else from the option', () => {
    expect(recordOf(ImportCsv, 'batchSize')?.default).toBe(100);
    expect(String(recordOf(ImportCsv, 'every')?.default)).toBe('PT1H');
  });

  it('is required without default and without @IsOptional', () => {
    const required = settingsOf(ImportCsv).filter(({ isRequired }) => isRequired);

    expect(required.map(({ property }) => property)).toEqual(['feedUrl', 'apiKey']);
  });

  it('sees the type of a union of texts that the compiler did not record', () => {
    @Config('a')
    class Erased {
      @Setting({ description: DESCRIPTION }) readonly initial: Tlp = 'TLP:CLEAR';
      @Setting({ description: DESCRIPTION }) @IsTlp() readonly max!: Tlp;
      @Setting({ description: DESCRIPTION }) @IsIn(['a', 'b']) readonly one!: 'a' | 'b';
      @Setting({ description: DESCRIPTION }) @IsInt({ each: true }) readonly ports!: number[];
      @Setting({ description: DESCRIPTION }) readonly sizes: number[] = [1];
    }

    expect(settingsOf(Erased).map(({ type }) => type)).toEqual([
      ...['text', 'text', 'text', 'number-list', 'number-list'],
    ]);
  });

  it('reads what only a condition asks for as not required', () => {
    @Config('a')
    class Conditional {
      @Setting({ description: DESCRIPTION }) @ValidateIf(() => false) readonly name!: string;
    }

    expect(recordOf(Conditional, 'name')?.isRequired).toBe(false);
  });

  it('keeps text from view whose name says that it is secret', () => {
    @Config('a')
    class Named {
      @Setting({ description: DESCRIPTION }) readonly password!: string;
      @Setting({ description: DESCRIPTION }) readonly apiKey!: string;
      @Setting({ description: DESCRIPTION, secret: false }) readonly publicToken!: string;
      @Setting({ description: DESCRIPTION, secret: true }) readonly headers!: string;
      @Setting({ description: DESCRIPTION }) readonly tokenUrl!: string;
    }

    expect(settingsOf(Named).map(({ isSecret }) => isSecret)).toEqual([
      ...[true, true, false, true, false],
    ]);
  });

  it('takes names of its own', () => {
    @Config('a')
    class Named {
      @Setting({ description: DESCRIPTION, env: ['HTTP_PROXY', 'http_proxy'], yaml: false })
      readonly proxy!: string;

      @Setting({ description: DESCRIPTION, yaml: 'old.place' }) readonly place!: string;
    }

    expect(recordOf(Named, 'proxy')).toMatchObject({ env: 'HTTP_PROXY', otherEnv: ['http_proxy'] });
    expect(recordOf(Named, 'proxy')).not.toHaveProperty('yamlPath');
    expect(recordOf(Named, 'place')).toMatchObject({ env: 'A_PLACE', yamlPath: 'old.place' });
  });

  it('is inherited, and a subclass never edits its parent', () => {
    @Config('parent')
    class Parent {
      @Setting({ description: 'One.' }) readonly one: string = '1';
      @Setting({ description: 'Two.' }) readonly two: string = '2';
    }
    @Config('child')
    class Child extends Parent {
      @Setting({ description: 'Other two.' }) override readonly two: string = '22';
      @Setting({ description: 'Three.' }) readonly three: string = '3';
    }

    expect(settingsOf(Child).map(({ env, description }) => `${env} ${description}`)).toEqual([
      ...['CHILD_ONE One.', 'CHILD_TWO Other two.', 'CHILD_THREE Three.'],
    ]);
    expect(settingsOf(Parent).map(({ env, description }) => `${env} ${description}`)).toEqual([
      ...['PARENT_ONE One.', 'PARENT_TWO Two.'],
    ]);
  });

  it('does not make a subclass a config class', () => {
    class Child extends ImportCsv {}

    expect(isConfigClass(Child)).toBe(false);
  });

  it('gives records that can not be changed', () => {
    const [record] = settingsOf(ImportCsv);

    expect(Object.isFrozen(record)).toBe(true);
    expect(Object.isFrozen(settingsOf(ImportCsv))).toBe(true);
  });

  it.each<[string, unknown]>([
    ['no options', undefined],
    ['no description', {}],
    ['a blank description', { description: ' ' }],
    ['a description that is no text', { description: 7 }],
    ['an unknown type', { description: DESCRIPTION, type: 'colour' }],
    ['a variable with a blank', { description: DESCRIPTION, env: 'A B' }],
    ['a YAML path without section', { description: DESCRIPTION, yaml: 'place' }],
    ['a deep YAML path', { description: DESCRIPTION, yaml: 'a.b.c' }],
    ['an old name that is none', { description: DESCRIPTION, formerly: ['a-b c'] }],
  ])('refuses %s', (_what, options) => {
    const declare = (): unknown => {
      class Wrong {
        @Setting(options as SettingOptions) readonly name!: string;
      }
      return Wrong;
    };

    expect(thrownBy(declare)).toMatchObject({ code: 'CONFIG_DECLARATION', exitCode: 70 });
  });

  it('refuses static properties and symbols', () => {
    const symbol = Symbol('name');
    const isStatic = (): unknown => {
      class Wrong {
        @Setting({ description: DESCRIPTION }) static readonly wrongName: string = '';
      }
      return Wrong;
    };
    const isSymbol = (): unknown => {
      class Wrong {
        @Setting({ description: DESCRIPTION }) readonly [symbol]!: string;
      }
      return Wrong;
    };

    expect(isStatic).toThrow(/static/);
    expect(isSymbol).toThrow(/symbol/);
  });

  it('refuses a type that left no trace', () => {
    @Config('a')
    class Wrong {
      @Setting({ description: DESCRIPTION }) readonly mode!: string | boolean;
    }

    expect(thrownBy(() => settingsOf(Wrong))).toMatchObject({
      code: 'CONFIG_SETTING_TYPE',
      message: expect.stringContaining('Wrong.mode') as string,
      fix: expect.stringContaining("@Setting({ type: 'text'") as string,
    });
  });

  it('refuses a type that no setting can have', () => {
    @Config('a')
    class Wrong {
      @Setting({ description: DESCRIPTION }) readonly index!: Map<string, string>;
    }

    expect(() => settingsOf(Wrong)).toThrow(/Wrong\.index has no type.*Map/);
  });

  it('refuses two settings of one name in a class', () => {
    @Config('a')
    class Wrong {
      @Setting({ description: DESCRIPTION }) readonly apiKey: string = '';
      @Setting({ description: DESCRIPTION }) readonly api_key: string = '';
    }

    expect(() => settingsOf(Wrong)).toThrow(/two of its settings read A_API_KEY/);
  });

  it('refuses a default that is not what the setting reads', () => {
    @Config('a')
    class Wrong {
      @Setting({ description: DESCRIPTION, default: 'soon' }) readonly every!: Duration;
    }

    expect(() => settingsOf(Wrong)).toThrow(/the default of every is not a duration/);
  });

  it('refuses a class that can not be built', () => {
    @Config('a')
    class Wrong {
      @Setting({ description: DESCRIPTION }) readonly name: string;
      constructor(parts: { name: string }) {
        this.name = parts.name;
      }
    }

    expect(() => settingsOf(Wrong as unknown as ConfigClass)).toThrow(/built without arguments/);
  });
});
