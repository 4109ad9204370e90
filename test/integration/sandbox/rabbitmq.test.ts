import { randomUUID } from 'node:crypto';
import { connect as connectSocket, createServer, type AddressInfo, type Socket } from 'node:net';
import { connect, type ChannelModel, type ConfirmChannel } from 'amqplib';
import { Sandbox, type SandboxOptions } from '../../../src/sandbox/index.js';
import { stixId } from '../../../src/stix/index.js';
import { SandboxClient } from './sandbox-client.js';

type Sent = Record<string, unknown> & { type: string };

function withId(object: Sent): Sent & { id: string } {
  return { ...object, id: stixId(object) };
}

const malware = withId({ type: 'malware', name: 'Emotet' });
const tool = withId({ type: 'tool', name: 'PsExec' });
const uses = withId({
  type: 'relationship',
  relationship_type: 'uses',
  source_ref: malware.id,
  target_ref: tool.id,
});

/** A message as pycti writes it. */
function messageOf(object: unknown, fields: Record<string, unknown> = {}): Buffer {
  const bundle = { type: 'bundle', id: 'bundle--1', spec_version: '2.1', objects: [object] };
  const content = Buffer.from(JSON.stringify(bundle)).toString('base64');

  return Buffer.from(
    JSON.stringify({ bundle_type: 'QUEUE_BUNDLE', entities_types: [], content, ...fields }),
  );
}

/** One sandbox on the broker, a connector of its own, and a channel to look from outside. */
class Rig {
  readonly id = randomUUID();
  readonly client: SandboxClient;

  private constructor(
    readonly sandbox: Sandbox,
    private readonly connection: ChannelModel,
    readonly channel: ConfirmChannel,
  ) {
    this.client = new SandboxClient(sandbox);
  }

  static async start(
    url: string,
    options: Pick<SandboxOptions, 'consume' | 'maxReferences'> = {},
  ): Promise<Rig> {
    const sandbox = await Sandbox.start({ amqp: url, ...options });
    const connection = await connect(url);
    connection.on('error', () => undefined);
    const rig = new Rig(sandbox, connection, await connection.createConfirmChannel());
    await rig.client.register({ id: rig.id });

    return rig;
  }

  async publish(body: Buffer, name: 'push' | 'listen' = 'push'): Promise<void> {
    const exchange = name === 'push' ? 'amqp.worker.exchange' : 'amqp.connector.exchange';
    const options = { deliveryMode: 2, contentEncoding: 'utf-8' };
    this.channel.publish(exchange, `${name}_routing_${this.id}`, body, options);
    await this.channel.waitForConfirms();
  }

  async count(queue: 'push' | 'listen'): Promise<number> {
    return (await this.channel.checkQueue(`${queue}_${this.id}`)).messageCount;
  }

  async remove(): Promise<void> {
    await this.client.query('mutation D($id: ID!) { deleteConnector(id: $id) }', { id: this.id });
    await this.sandbox.stop();
    await this.connection.close().catch(() => undefined);
  }
}

function required(name: 'AMQP_URL' | 'AMQP_MANAGEMENT_URL'): string {
  const value = process.env[name];
  if (!value) throw new Error(`${name} is not set`);

  return value;
}

async function management(path: string): Promise<unknown> {
  const url = new URL(required('AMQP_MANAGEMENT_URL'));
  const credentials = Buffer.from(`${url.username}:${url.password}`).toString('base64');
  const reply = await fetch(`${url.origin}/api/${path}`, {
    headers: { authorization: `Basic ${credentials}` },
  });

  return reply.json();
}

describe('a sandbox on RabbitMQ', () => {
  let rig: Rig;

  beforeEach(async () => {
    rig = await Rig.start(required('AMQP_URL'));
  });

  afterEach(() => rig.remove());

  it('declares what the platform declares', async () => {
    const queue = (name: string): Promise<unknown> => management(`queues/%2F/${name}_${rig.id}`);
    const binding = (exchange: string, name: string): Promise<unknown> =>
      management(`bindings/%2F/e/${exchange}/q/${name}_${rig.id}`);
    const args = {
      name: 'Alpha',
      config: { id: rig.id, type: 'EXTERNAL_IMPORT', scope: ['vulnerability'] },
      'x-queue-type': 'classic',
    };

    for (const name of ['push', 'listen']) {
      expect(await queue(name)).toMatchObject({
        durable: true,
        exclusive: false,
        auto_delete: false,
        arguments: args,
      });
    }
    for (const exchange of ['amqp.worker.exchange', 'amqp.connector.exchange']) {
      expect(await management(`exchanges/%2F/${exchange}`)).toMatchObject({
        type: 'direct',
        durable: true,
      });
    }
    expect(await binding('amqp.worker.exchange', 'push')).toMatchObject([
      { routing_key: `push_routing_${rig.id}` },
    ]);
    expect(await binding('amqp.connector.exchange', 'listen')).toMatchObject([
      { routing_key: `listen_routing_${rig.id}` },
    ]);
  });

  it('hands out the coordinates of the broker', async () => {
    const url = new URL(required('AMQP_URL'));

    const { data } = await rig.client.register({ id: rig.id });

    expect(data).toMatchObject({
      registerConnector: {
        config: {
          connection: { host: url.hostname, port: Number(url.port), user: url.username || 'guest' },
        },
      },
    });
  });

  it('imports what a connector publishes', async () => {
    const work = await rig.client.openWork('run', rig.id);
    await rig.client.edit(work, 'addExpectations(expectations: 3)');
    for (const object of [malware, tool, uses])
      await rig.publish(messageOf(object, { work_id: work }));
    await rig.client.edit(work, 'toProcessed(message: "Done")');

    await rig.sandbox.idle();

    expect(rig.sandbox.works()).toMatchObject([
      { status: 'complete', expected: 3, processed: 3, errors: [] },
    ]);
    expect(rig.sandbox.bundle().objects.map(({ id }) => id)).toEqual([
      malware.id,
      tool.id,
      uses.id,
    ]);
  });

  it('splits what comes over HTTP, through the broker', async () => {
    await rig.client.push([uses, tool, malware], undefined, rig.id);

    await rig.sandbox.idle();

    expect(rig.sandbox.works()).toMatchObject([{ status: 'complete', expected: 3, processed: 3 }]);
  });

  it('waits for what comes in the wrong order, and reports what never comes', async () => {
    const work = await rig.client.openWork('run', rig.id);
    await rig.client.edit(work, 'addExpectations(expectations: 3)');
    const lost = withId({ ...tool, name: 'Lost', created_by_ref: 'identity--gone' });
    for (const object of [uses, malware, lost, tool]) {
      await rig.publish(messageOf(object, { work_id: work }));
    }
    await rig.client.edit(work, 'addExpectations(expectations: 1)');

    await rig.sandbox.idle();

    expect(rig.sandbox.works()[0]).toMatchObject({
      processed: 4,
      errors: [{ message: expect.stringContaining('identity--gone') as string }],
    });
    expect((await rig.sandbox.state()).counts.relationships).toBe(1);
  });

  it('notes a body it can not read, takes it off the queue, and goes on', async () => {
    await rig.publish(Buffer.from([0, 1, 2]));
    await rig.publish(Buffer.alloc(0));
    await rig.publish(Buffer.from('{"content":5}'));
    await rig.publish(messageOf(malware));

    await rig.sandbox.idle();

    expect(rig.sandbox.bundle().objects).toHaveLength(1);
    expect(await rig.count('push')).toBe(0);
    expect((await rig.sandbox.state()).journal.map(({ message }) => message)).toEqual([
      'message dropped',
      'message dropped',
      'message dropped',
    ]);
  });

  it('declares at a ping what was deleted, and consumes it', async () => {
    await rig.channel.deleteQueue(`push_${rig.id}`);

    await rig.client.ping('{}', rig.id);
    await rig.publish(messageOf(malware));
    await rig.sandbox.idle();

    expect(rig.sandbox.bundle().objects).toHaveLength(1);
  });

  it('keeps messages while its workers pause', async () => {
    await rig.sandbox.pauseWorkers();
    await rig.client.push([malware], undefined, rig.id);
    const whilePaused = await rig.count('push');

    await rig.sandbox.resumeWorkers();
    await rig.sandbox.idle();

    expect(whilePaused).toBe(1);
    expect(rig.sandbox.bundle().objects).toHaveLength(1);
  });

  it('removes the queues of a connector that is deleted', async () => {
    const connection = await connect(required('AMQP_URL'));
    const outside = await connection.createChannel();
    outside.on('error', () => undefined);

    await rig.client.query('mutation D($id: ID!) { deleteConnector(id: $id) }', { id: rig.id });

    await expect(outside.checkQueue(`push_${rig.id}`)).rejects.toThrow(/404/);
    await rig.client.register({ id: rig.id });
    await connection.close();
  });
});

describe('a sandbox on RabbitMQ that takes nothing too large', () => {
  it('lays it aside where the platform does, and imports the rest', async () => {
    const rig = await Rig.start(required('AMQP_URL'), { maxReferences: 2 });
    const queue = 'listen_too-large-bundle';

    for (const object of [malware, tool, uses]) await rig.publish(messageOf(object));
    await rig.sandbox.idle();
    const letter = await rig.channel.get(queue, { noAck: true });
    await rig.channel.deleteQueue(queue);
    await rig.channel.deleteQueue('push_too-large-bundle');
    await rig.remove();

    const { content } = JSON.parse(letter ? letter.content.toString() : '{}') as Sent;
    expect(JSON.parse(Buffer.from(String(content), 'base64').toString())).toMatchObject({
      id: uses.id,
      rejection_info: { reject_reason: 'ELEMENT_TOO_LARGE', original_connector_id: rig.id },
    });
    expect(rig.sandbox.counts()).toMatchObject({ objects: 2, relationships: 0 });
  });
});

describe('a sandbox on RabbitMQ that does not consume', () => {
  let rig: Rig;

  beforeEach(async () => {
    rig = await Rig.start(required('AMQP_URL'), { consume: false });
  });

  afterEach(() => rig.remove());

  it('leaves messages to others, and counts them', async () => {
    await rig.client.push([malware], undefined, rig.id);
    await rig.client.push([tool], undefined, rig.id);

    const { connectors } = await rig.sandbox.state();

    expect(connectors[0]?.queue).toEqual({ messages: 2, bytes: expect.any(Number) as number });
    expect(connectors[0]?.queue.bytes).toBeGreaterThan(0);
    expect(rig.sandbox.bundle().objects).toEqual([]);
  });

  it('empties both queues at a reset', async () => {
    await rig.client.push([malware], undefined, rig.id);
    await rig.publish(Buffer.from('{}'), 'listen');

    await rig.sandbox.resetState(rig.id);

    expect(await rig.count('push')).toBe(0);
    expect(await rig.count('listen')).toBe(0);
  });
});

/** Stands between a sandbox and the broker, and can cut the line. */
class Line {
  readonly #sockets = new Set<Socket>();
  readonly #server = createServer(client => {
    const { hostname, port } = new URL(required('AMQP_URL'));
    const broker = connectSocket(Number(port), hostname);
    for (const socket of [client, broker]) {
      this.#sockets.add(socket);
      socket.on('error', () => undefined);
    }
    client.pipe(broker).pipe(client);
  });

  async open(): Promise<string> {
    await new Promise<void>(resolve => this.#server.listen(0, '127.0.0.1', resolve));
    const url = new URL(required('AMQP_URL'));
    url.host = `127.0.0.1:${(this.#server.address() as AddressInfo).port}`;

    return url.href;
  }

  cut(): void {
    for (const socket of this.#sockets) socket.destroy();
    this.#sockets.clear();
  }

  close(): void {
    this.cut();
    this.#server.close();
  }
}

describe('a sandbox whose RabbitMQ goes away', () => {
  it('goes on when it is back', async () => {
    const line = new Line();
    const rig = await Rig.start(await line.open());
    const notes: string[] = [];
    const restored = new Promise<void>(resolve =>
      rig.sandbox.on('journal', ({ message }) => {
        notes.push(message);
        if (message === 'broker connection restored') resolve();
      }),
    );

    line.cut();
    const pushed = await rig.client.push([malware], undefined, rig.id);
    await restored;
    await rig.sandbox.idle();

    expect(pushed.errors).toBeUndefined();
    expect(notes).toEqual(['broker connection lost', 'broker connection restored']);
    expect(rig.sandbox.bundle().objects).toHaveLength(1);
    await rig.sandbox.stop();
    line.close();
  });

  it('stops while it is away', async () => {
    const line = new Line();
    const rig = await Rig.start(await line.open());
    const lost = new Promise(resolve => rig.sandbox.on('journal', resolve));
    line.close();
    await lost;

    await expect(rig.sandbox.stop()).resolves.toBeUndefined();
  });
});
