import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { IsOptional, IsUrl, Max, Min, MinLength } from 'class-validator';
import {
  Config,
  Duration,
  IsTlp,
  Secret,
  Setting,
  loadConfig,
  type ConfigSources,
} from '../../../src/config/index.js';
import { parseEnvFile } from '../../../src/config/env-file.js';
import { parseYamlFile } from '../../../src/config/yaml-file.js';
import type { Tlp } from '../../../src/stix/index.js';

@Config('alpha')
class AlphaConfig {
  @Setting({ description: 'Root of the Alpha API.' })
  @IsUrl()
  readonly baseUrl: string = 'https://api.alpha.example';

  @Setting({ description: 'API key.' })
  @IsOptional()
  @MinLength(4)
  readonly apiKey?: Secret;

  @Setting({ description: 'TLP of what is imported.', case: 'upper' })
  @IsTlp()
  readonly tlp: Tlp = 'TLP:CLEAR';

  @Setting({ description: 'Confidence.', default: 60 })
  @Min(0)
  @Max(100)
  readonly confidence!: number;

  @Setting({ description: 'How often.', default: 'PT1H' })
  readonly every!: Duration;

  @Setting({ description: 'Feeds.' })
  readonly feeds: readonly string[] = ['main'];

  @Setting({ description: 'Whether old items are imported.' })
  readonly withOld: boolean = false;

  @Setting({ description: 'Extra.', type: 'any' })
  @IsOptional()
  readonly extra?: unknown;

  @Setting({ description: 'Old one.', formerly: ['ALPHA_CODENAME', 'alpha.codename'] })
  readonly label: string = 'alpha';

  @Setting({
    description: 'Going.',
    deprecated: { use: 'ALPHA_EVERY', removal: '2027-01-01' },
  })
  @IsOptional()
  readonly interval?: number;

  /** No setting: nobody may set it from outside. */
  readonly fixed: string = 'fixed';
}

interface Given {
  readonly env?: Readonly<Record<string, string | undefined>>;
  readonly dotEnv?: string;
  readonly yaml?: string;
}

const sourcesOf = ({ env = {}, dotEnv, yaml }: Given): ConfigSources => ({
  environment: env,
  ...(dotEnv !== undefined && { envFile: parseEnvFile(dotEnv, '/app/.env') }),
  ...(yaml !== undefined && { yamlFile: parseYamlFile(yaml, '/app/config.yml') }),
});

const alpha = (given: Given, defaults?: Record<string, unknown>): AlphaConfig =>
  loadConfig([AlphaConfig], sourcesOf(given), { defaults }).get(AlphaConfig);

describe('loadConfig', () => {
  it('gives an instance of the class with its defaults', () => {
    const config = alpha({});

    expect(config).toBeInstanceOf(AlphaConfig);
    expect(config).toMatchObject({
      baseUrl: 'https://api.alpha.example',
      tlp: 'TLP:CLEAR',
      confidence: 60,
      feeds: ['main'],
      withOld: false,
      label: 'alpha',
      fixed: 'fixed',
    });
    expect(config.every.toString()).toBe('PT1H');
    expect(config.apiKey).toBeUndefined();
  });

  it('reads every type from the text of the environment', () => {
    const config = alpha({
      env: {
        ALPHA_BASE_URL: 'https://other.example/x',
        ALPHA_API_KEY: 'sesame',
        ALPHA_TLP: 'tlp:amber+strict',
        ALPHA_CONFIDENCE: '75',
        ALPHA_EVERY: 'P1DT12H',
        ALPHA_FEEDS: 'a, b ,c',
        ALPHA_WITH_OLD: 'TRUE',
      },
    });

    expect(config).toMatchObject({
      baseUrl: 'https://other.example/x',
      tlp: 'TLP:AMBER+STRICT',
      confidence: 75,
      feeds: ['a', 'b', 'c'],
      withOld: true,
    });
    expect(config.apiKey?.reveal()).toBe('sesame');
    expect(config.every.seconds).toBe(129_600);
  });

  it('reads every type from config.yml', () => {
    const config = alpha({
      yaml: [
        'alpha:',
        '  api_key: 0123456',
        '  confidence: 75',
        '  every: 90',
        '  feeds: [a, 007]',
        '  with_old: yes',
        '  extra: { x: [1, two] }',
      ].join('\n'),
    });

    expect(config).toMatchObject({
      ...{ confidence: 75, feeds: ['a', '007'], withOld: true, extra: { x: [1, 'two'] } },
    });
    expect(config.apiKey?.reveal()).toBe('0123456');
    expect(config.every.seconds).toBe(90);
  });

  it('freezes instances and their lists', () => {
    const config = alpha({});

    expect(Object.isFrozen(config)).toBe(true);
    expect(Object.isFrozen(config.feeds)).toBe(true);
    expect(new AlphaConfig().feeds).not.toBe(config.feeds);
  });

  it('does not let the operator set what is no setting', () => {
    const given = { env: { ALPHA_FIXED: 'x' }, yaml: 'alpha:\n  fixed: y' };

    expect(alpha(given).fixed).toBe('fixed');
  });

  describe('precedence', () => {
    const yaml = 'alpha:\n  label: yaml';
    const dotEnv = 'ALPHA_LABEL=dotenv';
    const env = { ALPHA_LABEL: 'environment' };
    const defaults = { 'alpha.label': 'decorator' };

    it.each<[string, Given]>([
      ['environment', { env, dotEnv, yaml }],
      ['dotenv', { dotEnv, yaml }],
      ['yaml', { yaml }],
      ['decorator', {}],
    ])('%s goes before what follows it', (expected, given) => {
      expect(alpha(given, defaults).label).toBe(expected);
    });

    it('takes an empty variable for none, and looks no further', () => {
      expect(alpha({ env: { ALPHA_LABEL: '' }, yaml }, defaults).label).toBe('decorator');
      expect(alpha({ env: { ALPHA_CONFIDENCE: '' } }).confidence).toBe(60);
    });

    it('takes an empty value in config.yml for none', () => {
      expect(alpha({ yaml: 'alpha:\n  label:\n  feeds: ""' })).toMatchObject({
        ...{ label: 'alpha', feeds: ['main'] },
      });
    });

    it('reads a default of the decorator as config.yml would be read', () => {
      const config = alpha({}, { 'alpha.every': 'P2D', 'alpha.feeds': ['x'] });

      expect([config.every.toString(), config.feeds]).toEqual(['P2D', ['x']]);
    });
  });

  describe('<NAME>_FILE', () => {
    let folder: string;
    let file: string;

    beforeEach(() => {
      folder = mkdtempSync(join(tmpdir(), 'octiflow-secret-'));
      file = join(folder, 'key');
      writeFileSync(file, '  from file\n');
    });

    afterEach(() => rmSync(folder, { recursive: true }));

    it('names a file whose trimmed content is the value', () => {
      const given = { env: { ALPHA_API_KEY_FILE: file } };

      expect(alpha(given).apiKey?.reveal()).toBe('from file');
    });

    it('stands below the variable and above .env and config.yml', () => {
      const pointer = { ALPHA_LABEL_FILE: file };
      const dotEnv = 'ALPHA_LABEL=dotenv';

      expect(alpha({ env: pointer, dotEnv }).label).toBe('from file');
      expect(alpha({ env: { ...pointer, ALPHA_LABEL: 'direct' }, dotEnv }).label).toBe('direct');
      expect(alpha({ env: { ...pointer, ALPHA_LABEL: '' }, dotEnv }).label).toBe('from file');
    });

    it('may be given in .env', () => {
      expect(alpha({ dotEnv: `ALPHA_LABEL_FILE=${file}` }).label).toBe('from file');
    });

    it('shows the file as origin', () => {
      const config = loadConfig([AlphaConfig], sourcesOf({ env: { ALPHA_LABEL_FILE: file } }));

      expect(config.rows.find(({ env }) => env === 'ALPHA_LABEL')?.origin).toBe(file);
    });

    it('is a problem when the file is not there, without telling what it named', () => {
      const given = { env: { ALPHA_API_KEY_FILE: '/sesame-4711' } };

      expect(() => alpha(given)).toThrow(
        /ALPHA_API_KEY {2}can't be read from the file that ALPHA_API_KEY_FILE names: there is no such file/,
      );
      expect(() => alpha(given)).toThrow(/^(?!.*sesame)/s);
    });

    it('is a setting of its own where a setting is called so', () => {
      @Config('beta')
      class Beta {
        @Setting({ description: 'Text.' }) readonly input: string = 'none';
        @Setting({ description: 'A path.' }) readonly inputFile: string = 'none';
      }

      const config = loadConfig([Beta], sourcesOf({ env: { BETA_INPUT_FILE: file } })).get(Beta);

      expect(config).toEqual({ input: 'none', inputFile: file });
    });
  });

  it('reads variables under several names in turn', () => {
    @Config('net')
    class Net {
      @Setting({ description: 'Proxy.', env: ['HTTP_PROXY', 'http_proxy'], yaml: false })
      readonly proxy: string = '';
    }
    const proxyOf = (env: Record<string, string>): string =>
      loadConfig([Net], sourcesOf({ env })).get(Net).proxy;

    expect(proxyOf({ http_proxy: 'small' })).toBe('small');
    expect(proxyOf({ http_proxy: 'small', HTTP_PROXY: 'big' })).toBe('big');
  });

  it('shows rows with origin and value, secrets masked', () => {
    const { rows } = loadConfig(
      [AlphaConfig],
      sourcesOf({
        env: { ALPHA_API_KEY: 'sesame-4711', ALPHA_BASE_URL: 'https://me:pw@a.example/?key=k' },
        yaml: 'alpha:\n  feeds: [a, b]',
      }),
    );
    const rowOf = (name: string): unknown => rows.find(({ env }) => env === name);

    expect(rowOf('ALPHA_API_KEY')).toEqual({
      env: 'ALPHA_API_KEY',
      yamlPath: 'alpha.api_key',
      description: 'API key.',
      origin: 'environment',
      shown: '[secret]',
      isBuiltIn: false,
    });
    expect(rowOf('ALPHA_BASE_URL')).toMatchObject({ shown: 'https://[secret]@a.example/?[…]' });
    expect(rowOf('ALPHA_FEEDS')).toMatchObject({ origin: '/app/config.yml', shown: 'a,b' });
    expect(rowOf('ALPHA_CONFIDENCE')).toMatchObject({ origin: 'default', shown: '60' });
    expect(rowOf('ALPHA_INTERVAL')).not.toHaveProperty('shown');
    expect(JSON.stringify(rows)).not.toMatch(/sesame|pw|key=k/);
  });

  it('warns once of an old name and of a setting that goes', () => {
    const env = { ALPHA_CODENAME: 'x', ALPHA_INTERVAL: '5' };
    const config = loadConfig([AlphaConfig], sourcesOf({ env }));

    expect(config.get(AlphaConfig).label).toBe('x');
    expect(config.warnings).toEqual([
      'ALPHA_CODENAME is an old name and still works; use ALPHA_LABEL',
      'ALPHA_INTERVAL is deprecated and still works, until 2027-01-01; use ALPHA_EVERY instead',
    ]);
  });

  it('prefers the new name to the old one, wherever they stand', () => {
    const given = { env: { ALPHA_CODENAME: 'old' }, yaml: 'alpha:\n  label: new' };

    expect(alpha(given).label).toBe('new');
  });

  it('reads an old YAML path', () => {
    expect(alpha({ yaml: 'alpha:\n  codename: x' }).label).toBe('x');
  });

  it('says where a word means something else than in Python', () => {
    const departuresOf = (word: string): readonly string[] =>
      loadConfig([AlphaConfig], sourcesOf({ env: { ALPHA_WITH_OLD: word } })).departures;

    expect(departuresOf('FALSE')).toEqual([
      'ALPHA_WITH_OLD="FALSE" means false; pycti takes this word for true',
    ]);
    expect(departuresOf('false')).toEqual([]);
    expect(departuresOf('TRUE')).toEqual([]);
  });

  it('loads several classes, each once, in order', () => {
    @Config('beta')
    class Beta {}
    const config = loadConfig([Beta, AlphaConfig, Beta], sourcesOf({}));

    expect(config.classes).toEqual([Beta, AlphaConfig]);
    expect(config.get(Beta)).toBeInstanceOf(Beta);
  });

  it('lets two classes read one variable', () => {
    @Config('alpha')
    class Other {
      @Setting({ description: 'The same label.' }) readonly label: string = 'other';
    }
    const config = loadConfig([AlphaConfig, Other], sourcesOf({ env: { ALPHA_LABEL: 'x' } }));

    expect([config.get(AlphaConfig).label, config.get(Other).label]).toEqual(['x', 'x']);
  });

  it('refuses to give a class that was not loaded', () => {
    const config = loadConfig([], sourcesOf({}));

    expect(() => config.get(AlphaConfig)).toThrow(
      expect.objectContaining({ code: 'CONFIG_NOT_LOADED' }) as Error,
    );
  });

  it.each<[string, Record<string, unknown>]>([
    ['of a setting that is none', { 'alpha.nothing': 1 }],
    ['that can not be read', { 'alpha.every': 'soon' }],
  ])('refuses a default %s as the fault of the author', (_what, defaults) => {
    expect(() => alpha({}, defaults)).toThrow(
      expect.objectContaining({ code: 'CONFIG_DECLARATION', exitCode: 70 }) as Error,
    );
  });
});
