import { once } from 'node:events';
import type { Channel, ConfirmChannel, ConsumeMessage, GetMessage } from 'amqplib';
import { EndpointRig } from './amqp-endpoint-rig.js';

/** Collects deliveries, and waits for a number of them. */
class Deliveries {
  readonly seen: ConsumeMessage[] = [];
  #waiting: { count: number; resolve: () => void } | undefined;

  readonly take = (message: ConsumeMessage | null): void => {
    if (!message) return;
    this.seen.push(message);
    if (this.#waiting && this.seen.length >= this.#waiting.count) this.#waiting.resolve();
  };

  async reach(count: number): Promise<void> {
    if (this.seen.length >= count) return;
    await new Promise<void>(resolve => (this.#waiting = { count, resolve }));
  }

  get texts(): string[] {
    return this.seen.map(({ content }) => content.toString());
  }
}

function errorOf(channel: Channel): Promise<{ code: number; message: string }> {
  return once(channel, 'error').then(([error]) => error as { code: number; message: string });
}

describe('the AMQP endpoint', () => {
  let rig: EndpointRig;
  let channel: ConfirmChannel;

  beforeEach(async () => {
    rig = await EndpointRig.open();
    channel = await (await rig.connect()).createConfirmChannel();
    channel.on('error', () => undefined);
  });

  afterEach(() => rig.close());

  async function send(queue: string, ...texts: string[]): Promise<void> {
    for (const text of texts) channel.sendToQueue(queue, Buffer.from(text));
    await channel.waitForConfirms();
  }

  it('confirms ten thousand messages, and delivers them in their order', async () => {
    await channel.assertExchange('in', 'direct', { durable: true });
    await channel.assertQueue('q', { durable: true });
    await channel.bindQueue('q', 'in', 'key');
    const numbers = Array.from({ length: 10_000 }, (_, n) => String(n));

    for (const number of numbers) channel.publish('in', 'key', Buffer.from(number));
    await channel.waitForConfirms();

    const { messageCount } = await channel.checkQueue('q');
    const deliveries = new Deliveries();
    await channel.consume('q', deliveries.take, { noAck: true });
    await deliveries.reach(10_000);
    expect(messageCount).toBe(10_000);
    expect(deliveries.texts).toEqual(numbers);
  });

  it('hands a body of many frames and every property on as they came', async () => {
    await channel.assertQueue('q');
    const body = Buffer.alloc(700_000, 'abcdefg');
    const properties = {
      contentType: 'application/json',
      contentEncoding: 'utf-8',
      headers: { text: 'ü', number: 1.5, list: [1, 'two', null], table: { deep: true } },
      deliveryMode: 2,
      priority: 3,
      correlationId: 'c',
      messageId: 'm',
      timestamp: 1_700_000_000,
      type: 't',
      appId: 'a',
    };

    channel.sendToQueue('q', body, properties);
    await channel.waitForConfirms();

    const got = (await channel.get('q')) as GetMessage;
    expect(got.content.equals(body)).toBe(true);
    expect(got.properties).toMatchObject(properties);
    expect(got.fields).toMatchObject({ redelivered: false, routingKey: 'q', messageCount: 0 });
  });

  it('keeps to the frame size that a client asks for', async () => {
    const small = await (await rig.connect({ frameMax: 4_096 })).createConfirmChannel();
    await small.assertQueue('q');
    small.sendToQueue('q', Buffer.alloc(20_000, 1));
    await small.waitForConfirms();

    const got = (await small.get('q')) as GetMessage;

    expect(got.content).toHaveLength(20_000);
  });

  it('returns a mandatory message that leads nowhere, before it confirms it', async () => {
    const order: string[] = [];
    channel.on('return', ({ content, fields }: ConsumeMessage) => {
      order.push(
        `return ${String(content)} ${String((fields as { replyCode?: number }).replyCode)}`,
      );
    });

    channel.publish('', 'nowhere', Buffer.from('lost'), { mandatory: true }, () =>
      order.push('confirm'),
    );
    await channel.waitForConfirms();

    expect(order).toEqual(['return lost 312', 'confirm']);
  });

  it('delivers no more than the prefetch until something is acknowledged', async () => {
    await channel.assertQueue('q');
    await send('q', '1', '2', '3', '4', '5');
    const deliveries = new Deliveries();
    await channel.prefetch(2);
    await channel.consume('q', deliveries.take);
    await deliveries.reach(2);
    const { messageCount } = await channel.checkQueue('q');
    const before = deliveries.texts;

    channel.ack(deliveries.seen[1] as ConsumeMessage, true);
    await deliveries.reach(4);
    await channel.checkQueue('q');

    expect(before).toEqual(['1', '2']);
    expect(messageCount).toBe(3);
    expect(deliveries.texts).toEqual(['1', '2', '3', '4']);
  });

  it('counts a prefetch of the channel over all its consumers', async () => {
    await channel.assertQueue('q');
    await channel.assertQueue('r');
    await send('q', '1', '2');
    await send('r', '3', '4');
    const deliveries = new Deliveries();
    await channel.prefetch(3, true);

    await channel.consume('q', deliveries.take);
    await channel.consume('r', deliveries.take);
    await deliveries.reach(3);
    const left = (await channel.checkQueue('r')).messageCount;

    expect(deliveries.texts).toEqual(['1', '2', '3']);
    expect(left).toBe(1);
  });

  it('hands messages to the consumers of a queue in turn', async () => {
    await channel.assertQueue('q');
    const [one, two] = [new Deliveries(), new Deliveries()];
    await channel.consume('q', one.take);
    await channel.consume('q', two.take);

    await send('q', '1', '2', '3', '4');
    await Promise.all([one.reach(2), two.reach(2)]);

    expect(one.texts).toEqual(['1', '3']);
    expect(two.texts).toEqual(['2', '4']);
  });

  it.each([
    ['a refusal', 'nack'],
    ['the end of a channel', 'channel'],
    ['the end of a connection', 'connection'],
    ['a lost connection', 'socket'],
    ['a recovery', 'recover'],
  ])('puts messages back in their place after %s, marked as redelivered', async (_, how) => {
    await channel.assertQueue('q');
    await send('q', '1', '2', '3');
    const other = await rig.connect();
    const taker = await other.createChannel();
    const first = new Deliveries();
    await taker.consume('q', how === 'recover' ? () => undefined : first.take);
    if (how !== 'recover') await first.reach(3);
    const deliveries = new Deliveries();

    if (how === 'nack') taker.nackAll(true);
    if (how === 'recover') await taker.recover();
    if (how === 'channel') await taker.close();
    if (how === 'connection') await other.close();
    if (how === 'socket')
      (other.connection as unknown as { stream: { destroy(): void } }).stream.destroy();
    if (how === 'nack' || how === 'recover') await taker.close();
    await channel.consume('q', deliveries.take);
    await deliveries.reach(3);

    expect(deliveries.texts).toEqual(['1', '2', '3']);
    expect(deliveries.seen.every(({ fields }) => fields.redelivered)).toBe(true);
  });

  it('forgets what is refused for good', async () => {
    await channel.assertQueue('q');
    await send('q', '1', '2');
    const got = (await channel.get('q')) as GetMessage;

    channel.reject(got, false);

    expect((await channel.checkQueue('q')).messageCount).toBe(1);
    expect(((await channel.get('q')) as GetMessage).content.toString()).toBe('2');
  });

  it('routes by topic, and to everyone by fanout', async () => {
    await channel.assertExchange('topics', 'topic');
    await channel.assertExchange('all', 'fanout');
    await channel.assertQueue('q');
    await channel.bindQueue('q', 'topics', 'a.*.#');
    await channel.bindQueue('q', 'topics', '#.c');
    await channel.bindQueue('q', 'all', '');

    channel.publish('topics', 'a.b.c', Buffer.from('once'));
    channel.publish('topics', 'b', Buffer.from('never'));
    channel.publish('all', 'whatever', Buffer.from('all'));
    await channel.waitForConfirms();

    expect((await channel.checkQueue('q')).messageCount).toBe(2);
  });

  it('tells a consumer that its queue is gone', async () => {
    await channel.assertQueue('q');
    const told = new Promise(resolve => void channel.consume('q', resolve));
    await channel.checkQueue('q');

    const { messageCount } = await channel.deleteQueue('q');

    expect(messageCount).toBe(0);
    expect(await told).toBeNull();
  });

  it('gives a queue without a name one, and removes it with its connection when it is exclusive', async () => {
    const other = await rig.connect();
    const owner = await other.createChannel();
    const { queue } = await owner.assertQueue('', { exclusive: true });
    const refused = errorOf(channel);
    channel.checkQueue(queue).catch(() => undefined);
    const { code } = await refused;

    await other.close();

    expect(code).toBe(405);
    expect(rig.broker.findQueue(queue)).toBeUndefined();
  });

  it('removes an auto-delete queue with the last of its consumers', async () => {
    await channel.assertQueue('q', { autoDelete: true });
    const { consumerTag } = await channel.consume('q', () => undefined);

    await channel.cancel(consumerTag);

    expect(rig.broker.findQueue('q')).toBeUndefined();
  });

  it.each<[string, number, (channel: ConfirmChannel) => unknown]>([
    ['a queue that is not there', 404, one => one.checkQueue('none')],
    ['an exchange that is not there', 404, one => one.publish('none', 'key', Buffer.from('x'))],
    ['a queue with other arguments', 406, one => one.assertQueue('known', { durable: false })],
    ['an exchange of another type', 406, one => one.assertExchange('amq.direct', 'fanout')],
    ['a reserved name', 403, one => one.assertQueue('amq.mine')],
    ['a second exclusive consumer', 403, one => one.consume('busy', () => undefined)],
    ['an unknown delivery tag', 406, one => one.ack({ fields: { deliveryTag: 7 } } as never)],
  ])('closes the channel alone over %s', async (_, code, run) => {
    await channel.assertQueue('known', { durable: true });
    await channel.assertQueue('busy');
    await channel.consume('busy', () => undefined, { exclusive: true });
    const connection = await rig.connect();
    const wrong = await connection.createConfirmChannel();
    const failed = errorOf(wrong);

    Promise.resolve(run(wrong)).catch(() => undefined);

    expect((await failed).code).toBe(code);
    expect(await (await connection.createChannel()).checkQueue('known')).toBeDefined();
  });

  it.each([
    ['a wrong password', { password: 'wrong' }, /403|ACCESS/],
    ['another virtual host', { vhost: 'other' }, /ConnectionClose/],
  ])('refuses %s', async (_, options, expected) => {
    await expect(rig.connect(options)).rejects.toThrow(expected);
  });

  it('refuses a message above the limit before it has come', async () => {
    const strict = await EndpointRig.open({ maxMessageBytes: 1_000 });
    const one = await (await strict.connect()).createConfirmChannel();
    await one.assertQueue('q');
    const failed = errorOf(one);

    one.sendToQueue('q', Buffer.alloc(1_001));

    expect(await failed).toMatchObject({ code: 406 });
    expect(strict.broker.queue('q').waiting).toBe(0);
    await strict.close();
  });

  it('lets publishers wait while too much is held, and goes on when it is not', async () => {
    const small = await EndpointRig.open({ maxBytes: 100_000 });
    const publishing = await small.connect();
    const blocked = once(publishing, 'blocked');
    const publisher = await publishing.createConfirmChannel();
    await publisher.assertQueue('q');
    for (let n = 0; n < 100; n += 1) publisher.sendToQueue('q', Buffer.alloc(10_000));
    const confirmed = publisher.waitForConfirms();
    await blocked;
    const held = small.broker.queue('q').bytes;

    const reader = await (await small.connect()).createChannel();
    const deliveries = new Deliveries();
    await reader.consume('q', deliveries.take, { noAck: true });
    await deliveries.reach(100);
    await confirmed;

    expect(held).toBeLessThan(1_000_000);
    await small.close();
  });

  it('holds what a consumer does not read, instead of writing it all out', async () => {
    await channel.assertQueue('q');
    const lazy = await rig.connect();
    const reader = await lazy.createChannel();
    await reader.consume('q', () => undefined, { noAck: true });
    const { stream } = lazy.connection as unknown as { stream: NodeJS.ReadStream };
    stream.removeAllListeners('readable').pause();

    for (let n = 0; n < 200; n += 1) channel.sendToQueue('q', Buffer.alloc(200_000));
    await channel.waitForConfirms();

    expect(rig.broker.queue('q').waiting).toBeGreaterThan(100);
  });
});
