import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connect, type Channel, type ChannelModel } from 'amqplib';
import { Sandbox } from '../../../src/sandbox/index.js';
import { CONNECTOR_ID, runOnce } from '../../road/run-connector.js';
import { FakeS3 } from '../../support/fake-s3.js';
import { numbersImport, type NumberSource } from './numbers.js';

const amqpUrl = process.env['AMQP_URL'] ?? '';

let sandbox: Sandbox;
let source: NumberSource;
let folder: string;

beforeEach(() => {
  source = { numbers: [1, 2, 3], vanished: [] };
  folder = mkdtempSync(join(tmpdir(), 'octiflow-'));
});

afterEach(async () => {
  await sandbox.stop();
  rmSync(folder, { recursive: true, force: true });
});

const API = { CONNECTOR_QUEUE_PROTOCOL: 'api' };

describe('copies of an import into the sandbox', () => {
  beforeEach(async () => {
    sandbox = await Sandbox.start();
  });

  const filed = (): Record<string, unknown>[] =>
    readdirSync(folder).map(name => JSON.parse(readFileSync(join(folder, name), 'utf8')));
  const toFolder = { CONNECTOR_SEND_TO_DIRECTORY: 'true' };

  it('are written beside the queue', async () => {
    const env = { ...API, ...toFolder, CONNECTOR_SEND_TO_DIRECTORY_PATH: folder };

    const { report } = await runOnce(numbersImport(source), sandbox, { env });
    await sandbox.idle();

    const [copy] = filed() as { bundle: { objects: unknown[] } }[];
    expect(report.runs[0]).toMatchObject({ outcome: 'ok', objects: 9 });
    expect(copy).toMatchObject({
      bundle_type: 'DIRECTORY_BUNDLE',
      applicant_id: expect.stringMatching(/^[0-9a-f-]{36}$/),
      connector: { id: CONNECTOR_ID, name: 'Numbers', type: 'EXTERNAL_IMPORT' },
    });
    expect(copy?.bundle.objects).toHaveLength(9);
    expect((await sandbox.state()).counts).toMatchObject({ objects: 6, relationships: 3 });
  });

  it('are written in its stead, and no work is opened', async () => {
    const env = {
      ...toFolder,
      CONNECTOR_SEND_TO_DIRECTORY_PATH: folder,
      CONNECTOR_SEND_TO_QUEUE: 'false',
    };

    const { report } = await runOnce(numbersImport(source), sandbox, { env });

    expect(report.runs[0]).toMatchObject({ outcome: 'ok', objects: 9, messages: 0 });
    expect(filed()).toHaveLength(1);
    expect((await sandbox.state()).works).toEqual([]);
    expect(sandbox.bundle().objects).toEqual([]);
  });

  it('go to the object store that the operator names, not to that of OpenCTI', async () => {
    const store = await FakeS3.start('copies');
    const env = {
      ...API,
      CONNECTOR_SEND_TO_S3: 'true',
      CONNECTOR_SEND_TO_S3_BUCKET: 'copies',
      S3_ENDPOINT: '127.0.0.1',
      S3_PORT: String(store.port),
      S3_USE_SSL: 'false',
      S3_ACCESS_KEY: 'own-access',
      S3_SECRET_KEY: 'own-secret',
    };

    const { report, log } = await runOnce(numbersImport(source), sandbox, { env });
    await store.stop();

    expect(report.runs[0]?.outcome).toBe('ok');
    expect([...store.objects.keys()]).toEqual([expect.stringMatching(/^connectors\/numbers-/)]);
    expect(store.requests[0]?.headers.authorization).toContain('Credential=own-access/');
    expect(`${log.text}${JSON.stringify(report)}`).not.toMatch(/own-(access|secret)/);
  });

  it.each<[string, () => Record<string, string>]>([
    ['nowhere', () => ({ CONNECTOR_SEND_TO_QUEUE: 'false' })],
    ['a folder that is not named', () => toFolder],
    [
      'a folder that is not there',
      () => ({ ...toFolder, CONNECTOR_SEND_TO_DIRECTORY_PATH: join(folder, 'nowhere') }),
    ],
  ])('to %s end the process before anything runs', async (_what, env) => {
    const { error, report } = await runOnce(numbersImport(source), sandbox, {
      env: { ...API, ...env() },
    });

    expect(error).toMatchObject({ exitCode: 78 });
    expect(report.runs).toEqual([]);
  });
});

describe('an import that skips what is unchanged', () => {
  beforeEach(async () => {
    sandbox = await Sandbox.start();
  });

  const run = async (env = {}) => {
    const Numbers = numbersImport(source, { skipUnchanged: true });
    const { report, log } = await runOnce(Numbers, sandbox, {
      env: { ...API, CONNECTOR_STORE_PATH: folder, ...env },
    });

    return { log, run: report.runs[0] };
  };

  it('sends nothing when the next process finds the same', async () => {
    await run();

    const second = await run();

    expect(second.run).toMatchObject({ outcome: 'ok', items: 3, messages: 0 });
    expect((await sandbox.state()).works).toHaveLength(1);
  });

  it('sends what is new, and hears of what is gone', async () => {
    await run();
    source.numbers = [1, 3, 4];

    const second = await run();

    expect(second.run).toMatchObject({ outcome: 'ok', objects: 3 });
    expect(source.vanished.map(id => id.split('--')[0]).sort()).toEqual([
      ...['malware', 'relationship', 'tool'],
    ]);
  });

  it('sends everything again once the state is reset in OpenCTI', async () => {
    await run();
    await sandbox.resetState(CONNECTOR_ID);

    expect((await run()).run).toMatchObject({ objects: 9 });
  });

  it('sends everything again to another OpenCTI', async () => {
    await run();
    await sandbox.stop();
    sandbox = await Sandbox.start();

    expect((await run()).run).toMatchObject({ objects: 9 });
  });

  it('sends everything again when what it kept is corrupt, and says so', async () => {
    await run();
    const [file = ''] = readdirSync(folder);
    writeFileSync(join(folder, file), 'rubbish\n');

    const second = await run();

    expect(second.run).toMatchObject({ objects: 9 });
    expect(second.log.at('warn')).toEqual([
      'what was sent before can not be read, starting without',
    ]);
    expect((await run()).run).toMatchObject({ messages: 0 });
  });

  it('forgets with its process when no folder is set', async () => {
    await run({ CONNECTOR_STORE_PATH: '' });

    expect((await run({ CONNECTOR_STORE_PATH: '' })).run).toMatchObject({ objects: 9 });
    expect(readdirSync(folder)).toEqual([]);
  });
});

describe('delivery over RabbitMQ', () => {
  let connection: ChannelModel;
  let channel: Channel;
  const pushQueue = `push_${CONNECTOR_ID}`;

  beforeEach(async () => {
    connection = await connect(amqpUrl);
    channel = await connection.createChannel();
    await channel.deleteQueue(pushQueue);
  });

  afterEach(async () => {
    await channel.deleteQueue(pushQueue);
    await connection.close();
  });

  const queued = async (): Promise<{ body: Record<string, unknown>; objects: number }[]> => {
    const messages: { body: Record<string, unknown>; objects: number }[] = [];
    for (;;) {
      const message = await channel.get(pushQueue, { noAck: true });
      if (!message) return messages;
      const body = JSON.parse(message.content.toString('utf8')) as Record<string, unknown>;
      const bundle = JSON.parse(Buffer.from(String(body['content']), 'base64').toString('utf8'));
      messages.push({ body, objects: (bundle as { objects: unknown[] }).objects.length });
    }
  };

  it('in groups takes few messages, which OpenCTI 7 imports as they are', async () => {
    sandbox = await Sandbox.start({ amqp: amqpUrl, profile: '7' });
    source.numbers = Array.from({ length: 100 }, (_, n) => n);

    const { report } = await runOnce(numbersImport(source, { delivery: 'grouped' }), sandbox);
    await sandbox.idle();

    const { works, counts } = await sandbox.state();
    expect(report.runs[0]).toMatchObject({ objects: 300, messages: 4 });
    expect(counts).toMatchObject({ objects: 200, relationships: 100 });
    expect(works).toEqual([
      expect.objectContaining({ status: 'complete', expected: 300, processed: 300, errors: [] }),
    ]);
  });

  it('in groups marks its messages', async () => {
    sandbox = await Sandbox.start({ amqp: amqpUrl, profile: '7', consume: false });
    source.numbers = Array.from({ length: 40 }, (_, n) => n);

    await runOnce(numbersImport(source, { delivery: 'grouped' }), sandbox);
    const messages = await queued();

    expect(messages.map(({ objects }) => objects)).toEqual([99, 21]);
    expect(messages.map(({ body }) => body['no_split'])).toEqual([true, true]);
  });

  it('in groups is as usual with OpenCTI 6, and says so once', async () => {
    sandbox = await Sandbox.start({ amqp: amqpUrl, profile: '6.9', consume: false });

    const { log } = await runOnce(numbersImport(source, { delivery: 'grouped' }), sandbox);
    const messages = await queued();

    expect(messages).toHaveLength(9);
    expect(messages.some(({ body }) => 'no_split' in body)).toBe(false);
    expect(log.at('info').filter(message => message.includes('grouped'))).toHaveLength(1);
  });

  it.each(['6.9', '7'] as const)(
    'closes the work that a killed process left open, on OpenCTI %s',
    async profile => {
      sandbox = await Sandbox.start({ amqp: amqpUrl, profile });
      const killed = await leaveOpen(sandbox, 'Numbers run @ 2026-01-01T00:00:00.000Z', 7);
      const others = await leaveOpen(sandbox, 'Somebody else', 7);

      await runOnce(numbersImport(source), sandbox);

      const works = (await sandbox.state()).works;
      const workOf = (id: string) => works.find(work => work.id === id);
      expect(workOf(killed)).toMatchObject({ status: 'complete', processed: 7 });
      expect(workOf(killed)?.errors.map(({ message }) => message)).toEqual(
        expect.arrayContaining([expect.stringMatching(/^interrupted: /)]),
      );
      expect(workOf(others)).toMatchObject({ status: 'progress', errors: [] });
    },
  );
});

/** Opens a work and announces what will never come, as a process does that is then killed. */
async function leaveOpen({ url, token }: Sandbox, name: string, expected: number): Promise<string> {
  const ask = async (query: string, variables: object): Promise<Record<string, unknown>> => {
    const response = await fetch(`${url}/graphql`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      body: JSON.stringify({ query, variables }),
    });
    const { data, errors } = (await response.json()) as Record<'data' | 'errors', never>;
    if (errors) throw new Error(JSON.stringify(errors));

    return data;
  };
  await ask(
    'mutation Register($input: RegisterConnectorInput) { registerConnector(input: $input) { id } }',
    {
      input: { id: CONNECTOR_ID, name: 'Numbers', type: 'EXTERNAL_IMPORT', scope: ['x'] },
    },
  );
  const { workAdd } = await ask(
    'mutation Add($id: String!, $name: String) { workAdd(connectorId: $id, friendlyName: $name) { id } }',
    { id: CONNECTOR_ID, name },
  );
  const { id } = workAdd as { id: string };
  await ask(
    'mutation Expect($id: ID!, $n: Int) { workEdit(id: $id) { addExpectations(expectations: $n) } }',
    { id, n: expected },
  );

  return id;
}
