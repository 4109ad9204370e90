import { randomUUID } from 'node:crypto';
import type { MalformedMessage } from '../../../src/transport/index.js';
import { requestMessage, workOf } from '../../support/request-message.js';
import { until } from '../../support/until.js';
import { InboxBench } from './inbox-bench.js';

const url = process.env['AMQP_URL'] ?? '';
const AT_ONCE = AbortSignal.abort(new Error('no patience'));

let bench: InboxBench;

beforeEach(async () => {
  bench = await InboxBench.open(url);
});

afterEach(async () => {
  await bench.close();
});

describe('an AMQP inbox and RabbitMQ', () => {
  it('hands requests over in their order', async () => {
    const { queue, held } = bench;
    await queue.send(...['w1', 'w2', 'w3'].map(work => requestMessage(work)));
    await bench.started();

    for (const index of [0, 1, 2]) {
      await held.whenCalls(index + 1);
      held.at(index).resolve();
    }

    expect(held.works).toEqual(['w1', 'w2', 'w3']);
    expect(held.at(0).message).toMatchObject({
      body: JSON.parse(requestMessage('w1')),
      redelivered: false,
    });
  });

  it('leaves a message with the broker until its outcome is reported', async () => {
    const { queue, held } = bench;
    const inbox = await bench.started();
    await queue.send(requestMessage('w1'));
    await held.whenCalls(1);

    await inbox.stop(AT_ONCE);

    expect(await queue.size()).toBe(1);
  });

  it('takes a message off the queue when its outcome is reported', async () => {
    const { queue, held } = bench;
    const inbox = await bench.started();
    await queue.send(requestMessage('w1'));
    await held.whenCalls(1);

    held.at(0).resolve();
    await inbox.stop();

    expect(await queue.size()).toBe(0);
  });

  it('takes as many messages as it works on, and leaves the others to replicas', async () => {
    const { queue, held } = bench;
    await queue.send(...Array.from({ length: 10 }, (_, i) => requestMessage(`w${i}`)));

    await bench.started({ concurrency: 4 });
    await held.whenCalls(4);

    expect(await queue.size()).toBe(6);
    expect(held.calls).toHaveLength(4);
  });

  it('shares a queue with a replica: each request runs once', async () => {
    const { queue } = bench;
    const runs: (string | null)[] = [];
    const handle = async ({ body }: { readonly body: unknown }) => void runs.push(workOf(body));
    const works = Array.from({ length: 100 }, (_, i) => `w${i}`);
    await bench.inbox({ concurrency: 4 }).start(handle);
    await bench.inbox({ concurrency: 4 }).start(handle);

    await queue.send(...works.map(work => requestMessage(work)));
    await until(() => runs.length >= works.length);

    expect(runs.sort()).toEqual(works.sort());
  });

  it('drops what is no request, tells of it, and goes on', async () => {
    const { queue, held } = bench;
    const told: MalformedMessage[] = [];
    const onMalformed = async (message: MalformedMessage) => void told.push(message);
    const inbox = await bench.started({ onMalformed });

    await queue.send('hello', '', '[]', Buffer.from([0xff]), requestMessage('w1'));
    await held.whenCalls(1);
    held.at(0).resolve();
    await inbox.stop();

    expect(told.map(({ reason, bytes }) => [reason, bytes])).toEqual([
      ['it is not JSON', 5],
      ['it is empty', 0],
      ['it is JSON, but no object', 2],
      ['it is not UTF-8', 1],
    ]);
    expect(await queue.size()).toBe(0);
  });

  it('puts a message back whose outcome could not be reported, and takes it again', async () => {
    const { queue, held } = bench;
    const inbox = await bench.started();
    await queue.send(requestMessage('w1'));
    await held.whenCalls(1);

    held.at(0).reject(new Error('no platform'));
    await held.whenCalls(2);
    held.at(1).resolve();
    await inbox.stop();

    expect(held.calls.map(({ message }) => message.redelivered)).toEqual([false, true]);
    expect(await queue.size()).toBe(0);
  });

  it('takes a message off the queue when its lease ends, and works on', async () => {
    const { queue, held, clock } = bench;
    const inbox = await bench.started();
    await queue.send(requestMessage('w1'));
    await held.whenCalls(1);

    await clock.advance(20 * 60_000);
    await inbox.stop(AT_ONCE);

    expect(await queue.size()).toBe(0);
    expect(bench.log.at('warn')).toContain(
      'request takes long: acknowledged early, a crash would lose it',
    );
  });

  it('gives back what it holds when it stops, marked as delivered before', async () => {
    const { queue, held } = bench;
    const inbox = await bench.started({ concurrency: 2 });
    await queue.send(requestMessage('w1'), requestMessage('w2'));
    await held.whenCalls(2);
    await inbox.stop(AT_ONCE);

    await bench.started({ concurrency: 2 });
    await held.whenCalls(4);

    expect(held.works).toEqual(['w1', 'w2', 'w1', 'w2']);
    expect(held.at(2).message.redelivered).toBe(true);
  });

  it('takes nothing more once it stops', async () => {
    const { queue, held } = bench;
    const inbox = await bench.started();
    await queue.send(requestMessage('w1'));
    await held.whenCalls(1);
    const stopped = inbox.stop();
    await until(async () => (await queue.consumers()) === 0);
    await queue.send(requestMessage('w2'));

    held.at(0).resolve();
    await stopped;

    expect(held.works).toEqual(['w1']);
    expect(await queue.size()).toBe(1);
  });

  it('reads a large message', async () => {
    const { queue, held } = bench;
    await bench.started();
    const bundle = 'x'.repeat(8_000_000);

    await queue.send(requestMessage('w1', { bundle }));
    await held.whenCalls(1);

    expect(held.at(0).message.body).toMatchObject({ event: { bundle } });
  });

  it('never declares a queue: it fails when there is none after the deadline', async () => {
    const { queue, held } = bench;
    const name = `listen_${randomUUID()}`;
    const inbox = bench.inbox({
      queue: name,
      reconnect: { firstMs: 10, longestMs: 10, maxAttempts: 3 },
    });

    await expect(inbox.start(held.handle)).rejects.toMatchObject({
      code: 'TRANSPORT_LISTEN_FAILED',
      details: { queue: name, reason: `it has no queue ${name}`, attempts: 3 },
    });

    expect(await queue.consumers()).toBe(0);
  });

  it('gives up at once on a wrong password, and does not show it', async () => {
    const pass = { reveal: () => 'wr0ng-pa55word' };

    const failure: unknown = await bench
      .inbox({ pass })
      .start(bench.held.handle)
      .catch((error: unknown) => error);

    expect(failure).toMatchObject({ code: 'TRANSPORT_LOGIN_REFUSED' });
    expect(`${JSON.stringify(failure)}${bench.log.text}`).not.toContain('wr0ng-pa55word');
  });
});
