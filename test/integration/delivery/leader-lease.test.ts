import { connect, type ChannelModel } from 'amqplib';
import { randomUUID } from 'node:crypto';
import { Secret } from '../../../src/config/index.js';
import { SystemClock } from '../../../src/runtime/index.js';
import { LeaderLease, type HeldLease } from '../../../src/transport/index.js';
import { TcpProxy } from '../../network/tcp-proxy.js';
import { RecordingLog } from '../../support/recording-log.js';

const broker = new URL(process.env['AMQP_URL'] ?? '');
let connection: ChannelModel;
let queue: string;
const held: HeldLease[] = [];

beforeEach(async () => {
  queue = `listen_${randomUUID()}`;
  connection = await connect(broker.href);
  const channel = await connection.createChannel();
  await channel.assertQueue(queue, { durable: true });
});

afterEach(async () => {
  for (const lease of held.splice(0)) await lease.release();
  const channel = await connection.createChannel();
  await channel.deleteQueue(queue);
  await connection.close();
});

/** A process of the connector, as far as the lease is concerned. */
function oneProcess(port = Number(broker.port)) {
  const log = new RecordingLog();
  const coordinates = {
    host: broker.hostname,
    port,
    vhost: decodeURIComponent(broker.pathname.slice(1)) || '/',
    user: broker.username || 'guest',
    pass: new Secret(broker.password || 'guest'),
    useSsl: false,
  };
  const lease = new LeaderLease({ ...coordinates, queue }, new SystemClock(), log);
  const acquire = async (signal = new AbortController().signal) => {
    const got = await lease.acquire(signal);
    if (got) held.push(got);
    return got;
  };

  return { log, acquire };
}

const standingBy = async (log: RecordingLog): Promise<void> => {
  while (!log.text.includes('standing by')) await new Promise(resolve => setImmediate(resolve));
};

describe('the lease of an external import', () => {
  it('is given at once when nobody has it', async () => {
    expect(await oneProcess().acquire()).toMatchObject({ stoodBy: false });
  });

  it('makes a second process stand by until the first lets go', async () => {
    const [first, second] = [oneProcess(), oneProcess()];
    const leading = await first.acquire();
    const waiting = second.acquire();
    await standingBy(second.log);

    await leading?.release();

    expect(await waiting).toMatchObject({ stoodBy: true });
  });

  it('goes to the stand-by when the leader’s connection is cut, and the leader learns of it', async () => {
    const proxy = await TcpProxy.start({ host: broker.hostname, port: Number(broker.port) });
    const [first, second] = [oneProcess(proxy.port), oneProcess()];
    const leading = await first.acquire();
    const waiting = second.acquire();
    await standingBy(second.log);

    proxy.cut();

    expect(await waiting).toMatchObject({ stoodBy: true });
    expect(leading?.lost.aborted).toBe(true);
    await proxy.stop();
  });

  it('is not waited for when the process is told to stop', async () => {
    const [first, second] = [oneProcess(), oneProcess()];
    await first.acquire();
    const stopping = new AbortController();
    const waiting = second.acquire(stopping.signal);
    await standingBy(second.log);

    stopping.abort(new Error('SIGTERM'));

    expect(await waiting).toBeUndefined();
  });

  it('is done without, and that is said, when the broker has no such queue', async () => {
    queue = `listen_${randomUUID()}`;
    const { log, acquire } = oneProcess();

    expect(await acquire()).toMatchObject({ stoodBy: false });
    expect(log.text).toContain('running without a lease');
  });
});
