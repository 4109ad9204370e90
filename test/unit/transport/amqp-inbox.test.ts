import { FakeClock } from '../../../src/testing/index.js';
import { AmqpInbox, openAmqpInbox, type AmqpInboxOptions } from '../../../src/transport/index.js';
import { HeldRequests } from '../../support/held-requests.js';
import { RecordingLog } from '../../support/recording-log.js';
import { requestMessage } from '../../support/request-message.js';
import { FakeParcel, type FakeDelivery } from './fake-parcel.js';
import { FakeQueue, INBOX_OPTIONS } from './fake-queue.js';

const refusedConnection = () => Object.assign(new Error('refused'), { code: 'ECONNREFUSED' });
const cut = () => Object.assign(new Error('read ECONNRESET'), { code: 'ECONNRESET' });
const answer = (code: number, name: string) =>
  new Error(`Operation failed: BasicConsume; ${code} (${name}) with message "${name} - …"`);
const FIVE_MINUTES = 300_000;

let queue: FakeQueue;
let clock: FakeClock;
let log: RecordingLog;
let held: HeldRequests;

beforeEach(() => {
  queue = new FakeQueue();
  clock = new FakeClock();
  log = new RecordingLog();
  held = new HeldRequests();
});

const settle = () => clock.advance(0);
const parcelOf = (work: string, delivery?: FakeDelivery) =>
  new FakeParcel(requestMessage(work), delivery);

function inboxWith(options: Partial<AmqpInboxOptions> = {}): AmqpInbox {
  return new AmqpInbox({ ...INBOX_OPTIONS, ...options }, clock, log, queue.open);
}

async function startedInbox(options: Partial<AmqpInboxOptions> = {}): Promise<AmqpInbox> {
  const inbox = inboxWith(options);
  await inbox.start(held.handle);

  return inbox;
}

async function deliver(...parcels: readonly FakeParcel[]): Promise<void> {
  for (const parcel of parcels) queue.session.deliver(parcel);
  await settle();
}

describe('starting an AMQP inbox', () => {
  it('resolves once the queue is consumed', async () => {
    await startedInbox();

    expect(queue.attempts).toBe(1);
    expect(log.lines).toEqual([
      {
        level: 'info',
        message: 'listening',
        facts: { broker: 'amqp://broker.example:5672/', queue: 'listen_x' },
      },
    ]);
  });

  it('tries again with growing pauses while the broker is away', async () => {
    queue.refusal = refusedConnection();
    const started = inboxWith().start(held.handle);
    const attempts: number[] = [];
    for (const pause of [0, 500, 1_000, 2_000]) {
      await clock.advance(pause);
      attempts.push(queue.attempts);
    }

    queue.refusal = undefined;
    await clock.advance(4_000);
    await started;

    expect(attempts).toEqual([1, 2, 3, 4]);
    expect(log.at('warn')).toEqual(['queue is out of reach, trying again']);
  });

  it('gives up after 5 minutes, and is stopped then', async () => {
    queue.refusal = refusedConnection();
    const started = inboxWith().start(held.handle);
    const failure = started.catch((error: unknown) => error);

    await clock.advance(FIVE_MINUTES);

    expect(await failure).toMatchObject({
      code: 'TRANSPORT_LISTEN_FAILED',
      details: { queue: 'listen_x', reason: 'connection refused', seconds: 300 },
    });
    expect(clock.pending).toBe(0);
  });

  it('waits for a queue that the platform has not declared yet', async () => {
    queue.refusal = answer(404, 'NOT_FOUND');
    const started = inboxWith().start(held.handle);
    await settle();
    queue.refusal = undefined;

    await clock.advance(500);
    await started;

    expect(log.lines[0]?.facts).toMatchObject({ reason: 'it has no queue listen_x' });
  });

  it.each([
    ['TRANSPORT_LISTEN_REFUSED', answer(403, 'ACCESS_REFUSED')],
    ['TRANSPORT_LOGIN_REFUSED', new Error('Handshake terminated by server: 403 (ACCESS-REFUSED)')],
    [
      'TRANSPORT_TLS_REFUSED',
      Object.assign(new Error('self-signed'), { code: 'DEPTH_ZERO_SELF_SIGNED_CERT' }),
    ],
  ])('gives up at once with %s', async (code, refusal) => {
    queue.refusal = refusal;

    await expect(inboxWith().start(held.handle)).rejects.toMatchObject({ code });

    expect(queue.attempts).toBe(1);
  });

  it('resolves when it is stopped meanwhile', async () => {
    queue.isSilent = true;
    const inbox = inboxWith();
    const started = inbox.start(held.handle);
    await settle();

    await inbox.stop();

    await expect(started).resolves.toBeUndefined();
    expect(clock.pending).toBe(0);
  });

  it.each([0, -1, 1.5, 65_536, NaN, '4' as unknown as number])(
    'refuses a concurrency of %p',
    concurrency => {
      expect(() => openAmqpInbox({ ...INBOX_OPTIONS, concurrency }, clock, log)).toThrow(
        expect.objectContaining({ code: 'TRANSPORT_INBOX_INVALID' }),
      );
    },
  );

  it('refuses TLS settings that can not be used', () => {
    const options = { ...INBOX_OPTIONS, useSsl: true, ca: '/no/such/file.pem' };

    expect(() => openAmqpInbox(options, clock, log)).toThrow(
      expect.objectContaining({ code: 'TRANSPORT_BROKER_INVALID' }),
    );
  });
});

describe('an AMQP inbox whose connection ends', () => {
  it('connects again after a pause, and works on', async () => {
    await startedInbox();

    queue.session.break(cut());
    await clock.advance(500);
    await deliver(parcelOf('w1'));

    expect(queue.sessions).toHaveLength(2);
    expect(held.works).toEqual(['w1']);
  });

  it('closes the session that ended', async () => {
    await startedInbox();
    const { session } = queue;

    session.break(new Error('the broker cancelled the consumer'));
    await settle();

    expect(session.asked).toEqual(['close']);
  });

  it('runs what is delivered again once, and acknowledges it where it can', async () => {
    const [first, second] = [parcelOf('w1'), parcelOf('w1', { redelivered: true })];
    await startedInbox();
    await deliver(first);
    queue.session.break(cut(), first);
    await clock.advance(500);
    await deliver(second);

    held.at(0).resolve();
    await settle();

    expect(held.works).toEqual(['w1']);
    expect([first.settlements, second.settlements]).toEqual([[], ['acknowledged']]);
  });

  it('works on no more requests at once than before', async () => {
    const first = parcelOf('w1');
    await startedInbox();
    await deliver(first);
    queue.session.break(cut(), first);
    await clock.advance(500);

    await deliver(parcelOf('w2'));

    expect(held.works).toEqual(['w1']);
  });

  it('is patient with one that keeps ending: the pauses grow', async () => {
    await startedInbox();
    const attempts: number[] = [];
    for (const pause of [500, 1_000, 2_000, 4_000]) {
      queue.session.break(cut());
      await clock.advance(pause - 1);
      attempts.push(queue.attempts);
      await clock.advance(1);
    }

    expect(attempts).toEqual([1, 2, 3, 4]);
  });

  it('begins with short pauses again after a good minute', async () => {
    await startedInbox();
    for (const pause of [500, 1_000, 2_000]) {
      queue.session.break(cut());
      await clock.advance(pause);
    }
    await clock.advance(60_000);

    queue.session.break(cut());
    await clock.advance(500);

    expect(queue.attempts).toBe(5);
  });

  it('never gives up, and complains every 5 minutes', async () => {
    await startedInbox();
    queue.refusal = answer(403, 'ACCESS_REFUSED');
    queue.session.break(cut());
    await clock.advance(2 * FIVE_MINUTES + 60_000);
    const complaints = log.lines.filter(({ level }) => level === 'error');

    queue.refusal = undefined;
    await clock.advance(30_000);

    expect(complaints.map(({ facts }) => facts['code'])).toEqual([
      'TRANSPORT_LISTEN_FAILED',
      'TRANSPORT_LISTEN_FAILED',
    ]);
    expect(log.lines.at(-1)?.message).toBe('listening');
  });

  it('says why, without the password', async () => {
    await startedInbox();

    queue.session.break(cut());
    await clock.advance(500);

    expect(log.lines[1]?.facts).toMatchObject({ reason: 'the connection was reset', attempts: 1 });
    expect(log.text).not.toContain('pa55word');
  });
});

describe('stopping an AMQP inbox', () => {
  it('ends the deliveries, waits for what is worked on, then disconnects', async () => {
    const inbox = await startedInbox();
    const parcel = parcelOf('w1');
    await deliver(parcel);
    const stopped = inbox.stop();
    await settle();
    const meanwhile = [...queue.session.asked];

    held.at(0).resolve();
    await stopped;

    expect([meanwhile, queue.session.asked]).toEqual([['cancel'], ['cancel', 'close']]);
    expect(parcel.settlements).toEqual(['acknowledged']);
    expect(clock.pending).toBe(0);
  });

  it('disconnects when the patience ends: the broker takes the rest back', async () => {
    const inbox = await startedInbox();
    const parcel = parcelOf('w1');
    await deliver(parcel);

    await inbox.stop(AbortSignal.abort(new Error('at once')));

    expect(queue.session.asked).toEqual(['cancel', 'close']);
    expect(parcel.settlements).toEqual([]);
    expect(held.at(0).signal.aborted).toBe(true);
  });

  it('does not connect again', async () => {
    const inbox = await startedInbox();
    await deliver(parcelOf('w1'));
    const stopped = inbox.stop();
    queue.session.break(cut());
    held.at(0).resolve();
    await stopped;

    await clock.advance(FIVE_MINUTES);

    expect(queue.attempts).toBe(1);
  });

  it('is harmless twice, and before the start', async () => {
    const inbox = inboxWith();

    await inbox.stop();
    await inbox.stop();

    expect(queue.attempts).toBe(0);
  });
});
