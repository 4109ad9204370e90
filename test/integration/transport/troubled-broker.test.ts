import { FakeClock } from '../../../src/testing/index.js';
import { openAmqpOutbox, type AmqpOutbox } from '../../../src/transport/index.js';
import { PushQueue, readPushMessage } from '../../rabbitmq/push-queue.js';
import { startPrivateRabbitMq, type RabbitMq } from '../../rabbitmq/rabbitmq.cjs';
import { RecordingLog } from '../../support/recording-log.js';
import { oneObject, sampleBundles } from '../../unit/transport/sample-bundles.js';
import { amqpOptions, skippingPauses } from './amqp-options.js';

const envelope = { applicantId: 'user-1' };
const upTo = (count: number) => Array.from({ length: count }, (_, index) => index + 1);

let broker: Required<RabbitMq>;
let clock: FakeClock;
let log: RecordingLog;
let outbox: AmqpOutbox;
let queue: PushQueue;

beforeAll(async () => {
  broker = await startPrivateRabbitMq();
});

afterAll(async () => {
  await broker.stop();
});

beforeEach(async () => {
  clock = new FakeClock();
  log = new RecordingLog();
  queue = await PushQueue.declare(broker.url);
  outbox = openAmqpOutbox(amqpOptions(broker.url, queue), clock, log);
});

afterEach(async () => {
  await outbox.close();
  await queue.disconnect();
});

/** Resolves once the log has a line with this message. */
async function logged(message: string): Promise<void> {
  while (!log.lines.some(line => line.message === message)) {
    await new Promise(resolve => setImmediate(resolve));
  }
}

describe('an AMQP outbox and a RabbitMQ in trouble', () => {
  it('survives a broker that is killed and comes back', async () => {
    const sent = outbox.send(sampleBundles(20_000), envelope);
    await logged('broker connected');

    await broker.restart();
    const { confirmed } = await skippingPauses(clock, sent);
    const again = await PushQueue.reconnect(broker.url, queue.id);
    const arrived = (await again.take()).map(message => readPushMessage(message).action_sequence);
    await again.remove();

    expect(confirmed).toBe(20_000);
    expect(log.at('warn')).toEqual(['broker is away or refuses, trying again']);
    expect([...new Set(arrived)]).toEqual(upTo(20_000));
  });

  it('pauses while the broker is out of memory, and says so once', async () => {
    await outbox.send(sampleBundles(1), envelope);
    await broker.control('set_vm_memory_high_watermark', '0.00001');

    const sent = outbox.send(sampleBundles(5_000), envelope);
    await logged('broker blocks publishing');
    await broker.control('set_vm_memory_high_watermark', '0.4');

    expect((await sent).confirmed).toBe(5_000);
    expect(log.at('warn')).toEqual(['broker blocks publishing']);
    expect(log.at('info')).toEqual(['broker connected', 'broker takes messages again']);
    expect(await queue.size()).toBe(5_001);
  });

  it('names the object that is too large for the broker, and spares other sends', async () => {
    await broker.control('eval', 'application:set_env(rabbit, max_message_size, 100000).');
    const bundles = [...sampleBundles(5), oneObject('identity--big', 'x'.repeat(200_000))];

    const large = outbox.send(bundles, envelope);
    const other = outbox.send(sampleBundles(50), { applicantId: 'other' });

    await expect(large).rejects.toMatchObject({
      code: 'TRANSPORT_MESSAGE_TOO_LARGE',
      recovery: 'stop',
      details: { id: 'identity--big', maxBytes: 100_000 },
    });
    expect((await other).confirmed).toBe(50);
  });

  it('may not publish to an exchange without permission', async () => {
    await broker.control('add_user', 'reader', 'pa55word');
    await broker.control('set_permissions', 'reader', '.*', '^$', '.*');
    const url = broker.url.replace('guest:guest', 'reader:pa55word');
    const forbidden = openAmqpOutbox(amqpOptions(url, queue), clock, log);

    const sent = forbidden.send(sampleBundles(1), envelope);

    await expect(sent).rejects.toMatchObject({
      code: 'TRANSPORT_ACCESS_REFUSED',
      exitCode: 77,
      details: { user: 'reader', exchange: queue.exchange },
    });
    await forbidden.close();
  });
});
