import { IsIn, IsUUID, IsUrl, Max, MinLength, ValidateBy, ValidateIf } from 'class-validator';
import {
  Config,
  Duration,
  Secret,
  Setting,
  loadConfig,
  type ConfigClass,
  type ConfigProblem,
  type ConfigSources,
} from '../../../src/config/index.js';
import { parseEnvFile } from '../../../src/config/env-file.js';
import { parseYamlFile } from '../../../src/config/yaml-file.js';
import { ConfigError } from '../../../src/errors/index.js';

const FRESH = '0d4c7c9e-6f0b-4f43-9a52-6d1b0f3a8f11';
const SESAME = 'sesame-4711';

@Config('connector')
class Identity {
  @Setting({ description: 'Identity.', example: () => FRESH })
  @IsUUID('4', { message: 'is not a UUID v4' })
  readonly id!: string;
}

@Config('alpha')
class AlphaConfig {
  @Setting({ description: 'API key, from Alpha > Account > Keys.' })
  @MinLength(20, { message: '$value is too short a key' })
  readonly apiKey!: Secret;

  @Setting({ description: 'Root of the API.', example: 'https://api.alpha.example' })
  @IsUrl()
  readonly baseUrl: string = 'https://api.alpha.example';

  @Setting({ description: 'Confidence.' })
  @Max(100)
  readonly confidence: number = 50;

  @Setting({ description: 'Mode.' })
  @IsIn(['fast', 'slow'])
  readonly mode: string = 'fast';

  @Setting({ description: 'How often.', default: 'PT1H' })
  readonly every!: Duration;

  @Setting({ description: 'Proxy.' })
  readonly proxy: string = '';
}

function errorOf(
  sources: Partial<ConfigSources>,
  classes: readonly ConfigClass[] = [Identity, AlphaConfig],
): ConfigError {
  try {
    loadConfig(classes, { environment: {}, ...sources }, { connector: 'alpha feed' });
  } catch (error) {
    if (error instanceof ConfigError) return error;
    throw error;
  }
  throw new Error('nothing was wrong');
}

const problemsOf = (error: ConfigError): readonly ConfigProblem[] =>
  error.details['problems'] as readonly ConfigProblem[];

const good = { CONNECTOR_ID: FRESH, ALPHA_API_KEY: 'a-key-that-is-long-enough' };
const yaml = (text: string): Partial<ConfigSources> => ({
  environment: good,
  yamlFile: parseYamlFile(text, '/app/config.yml'),
});

describe('CONFIG_INVALID', () => {
  it('lists every problem at once, for an operator to act on', () => {
    const error = errorOf({ environment: { CONNECTOR_ID: 'ChangeMe', ALPHA_BASE_ULR: 'x' } });

    expect(error).toMatchObject({ code: 'CONFIG_INVALID', exitCode: 78, recovery: 'stop' });
    expect(error.message).toBe(
      [
        '3 settings need attention, so alpha feed did not start.',
        '',
        '  CONNECTOR_ID    "ChangeMe" is not a UUID v4 (YAML connector.id).',
        `                  Fix: CONNECTOR_ID=${FRESH}   (fresh, yours to keep)`,
        '  ALPHA_API_KEY   missing (YAML alpha.api_key). API key, from Alpha > Account > Keys.',
        '  ALPHA_BASE_ULR  no such setting. Did you mean ALPHA_BASE_URL?',
        '',
      ].join('\n'),
    );
  });

  it('carries the problems as data', () => {
    const [id, key] = problemsOf(errorOf({ environment: {} }));

    expect(id).toEqual({
      variable: 'CONNECTOR_ID',
      yamlPath: 'connector.id',
      rule: 'missing',
      description: 'Identity.',
      example: FRESH,
      isFresh: true,
    });
    expect(key).toMatchObject({ variable: 'ALPHA_API_KEY', rule: 'missing' });
  });

  it('counts one problem in the singular', () => {
    const error = errorOf({ environment: { ...good, ALPHA_MODE: 'odd' } });

    expect(error.message).toMatch(/^1 setting needs attention, so alpha feed did not start\./);
  });

  it('says for each wrong value which rule it breaks', () => {
    const environment = {
      ...good,
      ALPHA_BASE_URL: 'nowhere',
      ALPHA_CONFIDENCE: '101',
      ALPHA_MODE: 'odd',
      ALPHA_EVERY: '300',
    };

    const told = problemsOf(errorOf({ environment })).map(
      ({ variable, shown, rule }) => `${variable} ${shown} ${rule}`,
    );

    expect(told).toEqual([
      'ALPHA_BASE_URL "nowhere" must be a URL address',
      'ALPHA_CONFIDENCE 101 must not be greater than 100'.replace('101', '"101"'),
      'ALPHA_MODE "odd" must be one of the following values: fast, slow',
      'ALPHA_EVERY "300" is not a duration, such as PT1H',
    ]);
  });

  it('names file and line of what stands in a file', () => {
    const dotEnv = parseEnvFile('\nALPHA_MODE=odd', '/app/.env');
    const inEnvFile = errorOf({ environment: good, envFile: dotEnv });
    const inYaml = errorOf(yaml('alpha:\n  mode: odd\n'));

    expect(inEnvFile.message).toContain('fast, slow (/app/.env, line 2).');
    expect(inYaml.message).toContain('fast, slow (alpha.mode in /app/config.yml, line 2).');
  });

  it('never shows a secret, not even a wrong one', () => {
    const environment = { CONNECTOR_ID: FRESH, ALPHA_API_KEY: SESAME, ALPHA_API_KYE: SESAME };
    const error = errorOf({ environment });

    expect(error.message).toContain('ALPHA_API_KEY  [secret] [secret] is too short a key');
    expect(JSON.stringify(error)).not.toContain(SESAME);
    expect(error.message + error.fix + error.stack).not.toContain(SESAME);
  });

  it('never shows the placeholder of a secret as if it were one', () => {
    const error = errorOf({ environment: { CONNECTOR_ID: FRESH, ALPHA_API_KEY: 'ChangeMe' } });

    expect(error.message).toContain('[secret] is still the placeholder ChangeMe');
  });

  it('shortens what is long and escapes what is not printable', () => {
    const long = errorOf({ environment: { ...good, ALPHA_MODE: 'x'.repeat(10_000) } });
    const escape = errorOf({ environment: { ...good, ALPHA_MODE: '\u001b[31m' } });

    expect(long.message.length).toBeLessThan(400);
    expect(escape.message).toContain('"\\u001b[31m"');
  });

  it('hides login and query of a URL that is wrong', () => {
    const wrong = 'https://me:pass/w@rd@host name/?key=k';
    const error = errorOf({ environment: { ...good, ALPHA_BASE_URL: wrong } });

    expect(error.message).toContain('https://[secret]@host name/?[…]');
  });

  it('reports a default that breaks a rule', () => {
    @Config('beta')
    class Beta {
      @Setting({ description: 'Mode.' }) @IsIn(['a']) readonly mode: string = 'b';
    }

    expect(errorOf({}, [Beta]).message).toContain('BETA_MODE  "b" must be one of');
  });

  it('calls missing what is asked for by a condition only', () => {
    @Config('beta')
    class Beta {
      @Setting({ description: 'Name.' })
      @ValidateIf(() => true)
      @MinLength(2)
      readonly name?: string;
    }

    expect(problemsOf(errorOf({}, [Beta]))).toMatchObject([
      { variable: 'BETA_NAME', rule: 'missing' },
    ]);
  });

  it('says once what two classes find wrong with one variable', () => {
    @Config('alpha')
    class Twin {
      @Setting({ description: 'Mode.' }) @IsIn(['fast', 'slow']) readonly mode: string = 'fast';
    }
    const classes = [Identity, AlphaConfig, Twin];

    expect(
      problemsOf(errorOf({ environment: { ...good, ALPHA_MODE: 'x' } }, classes)),
    ).toHaveLength(1);
  });

  it('blames the author for a validator that throws', () => {
    @Config('beta')
    class Beta {
      @Setting({ description: 'Name.' })
      @ValidateBy({
        name: 'broken',
        validator: {
          validate: () => {
            throw new TypeError('oops');
          },
        },
      })
      readonly name: string = '';
    }

    expect(errorOf({}, [Beta])).toMatchObject({ code: 'CONFIG_DECLARATION', exitCode: 70 });
  });

  it('takes the name of the connector from its settings', () => {
    @Config('connector')
    class Named {
      @Setting({ description: 'Name.' }) readonly name!: string;
      @Setting({ description: 'Scope.' }) readonly scope!: string;
    }
    const load = (): unknown =>
      loadConfig([Named], { environment: {} }, { defaults: { 'connector.name': 'CISA KEV' } });

    expect(load).toThrow('so CISA KEV did not start');
  });
});

describe('names that are no setting', () => {
  const warningsOf = (sources: Partial<ConfigSources>): readonly string[] =>
    loadConfig([Identity, AlphaConfig], { environment: good, ...sources }).warnings;

  it.each([
    ['ALPHA_MOED', 'ALPHA_MODE'],
    ['ALPHA_BASE_URI', 'ALPHA_BASE_URL'],
    ['ALPHA_CONFIDENC', 'ALPHA_CONFIDENCE'],
    ['ALPHA__MODE', 'ALPHA_MODE'],
    ['ALPHA_EVERYY', 'ALPHA_EVERY'],
  ])('takes %s for a slip of %s', (name, guess) => {
    expect(problemsOf(errorOf({ environment: { ...good, [name]: 'x' } }))).toEqual([
      { variable: name, rule: 'no such setting', guess },
    ]);
  });

  it('guesses keys and sections of config.yml, in camel case too', () => {
    const error = errorOf(yaml('alpha:\n  baseUrl: x\nconector:\n  id: x\n'));

    expect(error.message).toContain(
      'alpha.baseUrl  no such setting (/app/config.yml, line 2). Did you mean alpha.base_url?',
    );
    expect(error.message).toContain('Did you mean connector?');
  });

  it('guesses a required variable although its first part is misspelt', () => {
    const environment = { CONNECTOR_ID: FRESH, ALPAH_API_KEY: SESAME };

    expect(errorOf({ environment }).message).toContain('Did you mean ALPHA_API_KEY?');
  });

  it('refuses a section that is no map', () => {
    expect(errorOf(yaml('alpha: 5')).message).toContain('alpha  is not a map of settings');
  });

  it('only warns of what is near to nothing, once for each source', () => {
    const sources = {
      environment: { ...good, ALPHA_SOMETHING: 'x', ALPHA_ELSE_ENTIRELY: 'y' },
      yamlFile: parseYamlFile('alpha:\n  leftover: 1\nother:\n  mode: 2', '/app/config.yml'),
    };

    expect(warningsOf(sources)).toEqual([
      'no setting is called so, ignored: ALPHA_SOMETHING, ALPHA_ELSE_ENTIRELY (environment)',
      'no setting is called so, ignored: alpha.leftover (/app/config.yml)',
    ]);
  });

  it('only warns of a near name when the right one is given as well', () => {
    const environment = { ...good, ALPHA_MODE: 'slow', ALPHA_MOED: 'x' };

    expect(warningsOf({ environment })).toEqual([
      'no setting is called so, ignored: ALPHA_MOED (environment)',
    ]);
  });

  it('keeps silent about what OpenCTI once read, Kubernetes sets, and others own', () => {
    const environment = {
      ...good,
      CONNECTOR_CONFIDENCE_LEVEL: '100',
      CONNECTOR_UPDATE_EXISTING_DATA: 'true',
      UPDATE_EXISTING_DATA: 'false',
      ALPHA_SERVICE_HOST: '10.0.0.1',
      ALPHA_SERVICE_PORT_HTTP: '80',
      ALPHA_PORT: 'tcp://10.0.0.1:80',
      ALPHA_PORT_80_TCP_ADDR: '10.0.0.1',
      PATH: '/bin',
      ALPHABET: 'abc',
    };

    expect(warningsOf({ environment })).toEqual([]);
  });

  it('never shows the value of a name that it does not know', () => {
    const environment = { ...good, ALPHA_SOMETHING: SESAME };

    expect(warningsOf({ environment }).join()).not.toContain(SESAME);
  });

  it('escapes names that are not printable', () => {
    expect(warningsOf(yaml('alpha:\n  "\\e[31mred": 1')).join()).toContain('\\u001b[31mred');
  });

  it('names twenty strays and counts the rest', () => {
    const names = Array.from({ length: 50 }, (_, index) => [`ALPHA_STRAY_${index}_OTHER`, 'x']);

    expect(warningsOf({ environment: { ...good, ...Object.fromEntries(names) } }).join()).toContain(
      'and 30 more',
    );
  });
});
