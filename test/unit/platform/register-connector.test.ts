import { inspect } from 'node:util';
import {
  PlatformCapabilities,
  registerConnector,
  type ConnectorIdentity,
} from '../../../src/platform/index.js';
import { refused, ScriptedQueries, type RecordedQuery } from '../../support/scripted-queries.js';

const identity: ConnectorIdentity = {
  id: 'b0000000-0000-4000-8000-0000000000aa',
  name: 'Bench connector',
  type: 'EXTERNAL_IMPORT',
  scope: ['bench'],
  auto: false,
  autoUpdate: false,
  enrichmentResolution: 'none',
  onlyContextual: false,
  playbookCompatible: false,
  listenCallbackUri: null,
};

const baseline = ['id', 'name', 'type', 'scope'];
const six = new PlatformCapabilities({
  version: '6.9.17',
  generation: 6,
  registerInputs: baseline,
});
const seven = new PlatformCapabilities({
  version: '7.1.0',
  generation: 7,
  registerInputs: [...baseline, 'version', 'slug'],
  features: ['callbackKeys'],
});

const connection = {
  host: 'mq',
  vhost: '/',
  use_ssl: false,
  port: 5672,
  user: 'guest',
  pass: 's3cret',
};
const s3 = {
  endpoint: 's3.example',
  port: 9000,
  use_ssl: true,
  bucket_name: 'opencti-bucket',
  bucket_region: 'us-east-1',
  access_key: 's3cret',
  secret_key: 's3cret',
};
const config = {
  connection,
  s3,
  push: 'push_1',
  push_routing: 'push_routing_1',
  push_exchange: 'amqp.worker.exchange',
  listen: 'listen_1',
  listen_routing: 'listen_routing_1',
  listen_exchange: 'amqp.connector.exchange',
};
const registered = {
  id: identity.id,
  connector_state: null,
  connector_user_id: '88ec0c6a-13ce-5e39-b486-354fe4a7084f',
  config,
};

/** Answers, but refuses fields as GraphQL validation does. */
const answering =
  (...unknown: string[]) =>
  ({ document }: RecordedQuery): unknown => {
    const field = unknown.find(name => new RegExp(`\\b${name}\\b`).test(document));
    if (field)
      throw refused(
        'GRAPHQL_VALIDATION_FAILED',
        `Cannot query field "${field}" on type "Connector".`,
      );

    return { registerConnector: { ...registered, jwks: '{"keys":[]}' } };
  };

describe('registerConnector', () => {
  it('sends exactly what OpenCTI 6 knows', async () => {
    const queries = new ScriptedQueries(answering());

    await registerConnector(queries, six, { ...identity, version: '1.2.3', slug: 'bench' });

    expect(queries.asked[0]?.variables).toEqual({
      input: {
        id: identity.id,
        name: 'Bench connector',
        type: 'EXTERNAL_IMPORT',
        scope: ['bench'],
        auto: false,
        auto_update: false,
        enrichment_resolution: 'none',
        only_contextual: false,
        playbook_compatible: false,
        listen_callback_uri: null,
      },
    });
    expect(queries.asked[0]?.document).not.toContain('jwks');
  });

  it('tells OpenCTI 7 version and slug, and asks for its keys', async () => {
    const queries = new ScriptedQueries(answering());

    const registration = await registerConnector(queries, seven, {
      ...identity,
      version: '1.2.3',
      slug: 'bench',
    });

    expect(queries.asked[0]?.variables).toMatchObject({
      input: { version: '1.2.3', slug: 'bench' },
    });
    expect(registration.jwks).toBe('{"keys":[]}');
  });

  it('trims the scope', async () => {
    const queries = new ScriptedQueries(answering());

    await registerConnector(queries, six, { ...identity, scope: [' IPv4-Addr', 'Url ', ' '] });

    expect(queries.asked[0]?.variables).toMatchObject({ input: { scope: ['IPv4-Addr', 'Url'] } });
  });

  it('reads where the broker and the files are, with passwords that do not show', async () => {
    const registration = await registerConnector(new ScriptedQueries(answering()), six, identity);

    expect(registration).toMatchObject({
      id: identity.id,
      userId: registered.connector_user_id,
      state: null,
      config: {
        connection: { host: 'mq', vhost: '/', useSsl: false, port: 5672, user: 'guest' },
        s3: { endpoint: 's3.example', bucketName: 'opencti-bucket' },
        push: 'push_1',
        pushRouting: 'push_routing_1',
        pushExchange: 'amqp.worker.exchange',
        listen: 'listen_1',
        listenRouting: 'listen_routing_1',
        listenExchange: 'amqp.connector.exchange',
      },
    });
    expect(registration.config.connection.pass.reveal()).toBe('s3cret');
    expect(inspect(registration, { depth: 9 }) + JSON.stringify(registration)).not.toContain(
      's3cret',
    );
  });

  it('asks without the file storage when the platform has none to tell', async () => {
    const queries = new ScriptedQueries(answering('s3'));

    await registerConnector(queries, six, identity);

    expect(queries.asked).toHaveLength(2);
    expect(queries.asked[1]?.document).not.toMatch(/\bs3\b/);
  });

  it('asks without whatever the platform does not know, one after the other', async () => {
    const queries = new ScriptedQueries(answering('s3', 'jwks'));

    await registerConnector(queries, seven, identity);

    expect(queries.asked).toHaveLength(3);
  });

  it('does not ask again when it is refused for another reason', async () => {
    const queries = new ScriptedQueries(() => {
      throw refused('FUNCTIONAL_ERROR', 'The name is too short, s3 or not');
    });

    await expect(registerConnector(queries, six, identity)).rejects.toMatchObject({
      code: 'PLATFORM_REFUSED',
    });
    expect(queries.asked).toHaveLength(1);
  });

  it.each([
    ['registerConnector', null],
    ['registerConnector.id', { ...registered, id: undefined }],
    ['registerConnector.connector_user_id', { ...registered, connector_user_id: 5 }],
    ['registerConnector.connector_state', { ...registered, connector_state: { page: 1 } }],
    ['registerConnector.config', { ...registered, config: null }],
    ['registerConnector.config.push', { ...registered, config: { ...config, push: '' } }],
    [
      'registerConnector.config.connection',
      { ...registered, config: { ...config, connection: 'mq' } },
    ],
    [
      'registerConnector.config.connection.port',
      { ...registered, config: { ...config, connection: { ...connection, port: '5672; s3cret' } } },
    ],
    [
      'registerConnector.config.connection.use_ssl',
      { ...registered, config: { ...config, connection: { ...connection, use_ssl: 'yes' } } },
    ],
  ])('names %s when it can not be read', async (path, registerConnectorAnswer) => {
    const queries = new ScriptedQueries(() => ({ registerConnector: registerConnectorAnswer }));

    const answer = registerConnector(queries, six, identity);

    await expect(answer).rejects.toMatchObject({
      code: 'PLATFORM_ANSWER',
      details: { path },
      message: expect.not.stringContaining('s3cret'),
    });
  });
});
