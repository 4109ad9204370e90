import {
  BUILT_IN_SETTINGS,
  ConnectorSettings,
  MqSettings,
  NetworkSettings,
  OpenctiSettings,
  S3Settings,
  loadConfig,
  settingsOf,
  type LoadedConfig,
} from '../../../src/config/index.js';
import { parseYamlFile } from '../../../src/config/yaml-file.js';

const ID = '0d4c7c9e-6f0b-4f43-9a52-6d1b0f3a8f11';
const LEAST = {
  OPENCTI_URL: 'http://localhost:8080',
  OPENCTI_TOKEN: 'sesame-4711',
  CONNECTOR_ID: ID,
  CONNECTOR_NAME: 'Alpha',
};

const load = (env: Record<string, string> = {}): LoadedConfig =>
  loadConfig(BUILT_IN_SETTINGS, { environment: { ...LEAST, ...env } });

/** As pycti reads them, but for log level and TLS; `-` where nothing stands without the operator. */
const TABLE = `
OPENCTI_URL opencti.url text required
OPENCTI_TOKEN opencti.token secret required
OPENCTI_CUSTOM_HEADERS opencti.custom_headers text -
OPENCTI_SSL_VERIFY opencti.ssl_verify boolean-or-text true
OPENCTI_JSON_LOGGING opencti.json_logging boolean -
CONNECTOR_ID connector.id text required
CONNECTOR_NAME connector.name text required
CONNECTOR_TYPE connector.type text -
CONNECTOR_SCOPE connector.scope list ["not-applicable"]
CONNECTOR_AUTO connector.auto boolean false
CONNECTOR_AUTO_UPDATE connector.auto_update boolean false
CONNECTOR_ENRICHMENT_RESOLUTION connector.enrichment_resolution text "none"
CONNECTOR_ONLY_CONTEXTUAL connector.only_contextual boolean false
CONNECTOR_LOG_LEVEL connector.log_level text "info"
CONNECTOR_RUN_AND_TERMINATE connector.run_and_terminate boolean false
CONNECTOR_DURATION_PERIOD connector.duration_period duration -
CONNECTOR_QUEUE_THRESHOLD connector.queue_threshold number 500
CONNECTOR_QUEUE_PROTOCOL connector.queue_protocol text "amqp"
CONNECTOR_VALIDATE_BEFORE_IMPORT connector.validate_before_import boolean false
CONNECTOR_SEND_TO_QUEUE connector.send_to_queue boolean true
CONNECTOR_SEND_TO_DIRECTORY connector.send_to_directory boolean false
CONNECTOR_SEND_TO_DIRECTORY_PATH connector.send_to_directory_path text -
CONNECTOR_SEND_TO_DIRECTORY_RETENTION connector.send_to_directory_retention integer 7
CONNECTOR_SEND_TO_S3 connector.send_to_s3 boolean false
CONNECTOR_SEND_TO_S3_BUCKET connector.send_to_s3_bucket text -
CONNECTOR_SEND_TO_S3_FOLDER connector.send_to_s3_folder text "connectors"
CONNECTOR_SEND_TO_S3_RETENTION connector.send_to_s3_retention integer 7
CONNECTOR_STORE_PATH connector.store_path text -
CONNECTOR_LISTEN_PROTOCOL connector.listen_protocol text "AMQP"
CONNECTOR_LISTEN_PROTOCOL_API_PORT connector.listen_protocol_api_port integer 7070
CONNECTOR_LISTEN_PROTOCOL_API_PATH connector.listen_protocol_api_path text "/api/callback"
CONNECTOR_LISTEN_PROTOCOL_API_SSL connector.listen_protocol_api_ssl boolean false
CONNECTOR_LISTEN_PROTOCOL_API_URI connector.listen_protocol_api_uri text -
LISTEN_PROTOCOL_API_SSL_KEY connector.listen_protocol_api_ssl_key secret -
LISTEN_PROTOCOL_API_SSL_CERT connector.listen_protocol_api_ssl_cert text -
LISTEN_PROTOCOL_API_SSL_PASSPHRASE connector.listen_protocol_api_ssl_passphrase secret -
CONNECTOR_LIVE_STREAM_ID connector.live_stream_id text -
CONNECTOR_LIVE_STREAM_LISTEN_DELETE connector.live_stream_listen_delete boolean true
CONNECTOR_LIVE_STREAM_NO_DEPENDENCIES connector.live_stream_no_dependencies boolean true
CONNECTOR_LIVE_STREAM_WITH_INFERENCES connector.live_stream_with_inferences boolean false
CONNECTOR_LIVE_STREAM_RECOVER_ISO_DATE connector.live_stream_recover_iso_date text -
CONNECTOR_LIVE_STREAM_START_TIMESTAMP connector.live_stream_start_timestamp integer -
CONNECTOR_EXPOSE_METRICS connector.expose_metrics boolean false
CONNECTOR_METRICS_NAMESPACE connector.metrics_namespace text ""
CONNECTOR_METRICS_SUBSYSTEM connector.metrics_subsystem text ""
CONNECTOR_METRICS_HOST connector.metrics_host text -
CONNECTOR_METRICS_PORT connector.metrics_port integer 9095
CONNECTOR_AUTO_CREATE_SERVICE_ACCOUNT connector.auto_create_service_account boolean false
CONNECTOR_AUTO_CREATE_SERVICE_ACCOUNT_CONFIDENCE_LEVEL connector.auto_create_service_account_confidence_level integer 50
CONNECTOR_XTM_ONE_INTENT connector.xtm_one_intent text -
MQ_HOST mq.host text -
MQ_PORT mq.port integer -
MQ_VHOST mq.vhost text -
MQ_USE_SSL mq.use_ssl boolean -
MQ_USER mq.user text -
MQ_PASS mq.pass secret -
MQ_USE_SSL_CA mq.use_ssl_ca text -
MQ_USE_SSL_CERT mq.use_ssl_cert text -
MQ_USE_SSL_KEY mq.use_ssl_key secret -
MQ_USE_SSL_PASSPHRASE mq.use_ssl_passphrase secret -
MQ_USE_SSL_REJECT_UNAUTHORIZED mq.use_ssl_reject_unauthorized boolean true
S3_ENDPOINT s3.endpoint text -
S3_PORT s3.port integer -
S3_ACCESS_KEY s3.access_key secret -
S3_SECRET_KEY s3.secret_key secret -
S3_USE_SSL s3.use_ssl boolean -
S3_BUCKET_REGION s3.bucket_region text -
HTTPS_CA_CERTIFICATES - text -
HTTP_PROXY - text -
HTTPS_PROXY - text -
NO_PROXY - text -
`;

describe('the built-in settings', () => {
  it('have the names, places, types and defaults that operators know', () => {
    const lines = BUILT_IN_SETTINGS.flatMap(cls => settingsOf(cls)).map(
      ({ env, yamlPath = '-', type, isRequired, default: value }) =>
        `${env} ${yamlPath} ${type} ${isRequired ? 'required' : (JSON.stringify(value) ?? '-')}`,
    );

    expect(lines).toEqual(TABLE.trim().split('\n'));
  });

  it('need four values, and are content with them', () => {
    expect(load().get(ConnectorSettings)).toMatchObject({ id: ID, name: 'Alpha', auto: false });
    expect(() => loadConfig(BUILT_IN_SETTINGS, { environment: {} })).toThrow(/^4 settings/);
  });

  it('are marked as built in', () => {
    expect(load().rows.every(({ isBuiltIn }) => isBuiltIn)).toBe(true);
  });

  it.each<[string, Record<string, string>]>([
    ['an address without scheme', { OPENCTI_URL: 'localhost:8080' }],
    ['an address of another scheme', { OPENCTI_URL: 'ftp://localhost' }],
    ['the placeholder of a token', { OPENCTI_TOKEN: 'ChangeMe' }],
    ['an id that is no UUID v4', { CONNECTOR_ID: '1f1c3b1e-1111-1111-8111-111111111111' }],
    ['a name of one letter', { CONNECTOR_NAME: 'x' }],
    ['an unknown type', { CONNECTOR_TYPE: 'IMPORT' }],
    ['an unknown level', { CONNECTOR_LOG_LEVEL: 'loud' }],
    ['a period that goes back', { CONNECTOR_DURATION_PERIOD: '-PT5M' }],
    ['a period below a second', { CONNECTOR_DURATION_PERIOD: 'PT0.5S' }],
    ['a period without unit', { CONNECTOR_DURATION_PERIOD: '300' }],
    ['a threshold of nothing', { CONNECTOR_QUEUE_THRESHOLD: '0' }],
    ['an unknown queue protocol', { CONNECTOR_QUEUE_PROTOCOL: 'kafka' }],
    ['a port beyond all ports', { MQ_PORT: '70000' }],
    ['a word for a port', { MQ_PORT: 'no' }],
    ['a confidence above 100', { CONNECTOR_AUTO_CREATE_SERVICE_ACCOUNT_CONFIDENCE_LEVEL: '101' }],
    ['a recovery date that is none', { CONNECTOR_LIVE_STREAM_RECOVER_ISO_DATE: 'yesterday' }],
  ])('refuse %s', (_what, env) => {
    expect(() => load(env)).toThrow(/^1 setting needs attention/);
  });

  it.each([
    'http://opencti:8080',
    'http://opencti_platform:8080',
    'https://opencti.example.org/base',
    'http://10.0.0.1:8080/',
    'http://[::1]:8080',
  ])('accept %s as the address of OpenCTI', url => {
    expect(load({ OPENCTI_URL: url }).get(OpenctiSettings).url).toBe(url);
  });

  it('verify certificates unless told otherwise, and say so once', () => {
    const unset = load();
    const off = load({ OPENCTI_SSL_VERIFY: 'FALSE' });
    const file = load({ OPENCTI_SSL_VERIFY: '/etc/ca.pem' });

    expect(unset.get(OpenctiSettings).sslVerify).toBe(true);
    expect(unset.get(MqSettings).useSslRejectUnauthorized).toBe(true);
    expect(unset.departures).toEqual([expect.stringContaining('OPENCTI_SSL_VERIFY') as string]);
    expect(off.get(OpenctiSettings).sslVerify).toBe(false);
    expect(file.get(OpenctiSettings).sslVerify).toBe('/etc/ca.pem');
    expect(file.departures).toEqual([]);
  });

  it('read a queue protocol under its old name, with one warning', () => {
    const config = load({ QUEUE_PROTOCOL: 'API' });

    expect(config.get(ConnectorSettings).queueProtocol).toBe('api');
    expect(config.warnings).toEqual([
      'QUEUE_PROTOCOL is an old name and still works; use CONNECTOR_QUEUE_PROTOCOL',
    ]);
  });

  it('take a period of 0 for a single run', () => {
    const periodOf = (text: string): number | undefined =>
      load({ CONNECTOR_DURATION_PERIOD: text }).get(ConnectorSettings).durationPeriod?.seconds;

    expect([periodOf('0'), periodOf('PT0S'), periodOf('P2D')]).toEqual([0, 0, 172_800]);
  });

  it('bring words into the case that OpenCTI knows', () => {
    const settings = load({
      CONNECTOR_LOG_LEVEL: 'WARNING',
      CONNECTOR_TYPE: 'stream',
      CONNECTOR_LISTEN_PROTOCOL: 'api',
    }).get(ConnectorSettings);

    expect(settings).toMatchObject({ logLevel: 'warning', type: 'STREAM', listenProtocol: 'API' });
  });

  it('trim the scope', () => {
    expect(load({ CONNECTOR_SCOPE: ' Report ,IPv4-Addr' }).get(ConnectorSettings).scope).toEqual([
      ...['Report', 'IPv4-Addr'],
    ]);
  });

  it('read proxies in small letters as well', () => {
    expect(load({ https_proxy: 'http://proxy:3128' }).get(NetworkSettings).httpsProxy).toBe(
      'http://proxy:3128',
    );
  });

  it('do not mistake the service links of Kubernetes for settings of the broker', () => {
    const env = { MQ_SERVICE_HOST: '10.0.0.1', S3_PORT_9000_TCP: 'tcp://10.0.0.1:9000' };

    expect(load(env).warnings).toEqual([]);
  });

  it('show neither token nor key nor password', () => {
    const config = load({
      MQ_PASS: 'sesame-1',
      S3_SECRET_KEY: 'sesame-2',
      OPENCTI_CUSTOM_HEADERS: 'x-key:sesame-3',
      HTTPS_CA_CERTIFICATES: '-----BEGIN CERTIFICATE-----\nsesame-4',
      HTTPS_PROXY: 'http://me:sesame-5@proxy:3128',
    });

    expect(
      JSON.stringify([config.rows, config.get(MqSettings), config.get(S3Settings)]),
    ).not.toContain('sesame');
    expect(config.get(MqSettings).pass?.reveal()).toBe('sesame-1');
  });

  it('read a config.yml of the Python connectors', () => {
    const text = [
      'opencti:',
      "  url: 'http://localhost:8080'",
      "  token: '88ec0c6a-13ce-5e39-b486-354fe4a7084f'",
      'connector:',
      `  id: '${ID}'`,
      "  type: 'EXTERNAL_IMPORT'",
      "  name: 'CISA Known Exploited Vulnerabilities'",
      "  scope: 'cisa'",
      '  confidence_level: 100',
      '  update_existing_data: True',
      '  run_and_terminate: False',
      "  log_level: 'error'",
      '  duration_period: P2D',
    ].join('\n');
    const yamlFile = parseYamlFile(text, '/app/config.yml');

    const config = loadConfig(BUILT_IN_SETTINGS, { environment: {}, yamlFile });

    expect(config.get(ConnectorSettings)).toMatchObject({
      ...{ name: 'CISA Known Exploited Vulnerabilities', scope: ['cisa'], logLevel: 'error' },
    });
    expect(config.warnings).toEqual([]);
  });
});
