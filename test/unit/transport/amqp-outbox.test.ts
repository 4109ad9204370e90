import { FakeClock } from '../../../src/testing/index.js';
import { AmqpOutbox, type AmqpOptions, type Envelope } from '../../../src/transport/index.js';
import type { Bundle } from '../../../src/stix/index.js';
import { RecordingLog } from '../../support/recording-log.js';
import { AMQP_OPTIONS, FakeBroker } from './fake-broker.js';
import { oneObject, sampleBundles } from './sample-bundles.js';

const envelope: Envelope = { applicantId: 'user-1' };
const refusedConnection = () => Object.assign(new Error('refused'), { code: 'ECONNREFUSED' });
const tooLarge = (bytes: number) =>
  Object.assign(
    new Error(
      `Channel closed by server: 406 (PRECONDITION-FAILED) with message "PRECONDITION_FAILED - ` +
        `message size ${bytes} is larger than configured max size 100"`,
    ),
    { code: 406 },
  );

let broker: FakeBroker;
let clock: FakeClock;
let log: RecordingLog;

beforeEach(() => {
  broker = new FakeBroker();
  clock = new FakeClock();
  log = new RecordingLog();
});

function outboxWith(options: Partial<AmqpOptions> = {}): AmqpOutbox {
  return new AmqpOutbox({ ...AMQP_OPTIONS, ...options }, clock, log, broker.open);
}

/** Lets everything run that needs no time. */
const settle = () => clock.advance(0);

describe('AmqpOutbox', () => {
  it('connects at the first send, and once', async () => {
    broker.confirmsAtOnce = true;
    const outbox = outboxWith();
    const before = broker.attempts;

    await outbox.send(sampleBundles(3), envelope);
    await outbox.send(sampleBundles(2), envelope);

    expect([before, broker.attempts]).toEqual([0, 1]);
    expect(broker.session.sequences).toEqual([1, 2, 3, 1, 2]);
  });

  it('does not connect to send nothing', async () => {
    const receipt = await outboxWith().send([], envelope);

    expect(receipt).toEqual({ confirmed: 0, bytes: 0, republished: 0 });
    expect(broker.attempts).toBe(0);
  });

  it('resolves once every message is confirmed, with their number and bytes', async () => {
    const sent = outboxWith().send(sampleBundles(3), envelope);
    const over = jest.fn();
    void sent.then(over);
    await settle();

    broker.session.events.confirmed(2, true);
    await settle();
    const early = over.mock.calls.length;
    broker.session.events.confirmed(3, false);

    const bytes = broker.session.published.reduce((sum, { length }) => sum + length, 0);
    expect(await sent).toEqual({ confirmed: 3, bytes, republished: 0 });
    expect(early).toBe(0);
  });

  it('publishes no more than the window holds, and goes on as it drains', async () => {
    const sent = outboxWith({ window: { messages: 4 } }).send(sampleBundles(10), envelope);
    await settle();
    const first = broker.session.published.length;

    broker.session.events.confirmed(2, true);
    await settle();
    const second = broker.session.published.length;
    while (broker.session.published.length < 10) {
      broker.session.confirmAll();
      await settle();
    }
    broker.session.confirmAll();

    expect([first, second]).toEqual([4, 6]);
    expect((await sent).confirmed).toBe(10);
  });

  it('keeps the order of each send, and shares the window, when two are in progress', async () => {
    broker.confirmsAtOnce = true;
    const outbox = outboxWith({ window: { messages: 5 } });

    const receipts = await Promise.all([
      outbox.send(sampleBundles(20), { applicantId: 'first' }),
      outbox.send(sampleBundles(20), { applicantId: 'second' }),
    ]);

    const bodies = broker.session.published.map(
      body => JSON.parse(body.toString()) as { applicant_id: string; action_sequence: number },
    );
    const sequencesOf = (applicant: string) =>
      bodies.filter(body => body.applicant_id === applicant).map(body => body.action_sequence);
    const inOrder = Array.from({ length: 20 }, (_, index) => index + 1);
    expect(receipts.map(({ confirmed }) => confirmed)).toEqual([20, 20]);
    expect([sequencesOf('first'), sequencesOf('second')]).toEqual([inOrder, inOrder]);
  });

  describe('when the connection is lost', () => {
    it('publishes again, in order, what was not confirmed, then goes on', async () => {
      const outbox = outboxWith({ window: { messages: 4 } });
      const sent = outbox.send(sampleBundles(6), envelope);
      await settle();
      const lost = broker.session;
      lost.events.confirmed(2, false);

      lost.events.ended(new Error('Unexpected close'));
      await clock.advance(500);
      const again = broker.session.sequences;
      while (broker.session.published.length < 5) {
        broker.session.confirmAll();
        await settle();
      }
      broker.session.confirmAll();

      expect(lost.isClosed).toBe(true);
      expect(again.slice(0, 3)).toEqual([1, 3, 4]);
      expect(broker.session.sequences).toEqual([1, 3, 4, 5, 6]);
      expect(await sent).toMatchObject({ confirmed: 6, republished: 3 });
    });

    it('pauses between tries and says once that the broker is away', async () => {
      const sent = outboxWith().send(sampleBundles(1), envelope);
      await settle();
      broker.refusal = refusedConnection();

      broker.session.events.ended(new Error('Unexpected close'));
      await clock.advance(499);
      const beforeThePause = broker.attempts;
      await clock.advance(3_001);
      broker.refusal = undefined;
      await clock.advance(60_000);
      broker.session.confirmAll();
      await sent;

      expect(beforeThePause).toBe(1);
      expect(log.at('warn')).toEqual(['broker is away or refuses, trying again']);
      expect(log.at('info')).toEqual([
        'broker connected',
        'broker connected',
        'messages published again',
      ]);
    });

    it('gives up after the deadline and says how many messages are safe', async () => {
      const sent = outboxWith().send(sampleBundles(3), envelope);
      const failed = expect(sent).rejects.toMatchObject({
        code: 'TRANSPORT_UNREACHABLE',
        exitCode: 69,
        recovery: 'retry',
        details: { reason: 'connection refused', seconds: 300, confirmed: 1 },
      });
      await settle();
      broker.session.events.confirmed(1, false);
      broker.refusal = refusedConnection();

      broker.session.events.ended(new Error('Unexpected close'));
      await clock.advance(300_000);

      await failed;
      expect(clock.pending).toBe(0);
    });

    it('gives up on a broker that accepts connections and drops them', async () => {
      const sent = outboxWith({ reconnect: { maxAttempts: 3 } }).send(sampleBundles(1), envelope);
      const failed = expect(sent).rejects.toMatchObject({ code: 'TRANSPORT_UNREACHABLE' });

      for (let drop = 0; drop < 3; drop++) {
        await clock.advance(60_000);
        broker.session.events.ended(new Error('Unexpected close'));
      }
      await settle();

      await failed;
      expect(broker.attempts).toBe(3);
    });

    it('starts its patience anew with every confirmed message', async () => {
      const outbox = outboxWith({ reconnect: { maxAttempts: 2 } });
      const sent = outbox.send(sampleBundles(5), envelope);
      await settle();

      for (let drop = 0; drop < 4; drop++) {
        broker.session.events.confirmed(1, false);
        broker.session.events.ended(new Error('Unexpected close'));
        await clock.advance(500);
      }
      broker.session.confirmAll();

      expect((await sent).confirmed).toBe(5);
    });

    it('does not connect again for nobody, but at once for the next send', async () => {
      broker.confirmsAtOnce = true;
      const outbox = outboxWith();
      await outbox.send(sampleBundles(1), envelope);

      broker.session.events.ended(new Error('Unexpected close'));
      await clock.advance(600_000);
      const whileIdle = broker.attempts;
      await outbox.send(sampleBundles(1), envelope);

      expect([whileIdle, broker.attempts]).toEqual([1, 2]);
      expect(log.at('warn')).toEqual([]);
    });

    it('fails the first send too when nobody ever answers, and works once somebody does', async () => {
      const outbox = outboxWith({ reconnect: { deadlineMs: 5_000 } });
      broker.refusal = refusedConnection();
      const sent = outbox.send(sampleBundles(1), envelope);
      const failed = expect(sent).rejects.toMatchObject({
        code: 'TRANSPORT_UNREACHABLE',
        details: { confirmed: 0, seconds: 5 },
      });

      await clock.advance(5_000);
      await failed;
      broker.refusal = undefined;
      broker.confirmsAtOnce = true;

      await expect(outbox.send(sampleBundles(1), envelope)).resolves.toMatchObject({
        confirmed: 1,
      });
    });

    it('never shows the password', async () => {
      const outbox = outboxWith({ reconnect: { maxAttempts: 1 } });
      broker.refusal = refusedConnection();

      const error = await outbox
        .send(sampleBundles(1), envelope)
        .catch((thrown: unknown) => thrown);

      expect(JSON.stringify(error) + String(error) + log.text).not.toContain('pa55word');
    });
  });

  describe('when the broker says no', () => {
    it('fails every send at once, without trying again', async () => {
      const outbox = outboxWith();
      broker.refusal = new Error('Handshake terminated by server: 403 (ACCESS-REFUSED)');

      const sends = [1, 2].map(() => outbox.send(sampleBundles(2), envelope));

      const outcomes = await Promise.allSettled(sends);
      expect(outcomes).toEqual(
        [1, 2].map(() => ({
          status: 'rejected',
          reason: expect.objectContaining({ code: 'TRANSPORT_LOGIN_REFUSED' }) as unknown,
        })),
      );
      expect([broker.attempts, clock.pending]).toEqual([1, 0]);
    });

    it('counts what was confirmed before the channel was closed', async () => {
      const sent = outboxWith().send(sampleBundles(4), envelope);
      await settle();
      broker.session.events.confirmed(3, true);

      broker.session.events.ended(
        Object.assign(new Error('Channel closed by server: 404 (NOT-FOUND)'), { code: 404 }),
      );

      await expect(sent).rejects.toMatchObject({
        code: 'TRANSPORT_EXCHANGE_MISSING',
        details: { exchange: 'amqp.worker.exchange', confirmed: 3 },
      });
    });

    it('fails only the send whose message is too large', async () => {
      const outbox = outboxWith();
      const others = outbox.send(sampleBundles(2), envelope);
      const large = outbox.send([oneObject('identity--big', 'x'.repeat(500))], envelope);
      const failed = expect(large).rejects.toMatchObject({
        code: 'TRANSPORT_MESSAGE_TOO_LARGE',
        details: { id: 'identity--big', maxBytes: 100, confirmed: 0 },
      });
      await settle();
      const bytes = broker.session.published.find(({ length }) => length > 600)?.length ?? 0;

      broker.session.events.ended(tooLarge(bytes));
      await settle();
      broker.session.confirmAll();

      await failed;
      await expect(others).resolves.toMatchObject({ confirmed: 2 });
    });

    it('fails every send when no message has the size that the broker complains about', async () => {
      const sent = outboxWith().send(sampleBundles(1), envelope);
      await settle();

      broker.session.events.ended(tooLarge(12_345));

      await expect(sent).rejects.toMatchObject({ code: 'TRANSPORT_CHANNEL_CLOSED' });
    });

    it('does not count a message that no queue took', async () => {
      const sent = outboxWith().send(sampleBundles(3), envelope);
      await settle();
      const { events, published } = broker.session;

      events.returned(published[1] ?? Buffer.alloc(0));
      events.confirmed(3, true);

      await expect(sent).rejects.toMatchObject({
        code: 'TRANSPORT_UNROUTABLE',
        details: { routingKey: 'push_routing_x', confirmed: 2 },
      });
    });
  });

  describe('when the broker refuses messages', () => {
    it('publishes them again after a pause, before anything newer', async () => {
      const sent = outboxWith({ window: { messages: 3 } }).send(sampleBundles(5), envelope);
      await settle();
      const { events } = broker.session;

      events.refused(2, false);
      events.confirmed(3, true);
      await clock.advance(499);
      const beforeThePause = broker.session.sequences;
      await clock.advance(1);
      while (broker.session.published.length < 6) {
        broker.session.confirmAll();
        await settle();
      }
      broker.session.confirmAll();

      expect(beforeThePause).toEqual([1, 2, 3]);
      expect(broker.session.sequences.slice(3, 4)).toEqual([2]);
      expect(await sent).toMatchObject({ confirmed: 5, republished: 0 });
    });

    it('gives up after the tries allowed', async () => {
      const outbox = outboxWith({ reconnect: { maxAttempts: 2 } });
      const sent = outbox.send(sampleBundles(2), envelope);
      const failed = expect(sent).rejects.toMatchObject({
        code: 'TRANSPORT_NACKED',
        recovery: 'retry',
        details: { attempts: 2, confirmed: 0 },
      });
      await settle();

      broker.session.events.refused(2, true);
      await clock.advance(500);
      broker.session.events.refused(4, true);
      await clock.advance(1_000);

      await failed;
      expect([broker.session.published.length, broker.attempts]).toEqual([4, 1]);
    });

    it('lets the connection be lost during the pause', async () => {
      const sent = outboxWith().send(sampleBundles(2), envelope);
      await settle();
      const { events } = broker.session;
      events.refused(2, true);

      events.ended(new Error('Unexpected close'));
      await clock.advance(60_000);
      broker.session.confirmAll();

      expect(broker.session.sequences).toEqual([1, 2]);
      expect((await sent).confirmed).toBe(2);
    });
  });

  it('pauses while the broker blocks publishing, and says so once', async () => {
    const outbox = outboxWith({ window: { messages: 2 } });
    const sent = outbox.send(sampleBundles(4), envelope);
    await settle();

    broker.session.events.blocked('low on memory');
    broker.session.confirmAll();
    await clock.advance(600_000);
    const whileBlocked = broker.session.published.length;
    broker.session.events.unblocked();
    await settle();
    broker.session.confirmAll();

    expect(whileBlocked).toBe(2);
    expect((await sent).confirmed).toBe(4);
    expect(log.at('warn')).toEqual(['broker blocks publishing']);
  });

  it.each<[string, unknown, string]>([
    ['a BigInt', { objects: [{ type: 'identity', id: 'identity--9', size: 1n }] }, 'identity--9'],
    ['nothing', undefined, 'bundles[2]'],
    ['null with a failing toJSON', { toJSON: () => undefined }, 'bundles[2]'],
  ])('refuses %s after the messages before it are safe', async (_what, bundle, id) => {
    broker.confirmsAtOnce = true;

    const sent = outboxWith().send([...sampleBundles(2), bundle as Bundle], envelope);

    await expect(sent).rejects.toMatchObject({
      code: 'TRANSPORT_MESSAGE_INVALID',
      details: { id, confirmed: 2 },
    });
  });

  describe('when a send is aborted', () => {
    it('rejects at once with what is safe and what is not known', async () => {
      const abort = new AbortController();
      const sent = outboxWith().send(sampleBundles(5), envelope, abort.signal);
      await settle();
      broker.session.events.confirmed(2, true);

      abort.abort(new Error('shutting down'));

      await expect(sent).rejects.toMatchObject({
        code: 'TRANSPORT_ABORTED',
        details: { confirmed: 2, unconfirmed: 3 },
        cause: { message: 'shutting down' },
      });
    });

    it('publishes nothing when it was aborted before', async () => {
      const sent = outboxWith().send(sampleBundles(1), envelope, AbortSignal.abort());

      await expect(sent).rejects.toMatchObject({ code: 'TRANSPORT_ABORTED' });
      expect(broker.attempts).toBe(0);
    });

    it('leaves the other sends alone, and publishes its messages no more', async () => {
      const abort = new AbortController();
      const outbox = outboxWith();
      const aborted = outbox.send(sampleBundles(2), { applicantId: 'gone' }, abort.signal);
      const other = outbox.send(sampleBundles(2), { applicantId: 'stays' });
      await settle();

      abort.abort();
      await aborted.catch(() => undefined);
      broker.session.events.ended(new Error('Unexpected close'));
      await clock.advance(500);
      broker.session.confirmAll();

      expect((await other).confirmed).toBe(2);
      expect(broker.session.published.join('')).not.toContain('gone');
    });

    it.each([
      ['while it waits for the broker to come back', refusedConnection(), false],
      ['while it connects', undefined, true],
    ])('leaves nothing behind %s', async (_when, refusal, isSilent) => {
      Object.assign(broker, { refusal, isSilent });
      const abort = new AbortController();
      const outbox = outboxWith();
      const sent = outbox.send(sampleBundles(1), envelope, abort.signal);
      await settle();

      abort.abort();
      await sent.catch(() => undefined);
      await settle();
      const pending = clock.pending;
      Object.assign(broker, { refusal: undefined, isSilent: false, confirmsAtOnce: true });

      expect(pending).toBe(0);
      await expect(outbox.send(sampleBundles(1), envelope)).resolves.toMatchObject({
        confirmed: 1,
      });
    });

    it('lets a send that begins in the same moment go on', async () => {
      broker.isSilent = true;
      const abort = new AbortController();
      const outbox = outboxWith();
      const first = outbox.send(sampleBundles(1), envelope, abort.signal);
      await settle();

      abort.abort();
      await first.catch(() => undefined);
      Object.assign(broker, { isSilent: false, confirmsAtOnce: true });
      const second = outbox.send(sampleBundles(1), envelope);

      await expect(second).resolves.toMatchObject({ confirmed: 1 });
    });
  });

  describe('when it is closed', () => {
    it('closes the connection, and sends nothing more', async () => {
      broker.confirmsAtOnce = true;
      const outbox = outboxWith();
      await outbox.send(sampleBundles(1), envelope);

      await outbox.close();
      await outbox.close();

      expect(broker.session.isClosed).toBe(true);
      await expect(outbox.send(sampleBundles(1), envelope)).rejects.toMatchObject({
        code: 'TRANSPORT_CLOSED',
      });
    });

    it('ends sends in progress and says what is safe', async () => {
      const outbox = outboxWith();
      const sent = outbox.send(sampleBundles(2), envelope);
      const failed = expect(sent).rejects.toMatchObject({
        code: 'TRANSPORT_CLOSED',
        details: { confirmed: 1 },
      });
      await settle();
      broker.session.events.confirmed(1, false);

      await outbox.close();

      await failed;
    });

    it('ends an attempt to connect', async () => {
      broker.isSilent = true;
      const outbox = outboxWith();
      const sent = outbox.send(sampleBundles(1), envelope);
      const failed = expect(sent).rejects.toMatchObject({ code: 'TRANSPORT_CLOSED' });
      await settle();

      await outbox.close();

      await failed;
      expect([broker.sessions.length, clock.pending]).toEqual([0, 0]);
    });
  });
});
