import { requestMessage, workOf } from '../../support/request-message.js';
import { until } from '../../support/until.js';
import { startPrivateRabbitMq, type RabbitMq } from '../../rabbitmq/rabbitmq.cjs';
import type { HandleMessage } from '../../../src/transport/index.js';
import { InboxBench } from './inbox-bench.js';

const url = process.env['AMQP_URL'] ?? '';
/** Each command to the broker starts a virtual machine, which takes its time on a busy machine. */
const CONTROL_LIMIT_MS = 180_000;
const AGAIN = 'request came again while it is worked on';

describe('an AMQP inbox on a bad network', () => {
  let bench: InboxBench;

  beforeEach(async () => {
    bench = await InboxBench.open(url);
  });

  afterEach(async () => {
    await bench.close();
  });

  it('does not run a request twice when its connection is cut', async () => {
    const { queue, held, proxy, log } = bench;
    const inbox = await bench.started();
    await queue.send(requestMessage('w1'));
    await held.whenCalls(1);
    proxy.cut();
    await until(() => log.at('info').includes(AGAIN));

    held.at(0).resolve();
    await inbox.stop();

    expect(held.works).toEqual(['w1']);
    expect(await queue.size()).toBe(0);
  });

  it('acknowledges what was reported while there was no connection', async () => {
    const { queue, held, proxy } = bench;
    await bench.started();
    await queue.send(requestMessage('w1'));
    await held.whenCalls(1);
    proxy.refuse();
    proxy.cut();
    await until(async () => (await queue.size()) === 1);

    held.at(0).resolve();
    proxy.accepting();
    await until(async () => (await queue.size()) === 0 && (await queue.consumers()) === 1);

    expect(held.works).toEqual(['w1']);
  });

  it('loses nothing, and runs nothing twice at once, when it is cut again and again', async () => {
    const { queue, proxy } = bench;
    const works = Array.from({ length: 300 }, (_, i) => `w${i}`);
    const running = new Set<string | null>();
    const done = new Set<string | null>();
    let overlaps = 0;
    let most = 0;
    const handle: HandleMessage = async ({ body }) => {
      const work = workOf(body);
      if (running.has(work)) overlaps += 1;
      running.add(work);
      most = Math.max(most, running.size);
      await new Promise(resolve => setImmediate(resolve));
      running.delete(work);
      done.add(work);
      if (done.size % 40 === 0) proxy.cut();
    };
    const inbox = bench.inbox({ concurrency: 8 });
    await inbox.start(handle);

    await queue.send(...works.map(work => requestMessage(work)));
    await until(() => done.size === works.length);
    await until(async () => (await queue.consumers()) === 1);
    await inbox.stop();

    expect([overlaps, await queue.size()]).toEqual([0, 0]);
    expect(most).toBeLessThanOrEqual(8);
    expect(proxy.connections).toBeGreaterThan(1);
  });

  it.each([1, 20, 300, 600])('listens all the same after a cut at byte %d', async bytes => {
    const { queue, held, proxy } = bench;
    proxy.cutAfter(bytes, 'down');
    await bench.started();

    await queue.send(requestMessage('w1'));
    await held.whenCalls(1);

    expect(held.works).toEqual(['w1']);
  });

  it('listens again when its queue is removed and declared anew', async () => {
    const { queue, held, log } = bench;
    await bench.started();
    await queue.removeQueue();
    await until(() => log.at('warn').length > 0);

    await queue.assert();
    await queue.send(requestMessage('w1'));
    await held.whenCalls(1);

    expect(log.lines.find(({ level }) => level === 'warn')?.facts).toMatchObject({
      reason: 'the broker cancelled the consumer',
    });
  });

  it('notices a broker that has gone silent by its heartbeat', async () => {
    const { queue, held, proxy } = bench;
    await bench.started({ heartbeatSeconds: 1 });
    proxy.stall();
    await proxy.whenConnections(2);

    proxy.resume();
    await queue.send(requestMessage('w1'));
    await held.whenCalls(1);

    expect(held.works).toEqual(['w1']);
  });

  it('stops although the broker is silent', async () => {
    const { proxy, clock } = bench;
    const inbox = await bench.started();
    proxy.stall();

    const stopped = inbox.stop();
    for (const _step of ['cancelling', 'closing']) {
      await clock.sleeping(1, 5_000);
      await clock.advance(5_000);
    }
    await stopped;

    expect(clock.pending).toBe(0);
  });

  it('releases its socket when it stops', async () => {
    const { proxy } = bench;
    const inbox = await bench.started();

    await inbox.stop();
    await until(() => proxy.open === 0);

    expect(proxy.connections).toBe(1);
  });

  it('connects once the broker comes up', async () => {
    const { held, proxy } = bench;
    proxy.refuse();
    const started = bench.inbox().start(held.handle);
    await proxy.whenConnections(3);

    proxy.accepting();
    await started;

    expect(bench.log.at('info')).toEqual(['listening']);
  });
});

describe('an AMQP inbox and a broker that fails', () => {
  let broker: Required<RabbitMq>;
  let bench: InboxBench;

  beforeAll(async () => {
    broker = await startPrivateRabbitMq();
  }, CONTROL_LIMIT_MS);

  afterAll(async () => {
    await broker.stop();
  });

  afterEach(async () => {
    await bench.close();
  });

  it(
    'rides out a broker that takes the channel away from a slow request',
    async () => {
      const patience = 'application:set_env(rabbit, consumer_timeout, 500)';
      const looks = 'application:set_env(rabbit, channel_tick_interval, 100)';
      await broker.control('eval', `${patience}, ${looks}.`);
      bench = await InboxBench.open(broker.url);
      const { queue, held, log } = bench;
      const inbox = await bench.started();
      await queue.send(requestMessage('w1'));
      await held.whenCalls(1);
      await until(() => log.at('info').includes(AGAIN));
      await broker.control('eval', 'application:set_env(rabbit, consumer_timeout, 1800000).');

      held.at(0).resolve();
      await until(async () => (await queue.consumers()) === 1);
      await inbox.stop();

      expect(held.works).toEqual(['w1']);
      expect(await queue.size()).toBe(0);
    },
    CONTROL_LIMIT_MS,
  );

  it(
    'gives up at once when its user may not read the queue',
    async () => {
      await broker.control('add_user', 'reader', 'reader-pa55word');
      await broker.control('set_permissions', 'reader', '', '', 'nothing');
      bench = await InboxBench.open(broker.url);
      const inbox = bench.inbox({ user: 'reader', pass: { reveal: () => 'reader-pa55word' } });

      await expect(inbox.start(bench.held.handle)).rejects.toMatchObject({
        code: 'TRANSPORT_LISTEN_REFUSED',
        details: { user: 'reader', queue: bench.queue.name },
      });
    },
    CONTROL_LIMIT_MS,
  );

  it(
    'goes on when the broker was killed and came back',
    async () => {
      bench = await InboxBench.open(broker.url);
      const { queue, held, log } = bench;
      const inbox = await bench.started();
      await queue.send(requestMessage('w1'), requestMessage('w2'));
      await held.whenCalls(1);

      await queue.disconnect();
      await broker.restart();
      await until(() => log.at('info').includes(AGAIN));
      held.at(0).resolve();
      await held.whenCalls(2);
      held.at(1).resolve();
      await inbox.stop();

      expect(held.works).toEqual(['w1', 'w2']);
    },
    CONTROL_LIMIT_MS,
  );
});
