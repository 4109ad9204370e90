import { FakeClock } from '../../../src/testing/index.js';
import { openAmqpOutbox, type AmqpOptions, type AmqpOutbox } from '../../../src/transport/index.js';
import { TcpProxy } from '../../network/tcp-proxy.js';
import { PushQueue, readPushMessage } from '../../rabbitmq/push-queue.js';
import { RecordingLog } from '../../support/recording-log.js';
import { sampleBundles } from '../../unit/transport/sample-bundles.js';
import { amqpOptions, skippingPauses } from './amqp-options.js';

const url = process.env['AMQP_URL'] ?? '';
const envelope = { applicantId: 'user-1' };
const upTo = (count: number) => Array.from({ length: count }, (_, index) => index + 1);

let queue: PushQueue;
let proxy: TcpProxy;
let clock: FakeClock;
let log: RecordingLog;
let outboxes: AmqpOutbox[];

beforeEach(async () => {
  queue = await PushQueue.declare(url);
  const { hostname, port } = new URL(url);
  proxy = await TcpProxy.start({ host: hostname, port: Number(port || 5672) });
  clock = new FakeClock();
  log = new RecordingLog();
  outboxes = [];
});

afterEach(async () => {
  await Promise.all(outboxes.map(outbox => outbox.close()));
  await proxy.stop();
  await queue.remove();
});

function outboxWith(differences: Partial<AmqpOptions> = {}): AmqpOutbox {
  const options = amqpOptions(url, queue, { host: '127.0.0.1', port: proxy.port, ...differences });
  const outbox = openAmqpOutbox(options, clock, log);
  outboxes.push(outbox);

  return outbox;
}

/** The places of the messages on the queue, each at its first arrival. */
async function firstArrivals(): Promise<number[]> {
  const messages = await queue.take();

  return [...new Set(messages.map(message => readPushMessage(message).action_sequence))];
}

describe('an AMQP outbox on a bad network', () => {
  it.each([1, 1_000, 50_000, 300_000])(
    'delivers everything in order when the connection is cut after %d bytes',
    async bytes => {
      const outbox = outboxWith();
      await outbox.send([], envelope);
      proxy.cutAfter(bytes);

      const { confirmed } = await skippingPauses(
        clock,
        outbox.send(sampleBundles(2_000), envelope),
      );

      expect(confirmed).toBe(2_000);
      expect(proxy.connections).toBe(2);
      expect(await firstArrivals()).toEqual(upTo(2_000));
    },
  );

  it('delivers everything when the confirmations are cut off', async () => {
    const outbox = outboxWith();
    await outbox.send(sampleBundles(1), envelope);
    await queue.take();
    proxy.cutAfter(30, 'down');

    const receipt = await skippingPauses(clock, outbox.send(sampleBundles(2_000), envelope));

    expect(receipt.confirmed).toBe(2_000);
    expect(receipt.republished).toBeGreaterThan(0);
    expect(await firstArrivals()).toEqual(upTo(2_000));
  });

  it('delivers everything when the connection is cut again and again', async () => {
    const outbox = outboxWith({ window: { messages: 50 } });
    const sent = skippingPauses(clock, outbox.send(sampleBundles(3_000), envelope));

    for (let cut = 1; cut <= 5; cut++) {
      await proxy.whenConnections(cut);
      proxy.cutAfter(60_000);
    }

    expect((await sent).confirmed).toBe(3_000);
    expect(proxy.connections).toBe(6);
    expect(await firstArrivals()).toEqual(upTo(3_000));
  });

  it.each(['up', 'down'] as const)('recovers when bytes on the way %s are damaged', async way => {
    const outbox = outboxWith();
    await outbox.send(sampleBundles(1), envelope);
    await queue.take();
    proxy.corrupt(way);

    const { confirmed } = await skippingPauses(clock, outbox.send(sampleBundles(1_000), envelope));

    expect(confirmed).toBe(1_000);
    expect(await firstArrivals()).toEqual(upTo(1_000));
  });

  it('notices a broker that has gone silent by its heartbeat', async () => {
    const outbox = outboxWith({ heartbeatSeconds: 1 });
    await outbox.send(sampleBundles(1), envelope);
    await queue.take();
    proxy.stall();

    const sent = outbox.send(sampleBundles(100), envelope);
    await clock.sleeping(1, 10);
    proxy.resume();
    const receipt = await skippingPauses(clock, sent);

    expect(receipt).toMatchObject({ confirmed: 100, republished: 100 });
    expect(log.lines.find(({ level }) => level === 'warn')?.facts['reason']).toMatch(
      /[Hh]eartbeat/,
    );
    expect(await firstArrivals()).toEqual(upTo(100));
  });

  it('waits for a slow network without holding more than its window', async () => {
    const outbox = outboxWith({ window: { messages: 20 } });
    await outbox.send(sampleBundles(1), envelope);
    proxy.slow(1);

    const { confirmed } = await outbox.send(sampleBundles(200), envelope);

    expect(confirmed).toBe(200);
    expect(proxy.connections).toBe(1);
  });

  it('connects once the broker comes up', async () => {
    proxy.refuse();
    const outbox = outboxWith();

    const sent = skippingPauses(clock, outbox.send(sampleBundles(10), envelope));
    await proxy.whenConnections(3);
    proxy.accepting();

    expect((await sent).confirmed).toBe(10);
  });

  it('gives up an attempt to connect that is never answered, and tries anew', async () => {
    proxy.stall();
    const outbox = outboxWith({ connectTimeoutMs: 5_000 });
    const sent = outbox.send(sampleBundles(10), envelope);
    await proxy.whenConnections(1);

    await clock.advance(5_000);
    await clock.sleeping(1, 10);
    proxy.resume();

    expect((await skippingPauses(clock, sent)).confirmed).toBe(10);
    expect(log.lines.find(({ level }) => level === 'warn')?.facts['reason']).toBe(
      'it does not answer in time',
    );
  });

  it('releases its socket when it is closed', async () => {
    const outbox = outboxWith();
    await outbox.send(sampleBundles(10), envelope);
    const before = proxy.open;

    await outbox.close();
    await proxy.whenIdle();

    expect(before).toBe(1);
    expect(clock.pending).toBe(0);
  });

  it('releases its socket when it is closed and the broker is silent', async () => {
    const outbox = outboxWith();
    await outbox.send(sampleBundles(10), envelope);
    proxy.stall();

    const closed = outbox.close();
    await clock.sleeping(1);
    await clock.advance(5_000);
    await closed;
    proxy.resume();

    await proxy.whenIdle();
  });

  it('releases its socket when a send is aborted while it connects', async () => {
    proxy.stall();
    const abort = new AbortController();
    const sent = outboxWith().send(sampleBundles(1), envelope, abort.signal);
    await proxy.whenConnections(1);

    abort.abort();
    await sent.catch(() => undefined);
    proxy.resume();

    await proxy.whenIdle();
    expect(clock.pending).toBe(0);
  });
});
