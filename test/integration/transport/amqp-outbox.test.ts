import { randomUUID } from 'node:crypto';
import { Secret } from '../../../src/config/index.js';
import { FakeClock } from '../../../src/testing/index.js';
import { openAmqpOutbox, type AmqpOptions, type AmqpOutbox } from '../../../src/transport/index.js';
import { freePorts } from '../../rabbitmq/free-ports.cjs';
import { PushQueue, readPushMessage } from '../../rabbitmq/push-queue.js';
import { RecordingLog } from '../../support/recording-log.js';
import { sampleBundles } from '../../unit/transport/sample-bundles.js';
import { amqpOptions, skippingPauses } from './amqp-options.js';

const url = process.env['AMQP_URL'] ?? '';
const envelope = { applicantId: 'user-1', workId: 'work-1' };
const upTo = (count: number) => Array.from({ length: count }, (_, index) => index + 1);

let queue: PushQueue;
let clock: FakeClock;
let log: RecordingLog;
let outboxes: AmqpOutbox[];

beforeEach(async () => {
  queue = await PushQueue.declare(url);
  clock = new FakeClock();
  log = new RecordingLog();
  outboxes = [];
});

afterEach(async () => {
  await Promise.all(outboxes.map(outbox => outbox.close()));
  await queue.remove();
});

function outboxWith(differences: Partial<AmqpOptions> = {}): AmqpOutbox {
  const outbox = openAmqpOutbox(amqpOptions(url, queue, differences), clock, log);
  outboxes.push(outbox);

  return outbox;
}

describe('an AMQP outbox and RabbitMQ', () => {
  it('leaves every message on the queue, in order', async () => {
    const receipt = await outboxWith().send(sampleBundles(5_000), envelope);

    const messages = await queue.take();
    expect(receipt).toMatchObject({ confirmed: 5_000, republished: 0 });
    expect(messages.map(message => readPushMessage(message).action_sequence)).toEqual(upTo(5_000));
  });

  it('publishes persistent messages with the properties that pycti sets, and no others', async () => {
    await outboxWith().send(sampleBundles(1), envelope);

    const [message] = await queue.take();
    const properties = Object.entries(message?.properties ?? {}).filter(
      ([name, value]) => value !== undefined && name !== 'headers',
    );
    expect(Object.fromEntries(properties)).toEqual({ deliveryMode: 2, contentEncoding: 'utf-8' });
    expect(message?.properties.headers).toEqual({});
    expect(message?.fields).toMatchObject({
      exchange: queue.exchange,
      routingKey: queue.routingKey,
    });
  });

  it('sends messages larger than a frame, and larger than the window', async () => {
    const outbox = outboxWith({ window: { bytes: 100_000 } });

    await outbox.send(sampleBundles(8, 'x'.repeat(300_000)), envelope);

    const messages = await queue.take();
    expect(messages.map(message => readPushMessage(message).action_sequence)).toEqual(upTo(8));
  });

  it('keeps the order of each of several sends at once', async () => {
    const outbox = outboxWith();
    const applicants = ['a', 'b', 'c', 'd'];

    await Promise.all(
      applicants.map(applicantId => outbox.send(sampleBundles(500), { applicantId })),
    );

    const messages = (await queue.take()).map(readPushMessage);
    const sequencesOf = (applicant: string) =>
      messages
        .filter(message => message['applicant_id'] === applicant)
        .map(message => message.action_sequence);
    expect(applicants.map(sequencesOf)).toEqual(applicants.map(() => upTo(500)));
  });

  it('uses one connection for all its sends', async () => {
    const outbox = outboxWith();

    for (let send = 0; send < 3; send++) await outbox.send(sampleBundles(10), envelope);

    expect(log.at('info')).toEqual(['broker connected']);
    expect(await queue.size()).toBe(30);
  });

  it('gives up at once on a wrong password, and does not show it', async () => {
    const outbox = outboxWith({ pass: new Secret('wr0ng-pa55word') });

    const error: unknown = await outbox.send(sampleBundles(1), envelope).catch(thrown => thrown);

    expect(error).toMatchObject({
      code: 'TRANSPORT_LOGIN_REFUSED',
      exitCode: 77,
      details: { confirmed: 0 },
    });
    expect(`${String(error)} ${JSON.stringify(error)} ${log.text}`).not.toContain('wr0ng');
  });

  it('gives up at once on a virtual host that does not exist', async () => {
    const sent = outboxWith({ vhost: `no/${randomUUID()}` }).send(sampleBundles(1), envelope);

    await expect(sent).rejects.toMatchObject({ code: 'TRANSPORT_VHOST_REFUSED', exitCode: 77 });
  });

  it('gives up at once on an exchange that does not exist', async () => {
    const exchange = `no.${randomUUID()}`;

    const sent = outboxWith({ exchange }).send(sampleBundles(3), envelope);

    await expect(sent).rejects.toMatchObject({
      code: 'TRANSPORT_EXCHANGE_MISSING',
      details: { exchange, confirmed: 0 },
    });
  });

  it('is told when no queue takes its messages, and sends again once there is one', async () => {
    const outbox = outboxWith();
    await outbox.send(sampleBundles(3), envelope);
    await queue.removeQueue();

    const lost = outbox.send(sampleBundles(2_000), envelope);
    await expect(lost).rejects.toMatchObject({
      code: 'TRANSPORT_UNROUTABLE',
      recovery: 'retry',
      details: { routingKey: queue.routingKey, confirmed: 0 },
    });
    await queue.assert();
    await outbox.send(sampleBundles(2), envelope);

    expect(await queue.size()).toBe(2);
  });

  it('waits for a full queue to shrink, then publishes what it refused', async () => {
    await queue.removeQueue();
    await queue.assert({ arguments: { 'x-max-length': 50, 'x-overflow': 'reject-publish' } });
    const longestMs = 1_000;
    const outbox = outboxWith({ reconnect: { firstMs: 100, longestMs } });
    const arrived = new Set<number>();

    const sent = outbox.send(sampleBundles(200), envelope);
    let isOver = false;
    const over = (): void => void (isOver = true);
    sent.then(over, over);
    while (!isOver) {
      for (const message of await queue.take()) {
        arrived.add(readPushMessage(message).action_sequence);
      }
      // Pauses pass at once; the time limit of a connection that is being made does not.
      const pauseMs = clock.nextInMs ?? 0;
      await clock.advance(pauseMs <= longestMs ? pauseMs : 0);
    }
    for (const message of await queue.take()) arrived.add(readPushMessage(message).action_sequence);

    expect((await sent).confirmed).toBe(200);
    expect([...arrived].sort((a, b) => a - b)).toEqual(upTo(200));
  });

  it('gives up on a queue that stays full, and says how many messages are safe', async () => {
    await queue.removeQueue();
    await queue.assert({ arguments: { 'x-max-length': 5, 'x-overflow': 'reject-publish' } });
    const outbox = outboxWith({ reconnect: { maxAttempts: 3, firstMs: 10, random: () => 0 } });

    const sent = skippingPauses(clock, outbox.send(sampleBundles(20), envelope));

    const error = await sent.catch((thrown: unknown) => thrown as { details: unknown });
    expect(error).toMatchObject({ code: 'TRANSPORT_NACKED', recovery: 'retry' });
    const size = await queue.size();
    expect(size).toBeLessThan(20);
    expect(error).toMatchObject({ details: { confirmed: size } });
  });

  it('stops a send at once when it is aborted, and goes on with the next', async () => {
    const outbox = outboxWith({ window: { messages: 100 } });
    const abort = new AbortController();
    await outbox.send(sampleBundles(1), envelope);

    const sent = outbox.send(sampleBundles(50_000), envelope, abort.signal);
    setImmediate(() => abort.abort());
    const error = await sent.catch((thrown: unknown) => thrown);
    await outbox.send(sampleBundles(1), { applicantId: 'next' });

    expect(error).toMatchObject({ code: 'TRANSPORT_ABORTED' });
    const messages = (await queue.take()).map(readPushMessage);
    expect(messages.length).toBeLessThan(50_000);
    expect(messages.at(-1)?.['applicant_id']).toBe('next');
  });

  it('gives up on a broker that is not there after the deadline', async () => {
    const [port = 0] = await freePorts(1);
    const reconnect = { deadlineMs: 1_000, firstMs: 10, longestMs: 10, random: () => 1 };
    const outbox = outboxWith({ host: '127.0.0.1', port, reconnect });

    const sent = skippingPauses(clock, outbox.send(sampleBundles(1), envelope));

    await expect(sent).rejects.toMatchObject({
      code: 'TRANSPORT_UNREACHABLE',
      exitCode: 69,
      details: { broker: `amqp://127.0.0.1:${port}/`, reason: 'connection refused', seconds: 1 },
    });
  });
});
