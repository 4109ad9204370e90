import { connect, type Channel, type ChannelModel, type GetMessage } from 'amqplib';
import { CisaKev } from '../../../examples/cisa-kev/cisa-kev.connector.js';
import { Sandbox } from '../../../src/sandbox/index.js';
import { TcpProxy } from '../../network/tcp-proxy.js';
import { shortCatalogue, wholeCatalogue } from '../../road/kev-catalogue.js';
import { CONNECTOR_ID, runOnce } from '../../road/run-connector.js';
import { json, scriptedServer, type ScriptedServer } from '../../road/scripted-server.js';

const amqpUrl = process.env['AMQP_URL'] ?? '';
const pushQueue = `push_${CONNECTOR_ID}`;

interface QueuedMessage {
  readonly properties: GetMessage['properties'];
  readonly body: Record<string, unknown>;
  readonly object: Record<string, unknown>;
}

let platform: Sandbox;
let source: ScriptedServer;
let connection: ChannelModel;
let channel: Channel;

beforeEach(async () => {
  connection = await connect(amqpUrl);
  channel = await connection.createChannel();
  await channel.deleteQueue(pushQueue);
  // The platform's side only: nobody consumes, so that what was published can be looked at.
  platform = await Sandbox.start({ amqp: amqpUrl, consume: false });
  source = await scriptedServer(json(shortCatalogue()));
});

afterEach(async () => {
  await source.stop();
  await platform.stop();
  await channel.deleteQueue(pushQueue);
  await connection.close();
});

const env = () => ({ CISA_CATALOG_URL: `${source.url}/kev.json` });

async function queued(): Promise<QueuedMessage[]> {
  const messages: QueuedMessage[] = [];
  for (;;) {
    const message = await channel.get(pushQueue, { noAck: true });
    if (!message) return messages;

    const body = JSON.parse(message.content.toString('utf8')) as Record<string, unknown>;
    const bundle = JSON.parse(Buffer.from(String(body['content']), 'base64').toString('utf8')) as {
      objects: Record<string, unknown>[];
    };
    messages.push({ properties: message.properties, body, object: bundle.objects[0] ?? {} });
  }
}

function references(object: Record<string, unknown>): string[] {
  return Object.entries(object)
    .filter(([key]) => key.endsWith('_ref') || key.endsWith('_refs'))
    .flatMap(([, value]) => value as string | string[]);
}

describe('an import into RabbitMQ', () => {
  it('leaves one message per object of the whole catalogue on the push queue', async () => {
    source.answer = json(wholeCatalogue());

    const { report } = await runOnce(CisaKev, platform, { env: env() });
    const messages = await queued();

    expect(report.outcome).toBe('ok');
    expect(messages).toHaveLength(report.runs[0]?.objects ?? -1);
    expect(new Set(messages.map(({ object }) => object['id'])).size).toBe(messages.length);
  });

  it('publishes an object only after every object that it refers to', async () => {
    source.answer = json(wholeCatalogue());

    await runOnce(CisaKev, platform, { env: env() });
    const seen = new Set<unknown>();
    const early = (await queued()).filter(({ object }) => {
      seen.add(object['id']);
      return references(object).some(reference => !seen.has(reference));
    });

    expect(early.map(({ object }) => object['id'])).toEqual([]);
  });

  it('writes the messages as pycti does', async () => {
    source.answer = json(shortCatalogue(1));

    const { report } = await runOnce(CisaKev, platform, { env: env() });
    const [first] = await queued();

    expect(Object.keys(first?.body ?? {})).toEqual([
      ...['bundle_type', 'applicant_id', 'action_sequence', 'entities_types', 'content'],
      ...['update', 'draft_id', 'work_id'],
    ]);
    expect(first?.body).toMatchObject({
      bundle_type: 'QUEUE_BUNDLE',
      action_sequence: 1,
      entities_types: [],
      update: false,
      draft_id: null,
      work_id: report.runs[0]?.work?.id,
    });
    expect(first?.properties).toMatchObject({ deliveryMode: 2, contentEncoding: 'utf-8' });
  });

  it('declares as many expectations as it publishes', async () => {
    const { report } = await runOnce(CisaKev, platform, { env: env() });
    const [work] = (await platform.state()).works;

    expect(work).toMatchObject({ expected: report.runs[0]?.messages, errors: [] });
  });

  it('publishes nothing on the second run of an unchanged catalogue', async () => {
    await runOnce(CisaKev, platform, { env: env() });
    await queued();

    const { report } = await runOnce(CisaKev, platform, { env: env() });

    expect(report.runs[0]).toMatchObject({ outcome: 'ok', messages: 0 });
    expect(await queued()).toEqual([]);
  });
});

describe('a broker that fails', () => {
  it('because it refuses the login ends the process with 77 and does not show the password', async () => {
    const { error, report, log } = await runOnce(CisaKev, platform, {
      env: { ...env(), MQ_USER: 'nobody', MQ_PASS: 'a-wrong-password' },
    });

    expect(error).toMatchObject({ code: 'TRANSPORT_LOGIN_REFUSED', exitCode: 77 });
    expect(report.runs[0]).toMatchObject({ work: { status: 'in error' }, bookmark: null });
    expect(`${error?.message} ${error?.fix} ${log.text}`).not.toContain('a-wrong-password');
  });

  it('because it goes away in the middle of a page loses nothing once it is back', async () => {
    source.answer = json(wholeCatalogue());
    const broker = new URL(amqpUrl);
    const proxy = await TcpProxy.start({ host: broker.hostname, port: Number(broker.port) });
    proxy.cutAfter(200_000);

    const { report } = await runOnce(CisaKev, platform, {
      env: { ...env(), MQ_HOST: '127.0.0.1', MQ_PORT: String(proxy.port) },
    });
    const messages = await queued();
    await proxy.stop();

    expect(proxy.connections).toBeGreaterThan(1);
    expect(report.outcome).toBe('ok');
    expect(new Set(messages.map(({ object }) => object['id'])).size).toBe(report.runs[0]?.objects);
  });

  it('because it stays away ends the run in error, with the bookmark unmoved', async () => {
    const { error, report } = await runOnce(CisaKev, platform, {
      env: { ...env(), MQ_HOST: '127.0.0.1', MQ_PORT: '1' },
    });
    const { works, connectors } = await platform.state();

    expect(error).toMatchObject({ code: 'TRANSPORT_UNREACHABLE', exitCode: 69 });
    expect(report.runs[0]).toMatchObject({ messages: 0, work: { status: 'in error' } });
    expect(works.map(work => work.status)).toEqual(['complete']);
    expect(connectors.find(({ id }) => id === CONNECTOR_ID)?.state).toBeNull();
  });
});
