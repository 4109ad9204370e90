import fc from 'fast-check';
import {
  BUILT_IN_SETTINGS,
  Config,
  Secret,
  Setting,
  loadConfig,
  settingsOf,
  type ConfigProblem,
} from '../../../src/config/index.js';
import { ConfigError } from '../../../src/errors/index.js';

@Config('alpha')
class AlphaConfig {
  @Setting({ description: 'Key.' }) readonly apiKey!: Secret;
  @Setting({ description: 'Number.' }) readonly size!: number;
  @Setting({ description: 'Switch.' }) readonly isOn!: boolean;
  @Setting({ description: 'Place.' }) readonly place!: URL;
}

const CLASSES = [...BUILT_IN_SETTINGS, AlphaConfig];
const NAMES = CLASSES.flatMap(cls => settingsOf(cls)).map(({ env }) => env);
const texts = fc.oneof(
  fc.string(),
  fc.constantFrom(
    '',
    '0',
    'true',
    'PT1H',
    '-1',
    '{}',
    '[]',
    '%00',
    '__proto__',
    '../../etc/passwd',
  ),
);

function problemsOf(environment: Record<string, string>): readonly ConfigProblem[] {
  try {
    loadConfig(CLASSES, { environment });
    return [];
  } catch (error) {
    expect(error).toBeInstanceOf(ConfigError);
    expect(error).toMatchObject({ code: 'CONFIG_INVALID' });
    return (error as ConfigError).details['problems'] as readonly ConfigProblem[];
  }
}

describe('loadConfig, whatever the operator sets', () => {
  it('answers with settings or with one CONFIG_INVALID', () => {
    const names = fc.oneof(
      fc.constantFrom(...NAMES),
      fc.string().map(text => `ALPHA_${text}`),
    );

    fc.assert(
      fc.property(fc.dictionary(names, texts, { maxKeys: 20 }), env => void problemsOf(env)),
    );
  });

  it('reports every wrong setting at once', () => {
    const wrong = {
      ALPHA_API_KEY: 'ChangeMe',
      ALPHA_SIZE: 'big',
      ALPHA_IS_ON: 'maybe',
      ALPHA_PLACE: 'nowhere',
      OPENCTI_URL: 'nowhere',
      CONNECTOR_ID: 'ChangeMe',
      CONNECTOR_LOG_LEVEL: 'loud',
      MQ_PORT: 'five',
    };
    const right = {
      ALPHA_API_KEY: 'key',
      ALPHA_SIZE: '1',
      ALPHA_IS_ON: 'no',
      ALPHA_PLACE: 'https://a.example',
      OPENCTI_URL: 'http://localhost',
      OPENCTI_TOKEN: 'token',
      CONNECTOR_ID: '0d4c7c9e-6f0b-4f43-9a52-6d1b0f3a8f11',
      CONNECTOR_NAME: 'Alpha',
    };

    fc.assert(
      fc.property(fc.subarray(Object.keys(wrong)), chosen => {
        const picked = Object.fromEntries(
          chosen.map(name => [name, wrong[name as keyof typeof wrong]]),
        );
        const found = problemsOf({ ...right, ...picked }).map(({ variable }) => variable);

        expect(found.sort()).toEqual([...chosen].sort());
      }),
    );
  });

  it('never lets a secret into an error', () => {
    const keys = fc.stringMatching(/^[A-Za-z0-9]{12,20}$/);

    fc.assert(
      fc.property(keys, fc.constantFrom('ALPHA_API_KEY', 'ALPHA_API_KYE'), (key, name) => {
        const found = problemsOf({ [name]: key });

        expect(JSON.stringify(found)).not.toContain(key);
      }),
    );
  });
});
