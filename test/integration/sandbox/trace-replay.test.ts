import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { connect, type ChannelModel } from 'amqplib';
import { Sandbox } from '../../../src/sandbox/index.js';
import { SandboxClient, type Reply } from './sandbox-client.js';

interface HttpLine {
  readonly t: 'http';
  readonly op: string;
  readonly headers: Record<string, string>;
  readonly body: { readonly query: string; readonly variables: Record<string, unknown> };
  readonly response: Reply;
}

interface AmqpLine {
  readonly t: 'amqp';
  readonly exchange: string;
  readonly routing_key: string;
  readonly body: Record<string, unknown>;
  readonly content_text: string;
  readonly content: { readonly objects: readonly { readonly id: string }[] };
}

const trace = readFileSync(join(__dirname, '../../fixtures/traces/send_feed20.jsonl'), 'utf8')
  .trimEnd()
  .split('\n')
  .map(line => JSON.parse(line) as HttpLine | AmqpLine);
const requests = trace.filter((line): line is HttpLine => line.t === 'http');
const messages = trace.filter((line): line is AmqpLine => line.t === 'amqp');

/** What pycti selects, by the name of its operation. */
const SELECTIONS: Readonly<Record<string, string>> = {
  healthCheck: 'about { version }',
  RegisterConnector: `registerConnector(input: $input) {
    id connector_state connector_user_id
    config {
      connection { host vhost use_ssl port user pass }
      s3 { endpoint port use_ssl bucket_name bucket_region access_key secret_key }
      listen listen_routing listen_exchange push push_routing push_exchange
    }
  }`,
  PingConnector: `pingConnector(id: $id, state: $state, connectorInfo: $connectorInfo) {
    id connector_state
    connector_info {
      run_and_terminate buffering queue_threshold queue_messages_size
      next_run_datetime last_run_datetime
    }
  }`,
  workAdd: 'workAdd(connectorId: $connectorId, friendlyName: $friendlyName) { id }',
  addExpectations: 'workEdit(id: $id) { addExpectations(expectations: $expectations) }',
  workToProcessed: 'workEdit(id: $id) { toProcessed(message: $message, inError: $inError) }',
};

function documentOf(signature: string): string {
  const name = /\s(\w+)/.exec(signature)?.[1] ?? '';
  const selection = SELECTIONS[name];
  if (!selection) throw new Error(`no selection is known for ${name}`);

  return `${signature} { ${selection} }`;
}

/** The shape of a reply: its keys, and whether values are there. */
function shapeOf(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value === null ? null : 'value';

  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, shapeOf(one)]));
}

/** The members that were asked for of a recorded reply, which holds all that the stub had. */
function asked(recorded: unknown, shape: unknown): unknown {
  if (typeof shape !== 'object' || shape === null) return shapeOf(recorded);
  const members = recorded as Record<string, unknown>;

  return Object.fromEntries(
    Object.entries(shape).map(([key, inner]) => [key, asked(members[key], inner)]),
  );
}

describe('the recorded run of a Python connector', () => {
  const url = process.env.AMQP_URL ?? '';
  let sandbox: Sandbox;
  let connection: ChannelModel;

  beforeAll(async () => {
    sandbox = await Sandbox.start({ amqp: url, token: 'bench-token-0000' });
    connection = await connect(url);
  });

  afterAll(async () => {
    await sandbox.stop();
    await connection.close();
  });

  it('is answered as it was, and arrives whole', async () => {
    const client = new SandboxClient(sandbox);
    const channel = await connection.createConfirmChannel();
    const workIds = new Map<unknown, string>();
    const answered: unknown[] = [];
    const recorded: unknown[] = [];

    for (const { op, body, headers, response } of requests) {
      const { id } = body.variables;
      const variables = { ...body.variables, ...(workIds.has(id) && { id: workIds.get(id) }) };
      const { authorization = '', 'user-agent': agent = '' } = headers;
      const reply = await client.query(documentOf(body.query), variables, {
        authorization,
        'user-agent': agent,
      });
      const shape = shapeOf(reply.data);
      answered.push(shape);
      recorded.push(asked(response.data, shape));
      if (op === 'workAdd') workIds.set(idOf(response), idOf(reply));
      if (!body.query.includes('addExpectations')) continue;
      for (const message of messages) {
        const content = Buffer.from(message.content_text).toString('base64');
        const fields = { ...message.body, content, work_id: workIds.get(message.body.work_id) };
        channel.publish(
          message.exchange,
          message.routing_key,
          Buffer.from(JSON.stringify(fields)),
          { deliveryMode: 2, contentEncoding: 'utf-8' },
        );
      }
      await channel.waitForConfirms();
    }
    await sandbox.idle();

    const ids = messages.flatMap(({ content }) => content.objects.map(object => object.id));
    expect(answered).toEqual(recorded);
    expect(sandbox.works()).toMatchObject([
      { status: 'complete', expected: 20, processed: 20, errors: [] },
    ]);
    expect(sandbox.bundle().objects.flatMap(sentIdOf).sort()).toEqual([...ids].sort());
    const { id } = sandbox.connectors()[0] ?? {};
    await client.query('mutation D($id: ID!) { deleteConnector(id: $id) }', { id });
  });
});

/** The recorded feed has ids of its own making, which are kept beside those that OpenCTI gives. */
function sentIdOf(object: { id: string; x_opencti_stix_ids?: string[] }): string[] {
  return object.x_opencti_stix_ids ?? [object.id];
}

function idOf(reply: Reply): string {
  return (reply.data as unknown as { workAdd: { id: string } }).workAdd.id;
}
