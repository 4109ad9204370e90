import { IsIn, IsOptional, IsUrl, Max, Min } from 'class-validator';
import {
  BUILT_IN_SETTINGS,
  Config,
  Duration,
  Secret,
  Setting,
  configJsonSchema,
  settingsMarkdown,
} from '../../../src/config/index.js';

@Config('alpha')
class AlphaConfig {
  @Setting({ description: 'Root of the API.', example: 'https://a.example' })
  @IsUrl()
  readonly baseUrl!: string;

  @Setting({ description: 'API key.' })
  readonly apiKey!: Secret;

  @Setting({ description: 'Password.' })
  readonly password: string = 'sesame';

  @Setting({ description: 'Confidence.' })
  @Min(0)
  @Max(100)
  readonly confidence: number = 60;

  @Setting({ description: 'fast | slow.' })
  @IsIn(['fast', 'slow'])
  readonly mode: string = 'fast';

  @Setting({ description: 'How often.', default: 'PT1H', formerly: ['ALPHA_PERIOD'] })
  readonly every!: Duration;

  @Setting({ description: 'Feeds.' })
  readonly feeds: readonly string[] = ['a', 'b'];

  @Setting({ description: 'Since.', deprecated: { use: 'ALPHA_EVERY', removal: '2027-01-01' } })
  @IsOptional()
  readonly since?: Date;

  @Setting({ description: 'Proxy.', env: ['HTTP_PROXY', 'http_proxy'], yaml: false })
  @IsOptional()
  readonly proxy?: URL;
}

describe('configJsonSchema', () => {
  it('describes flat variables as the catalogue of OpenCTI does', () => {
    expect(configJsonSchema([AlphaConfig], 'Alpha Feed (2)')).toEqual({
      $schema: 'https://json-schema.org/draft/2020-12/schema',
      $id: 'https://www.filigran.io/connectors/alpha-feed-2_config.schema.json',
      type: 'object',
      properties: {
        ALPHA_BASE_URL: {
          description: 'Root of the API.',
          type: 'string',
          format: 'uri',
          examples: ['https://a.example'],
        },
        ALPHA_API_KEY: {
          description: 'API key.',
          type: 'string',
          format: 'password',
          writeOnly: true,
        },
        ALPHA_PASSWORD: {
          description: 'Password.',
          type: 'string',
          format: 'password',
          writeOnly: true,
        },
        ALPHA_CONFIDENCE: {
          description: 'Confidence.',
          type: 'number',
          minimum: 0,
          maximum: 100,
          default: 60,
        },
        ALPHA_MODE: {
          description: 'fast | slow.',
          type: 'string',
          enum: ['fast', 'slow'],
          default: 'fast',
        },
        ALPHA_EVERY: {
          description: 'How often.',
          type: 'string',
          format: 'duration',
          default: 'PT1H',
        },
        ALPHA_FEEDS: {
          description: 'Feeds.',
          type: 'array',
          items: { type: 'string' },
          default: ['a', 'b'],
        },
        ALPHA_SINCE: {
          description: 'Since. Use ALPHA_EVERY instead (removal scheduled for 2027-01-01).',
          type: 'string',
          format: 'date-time',
          deprecated: true,
        },
        HTTP_PROXY: { description: 'Proxy.', type: 'string', format: 'uri' },
      },
      required: ['ALPHA_BASE_URL', 'ALPHA_API_KEY'],
      additionalProperties: true,
    });
  });

  it('leaves the id out, and takes the defaults of the connector', () => {
    const schema = configJsonSchema(BUILT_IN_SETTINGS, 'Alpha', {
      ...{ 'connector.name': 'Alpha', 'connector.duration_period': 'P2D' },
    });

    expect(schema.required).toEqual(['OPENCTI_URL', 'OPENCTI_TOKEN']);
    expect(schema.properties).not.toHaveProperty('CONNECTOR_ID');
    expect(schema.properties['CONNECTOR_DURATION_PERIOD']).toMatchObject({ default: 'P2D' });
  });

  it('is nothing but JSON', () => {
    const schema = configJsonSchema([AlphaConfig, ...BUILT_IN_SETTINGS], 'Alpha');

    expect(JSON.parse(JSON.stringify(schema))).toEqual(schema);
  });
});

describe('settingsMarkdown', () => {
  it('makes a heading and a table of each class', () => {
    expect(settingsMarkdown([AlphaConfig]).split('\n')).toEqual([
      '## alpha',
      '',
      '| variable | `config.yml` | default | what it is for |',
      '| --- | --- | --- | --- |',
      '| `ALPHA_BASE_URL` | `alpha.base_url` | **required** | Root of the API. |',
      '| `ALPHA_API_KEY` | `alpha.api_key` | **required** | API key. |',
      '| `ALPHA_PASSWORD` | `alpha.password` | [secret] | Password. |',
      '| `ALPHA_CONFIDENCE` | `alpha.confidence` | `60` | Confidence. |',
      '| `ALPHA_MODE` | `alpha.mode` | `fast` | fast \\| slow. One of `fast`, `slow`. |',
      '| `ALPHA_EVERY` | `alpha.every` | `PT1H` | How often. Old name: `ALPHA_PERIOD`. |',
      '| `ALPHA_FEEDS` | `alpha.feeds` | `a,b` | Feeds. |',
      '| `ALPHA_SINCE` | `alpha.since` | – | Since. Deprecated; use `ALPHA_EVERY`. |',
      '| `HTTP_PROXY` | – | – | Proxy. Also read: `http_proxy`. |',
    ]);
  });

  it('is empty without settings', () => {
    @Config('beta')
    class Beta {}

    expect(settingsMarkdown([Beta])).toBe('');
  });
});
