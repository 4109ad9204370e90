import { Config, Duration, Secret, Setting, loadConfig } from '../../../src/config/index.js';
import { benchSources } from '../../../src/testing/bench-sources.js';

@Config('alpha')
class AlphaSettings {
  @Setting({ description: 'Address.' })
  readonly baseUrl!: string;

  @Setting({ description: 'Key.' })
  readonly apiKey!: Secret;

  @Setting({ description: 'Pause.' })
  readonly pause: Duration = Duration.parse('PT1M');

  @Setting({ description: 'Pages.', type: 'integer' })
  readonly pages: number = 1;

  @Setting({ description: 'Names.' })
  readonly names: readonly string[] = [];
}

const load = (values: Readonly<Record<string, unknown>>, env = {}): AlphaSettings =>
  loadConfig([AlphaSettings], benchSources({ alpha: values }, env)).get(AlphaSettings);

describe('the settings of a bench', () => {
  it('are named as the properties, or as in config.yml', () => {
    expect(load({ baseUrl: 'a', api_key: '0123' }).apiKey.reveal()).toBe('0123');
  });

  it('take values as a settings class has them', () => {
    const settings = load({
      baseUrl: 'a',
      apiKey: new Secret('hunter22'),
      pause: Duration.parse('PT5S'),
      pages: 3,
      names: ['x', 'y'],
    });

    expect(settings.apiKey.reveal()).toBe('hunter22');
    expect(settings.pause.seconds).toBe(5);
    expect(settings).toMatchObject({ pages: 3, names: ['x', 'y'] });
  });

  it('are validated like those of an operator', () => {
    expect(() => load({ baseUrl: 'a', apiKey: 'b', pages: 'many' })).toThrow(/pages/i);
    expect(() => load({ baseUrl: undefined, apiKey: 'b' })).toThrow(/ALPHA_BASE_URL/);
  });

  it('stand below variables', () => {
    const env = { ALPHA_BASE_URL: 'from the environment' };

    expect(load({ baseUrl: 'a', apiKey: 'b' }, env).baseUrl).toBe('from the environment');
  });
});
