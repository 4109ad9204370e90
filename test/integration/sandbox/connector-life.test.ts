import { Sandbox } from '../../../src/sandbox/index.js';
import { ALPHA, SandboxClient } from './sandbox-client.js';

const QUEUE = `query GetConnector($id: String!) {
  connector(id: $id) {
    name active connector_scope connector_state connector_state_reset
    connector_queue_details { messages_number messages_size }
    config { listen_callback_uri dead_letter_routing }
  }
}`;

describe('the life of a connector', () => {
  let time: number;
  let sandbox: Sandbox;
  let client: SandboxClient;

  beforeEach(async () => {
    time = Date.parse('2026-01-02T03:04:05.000Z');
    sandbox = await Sandbox.start({ now: () => new Date(time) });
    client = new SandboxClient(sandbox);
  });

  afterEach(() => sandbox.stop());

  it('begins with a registration that hands out names and coordinates', async () => {
    const reply = await client.register();

    expect(reply).toEqual({
      data: {
        registerConnector: {
          id: ALPHA.id,
          connector_state: null,
          connector_user_id: '88ec0c6a-13ce-5e39-b486-354fe4a7084f',
          config: {
            connection: {
              host: '127.0.0.1',
              vhost: '/',
              use_ssl: false,
              port: sandbox.broker.port,
              user: 'opencti',
              pass: sandbox.broker.pass,
            },
            s3: expect.objectContaining({ bucket_name: 'opencti-bucket' }) as object,
            listen: `listen_${ALPHA.id}`,
            listen_routing: `listen_routing_${ALPHA.id}`,
            listen_exchange: 'amqp.connector.exchange',
            push: `push_${ALPHA.id}`,
            push_routing: `push_routing_${ALPHA.id}`,
            push_exchange: 'amqp.worker.exchange',
          },
        },
      },
    });
  });

  it.each(['', ' ', 'A', '   '])('refuses the name %j', async name => {
    const reply = await client.register({ name });

    expect(reply.errors?.[0]).toMatchObject({
      name: 'BAD_USER_INPUT',
      message: expect.stringContaining('at least 2 characters') as string,
    });
  });

  it('takes the state "null" of a connector that has none', async () => {
    await client.register();

    const reply = await client.ping('null');

    expect(reply.data).toMatchObject({ pingConnector: { connector_state: 'null' } });
    expect(sandbox.connectors()[0]?.state).toBeNull();
  });

  it('gives back at registration what was saved', async () => {
    await client.register();
    await client.ping('{"page": 2}');

    const again = await client.register();

    expect(again.data).toMatchObject({ registerConnector: { connector_state: '{"page": 2}' } });
    expect(sandbox.connectors()[0]?.state).toEqual({ page: 2 });
  });

  it('shows a reset to the next ping, whatever that sends, and takes the one after', async () => {
    await client.register();
    await client.ping('{"page":2}');
    await sandbox.resetState(ALPHA.id);

    const first = await client.ping('{"page":2}');
    const second = await client.ping('{"page":3}');

    expect(first.data).toMatchObject({ pingConnector: { connector_state: '' } });
    expect(second.data).toMatchObject({ pingConnector: { connector_state: '{"page":3}' } });
  });

  it('answers the ping of a connector it does not know with a functional error', async () => {
    const reply = await client.ping('{}', 'unknown');

    expect(reply.errors?.[0]).toMatchObject({
      name: 'FUNCTIONAL_ERROR',
      message: 'No connector found with the specified ID',
      extensions: {
        code: 'FUNCTIONAL_ERROR',
        data: { http_status: 400, genre: 'BUSINESS', id: 'unknown' },
      },
    });
  });

  it('is active for five minutes after a ping', async () => {
    await client.register();
    const active = async (): Promise<unknown> =>
      (await client.query(QUEUE, { id: ALPHA.id })).data?.connector;
    time += 299_000;
    const before = await active();

    time += 1_000;

    expect(before).toMatchObject({ active: true });
    expect(await active()).toMatchObject({ active: false });
  });

  it('has an empty scope stored as none', async () => {
    await client.register({ scope: [] });

    const reply = await client.query(QUEUE, { id: ALPHA.id });

    expect(reply.data).toMatchObject({ connector: { connector_scope: null } });
  });

  it('shows how much of what it pushed still waits, in bytes', async () => {
    await client.register();
    await sandbox.pauseWorkers();
    await client.push([{ type: 'malware', id: 'malware--1', name: 'x'.repeat(10_000) }]);

    const reply = await client.query(QUEUE, { id: ALPHA.id });

    const { messages_number: count, messages_size: bytes } = (
      reply.data as unknown as {
        connector: { connector_queue_details: { messages_number: number; messages_size: number } };
      }
    ).connector.connector_queue_details;
    expect(count).toBe(1);
    expect(bytes).toBeGreaterThan(13_000);
  });

  it('has its queue emptied by a reset', async () => {
    await client.register();
    await sandbox.pauseWorkers();
    await client.push([{ type: 'malware', id: 'malware--1', name: 'Emotet' }]);

    await client.query('mutation R($id: ID!) { resetStateConnector(id: $id) { id } }', {
      id: ALPHA.id,
    });

    const reply = await client.query(QUEUE, { id: ALPHA.id });
    expect(reply.data).toMatchObject({
      connector: {
        connector_state: '',
        connector_state_reset: true,
        connector_queue_details: { messages_number: 0, messages_size: 0 },
      },
    });
  });

  it('ends with its works when it is deleted', async () => {
    await client.register();
    await client.openWork();

    const reply = await client.query('mutation D($id: ID!) { deleteConnector(id: $id) }', {
      id: ALPHA.id,
    });

    expect(reply.data).toEqual({ deleteConnector: ALPHA.id });
    expect(sandbox.connectors()).toEqual([]);
    expect(sandbox.works()).toEqual([]);
  });

  it('is null when it never began', async () => {
    expect((await client.query(QUEUE, { id: 'unknown' })).data).toEqual({ connector: null });
  });
});
