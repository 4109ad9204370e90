import { FakeClock } from '../../../src/testing/index.js';
import type {
  HandleMessage,
  InboxOptions,
  MalformedMessage,
} from '../../../src/transport/index.js';
import { Intake, type IntakeProtocol } from '../../../src/transport/intake.js';
import { HeldRequests } from '../../support/held-requests.js';
import { RecordingLog } from '../../support/recording-log.js';
import { requestMessage } from '../../support/request-message.js';
import { FakeParcel, type FakeDelivery } from './fake-parcel.js';

const LEASE_MS = 1_200_000;
const SECOND = 1_000;
const AMQP: IntakeProtocol = { ackAfter: 'outcome', leaseMs: LEASE_MS, tellsRedelivery: true };

let clock: FakeClock;
let log: RecordingLog;
let held: HeldRequests;

beforeEach(() => {
  clock = new FakeClock();
  log = new RecordingLog();
  held = new HeldRequests();
});

/** Lets everything run that needs no time. */
const settle = () => clock.advance(0);
const parcelOf = (work: string | null, delivery?: FakeDelivery) =>
  new FakeParcel(requestMessage(work), delivery);

async function intakeWith(
  options: InboxOptions = {},
  handle: HandleMessage = held.handle,
  protocol: IntakeProtocol = AMQP,
): Promise<Intake> {
  const full = { retry: { random: () => 1 }, ...options };
  const intake = new Intake(full, protocol, clock, log);
  await intake.open(handle);

  return intake;
}

async function take(intake: Intake, ...parcels: readonly FakeParcel[]): Promise<void> {
  for (const parcel of parcels) void intake.take(parcel);
  await settle();
}

describe('a request', () => {
  it('is handed over with its parsed body and its arrival', async () => {
    const parcel = parcelOf('w1');
    await take(await intakeWith(), parcel);

    expect(held.at(0).message).toEqual({
      body: JSON.parse(requestMessage('w1')),
      redelivered: false,
      receivedAt: new Date('2026-01-01T00:00:00.000Z'),
    });
  });

  it('is acknowledged once its outcome is reported', async () => {
    const parcel = parcelOf('w1');
    await take(await intakeWith(), parcel);
    const before = [...parcel.settlements];

    held.at(0).resolve();
    await settle();

    expect([before, parcel.settlements]).toEqual([[], ['acknowledged']]);
  });

  it('waits for its turn', async () => {
    const intake = await intakeWith({ concurrency: 2 });
    await take(intake, parcelOf('w1'), parcelOf('w2'), parcelOf('w3'));
    const atFirst = held.works;

    held.at(0).resolve();
    await settle();

    expect([atFirst, held.works]).toEqual([
      ['w1', 'w2'],
      ['w1', 'w2', 'w3'],
    ]);
  });

  it('may be one of many without a warning of Node', async () => {
    const warned = jest.spyOn(process, 'emitWarning').mockImplementation();
    const intake = await intakeWith({ concurrency: 20 }, (message, signal) => {
      signal.addEventListener('abort', () => undefined);
      return held.handle(message, signal);
    });

    await take(intake, ...Array.from({ length: 20 }, (_, i) => parcelOf(`w${i}`)));

    expect([held.calls.length, warned.mock.calls]).toEqual([20, []]);
    warned.mockRestore();
  });

  it('may be handled by a function that throws at once', async () => {
    const parcel = parcelOf('w1');
    const intake = await intakeWith({}, () => {
      throw new Error('no platform');
    });

    await take(intake, parcel);
    await clock.advance(SECOND);

    expect(parcel.settlements).toEqual(['given back']);
  });
});

describe('a request that is delivered again', () => {
  it('is not run again while its first run goes on, and is acknowledged with it', async () => {
    const [first, second] = [
      parcelOf('w1', { isOrphan: true }),
      parcelOf('w1', { redelivered: true }),
    ];
    const intake = await intakeWith({ concurrency: 2 });
    await take(intake, first, second);
    const before = [...second.settlements];

    held.at(0).resolve();
    await settle();

    expect(held.works).toEqual(['w1']);
    expect([before, second.settlements]).toEqual([[], ['acknowledged']]);
  });

  it('is known by its bytes when it has no work', async () => {
    const [first, second] = [parcelOf(null), parcelOf(null, { redelivered: true })];
    await take(await intakeWith({ concurrency: 2 }), first, second);

    expect(held.calls).toHaveLength(1);
  });

  it('leaves its lane to others while it waits for its first run', async () => {
    const intake = await intakeWith({ concurrency: 2 });
    await take(intake, parcelOf('w1'), parcelOf('w1', { redelivered: true }), parcelOf('w2'));

    expect(held.works).toEqual(['w1', 'w2']);
  });

  it('is acknowledged without a run when its outcome was reported, but not acknowledged', async () => {
    const intake = await intakeWith();
    await take(intake, parcelOf('w1', { isOrphan: true }));
    held.at(0).resolve();
    await settle();
    const again = parcelOf('w1', { redelivered: true });

    await take(intake, again);

    expect(held.works).toEqual(['w1']);
    expect(again.settlements).toEqual(['acknowledged']);
  });

  it('runs when the broker says that it is new, whatever was reported before', async () => {
    const intake = await intakeWith();
    await take(intake, parcelOf('w1'));
    held.at(0).resolve();
    await settle();

    await take(intake, parcelOf('w1'));

    expect(held.works).toEqual(['w1', 'w1']);
  });

  it('runs when another process had it', async () => {
    await take(await intakeWith(), parcelOf('w1', { redelivered: true }));

    expect(held.at(0).message.redelivered).toBe(true);
  });
});

describe('a request whose outcome could not be reported', () => {
  it('is given back after a pause, not at once', async () => {
    const parcel = parcelOf('w1');
    await take(await intakeWith(), parcel);
    held.at(0).reject(new Error('no platform'));
    await clock.advance(SECOND - 1);
    const before = [...parcel.settlements];

    await clock.advance(1);

    expect([before, parcel.settlements]).toEqual([[], ['given back']]);
    expect(log.at('warn')).toEqual(['outcome could not be reported']);
  });

  it('leaves its lane to others during the pause', async () => {
    await take(await intakeWith(), parcelOf('w1'), parcelOf('w2'));

    held.at(0).reject(new Error('no platform'));
    await settle();

    expect(held.works).toEqual(['w1', 'w2']);
  });

  it('pauses longer each time, up to a minute', async () => {
    const pauses: number[] = [];
    const intake = await intakeWith({}, () => Promise.reject(new Error('no platform')));

    for (let i = 0; i < 9; i++) {
      await take(intake, parcelOf('w1', { redelivered: i > 0 }));
      pauses.push((clock.nextInMs ?? 0) / SECOND);
      await clock.advance(60 * SECOND);
    }

    expect(pauses).toEqual([1, 2, 4, 8, 16, 32, 60, 60, 60]);
  });

  it('begins with short pauses again once it could be reported', async () => {
    const parcels = [parcelOf('w1'), parcelOf('w1'), parcelOf('w1'), parcelOf('w1')] as const;
    const intake = await intakeWith();
    for (const [index, parcel] of parcels.entries()) {
      await take(intake, parcel);
      if (index === 2) held.at(index).resolve();
      else held.at(index).reject(new Error('no platform'));
      await settle();
      if (index < 3) await clock.advance(60 * SECOND);
    }

    await clock.advance(SECOND);

    expect(parcels[3].settlements).toEqual(['given back']);
  });

  it('is given back by every delivery that joined it', async () => {
    const [first, second] = [parcelOf('w1'), parcelOf('w1', { redelivered: true })];
    await take(await intakeWith(), first, second);

    held.at(0).reject(new Error('no platform'));
    await clock.advance(SECOND);

    expect([first.settlements, second.settlements]).toEqual([['given back'], ['given back']]);
  });

  it('keeps the lease out of the pause', async () => {
    const parcel = parcelOf('w1');
    await take(await intakeWith(), parcel);
    await clock.advance(LEASE_MS - 1);

    held.at(0).reject(new Error('no platform'));
    await clock.advance(SECOND);

    expect(parcel.settlements).toEqual(['given back']);
  });
});

describe('the lease', () => {
  it('acknowledges early, says that a crash would lose the request, and lets the run go on', async () => {
    const parcel = parcelOf('w1');
    await take(await intakeWith(), parcel);
    await clock.advance(LEASE_MS - 1);
    const before = [...parcel.settlements];

    await clock.advance(1);

    expect([before, parcel.settlements]).toEqual([[], ['acknowledged']]);
    expect(held.at(0).signal.aborted).toBe(false);
    expect(log.lines.at(-1)).toMatchObject({
      level: 'warn',
      message: 'request takes long: acknowledged early, a crash would lose it',
      facts: { work: 'w1', seconds: 1_200 },
    });
  });

  it('says nothing of a message whose connection is gone: it comes again', async () => {
    await take(await intakeWith(), parcelOf('w1', { isOrphan: true }));

    await clock.advance(LEASE_MS);

    expect(log.at('warn')).toEqual([]);
  });

  it('is given up with the run', async () => {
    const parcel = parcelOf('w1');
    await take(await intakeWith(), parcel);
    held.at(0).resolve();
    await settle();

    await clock.advance(LEASE_MS);

    expect(log.at('warn')).toEqual([]);
    expect(clock.pending).toBe(0);
  });

  it('gives back what it did not come to, so that others can', async () => {
    const intake = await intakeWith();
    await take(intake, parcelOf('w1'));
    await clock.advance(LEASE_MS);
    const second = parcelOf('w2');
    await take(intake, second);

    await clock.advance(LEASE_MS);

    expect(second.settlements).toEqual(['given back']);
    expect(held.works).toEqual(['w1']);
  });

  it('runs the request here again when it can no more be reported: nobody else has it', async () => {
    const parcel = parcelOf('w1');
    await take(await intakeWith(), parcel);
    await clock.advance(LEASE_MS);

    held.at(0).reject(new Error('no platform'));
    await clock.advance(SECOND);

    expect(held.works).toEqual(['w1', 'w1']);
    expect(held.at(1).message.redelivered).toBe(true);
  });

  it('can be shorter', async () => {
    const parcel = parcelOf('w1');
    await take(await intakeWith({ leaseMs: 10 }), parcel);

    await clock.advance(10);

    expect(parcel.settlements).toEqual(['acknowledged']);
  });
});

describe('a message that is no request', () => {
  it('is dropped, and the next one is worked on', async () => {
    const parcel = new FakeParcel('hello');

    await take(await intakeWith(), parcel, parcelOf('w1'));

    expect(parcel.settlements).toEqual(['dropped: it is not JSON']);
    expect(held.works).toEqual(['w1']);
  });

  it('is logged once, with its size and its beginning', async () => {
    await take(await intakeWith(), new FakeParcel(`{"password":"hunter2", ${'x '.repeat(500)}`));

    expect(log.lines).toHaveLength(1);
    expect(log.lines[0]).toMatchObject({
      level: 'warn',
      message: 'malformed message dropped',
      facts: { bytes: 1_023, reason: 'it is not JSON' },
    });
    expect(log.lines[0]?.facts['beginning']).toMatch(/^\{"password":"\[secret\]", x x/);
  });

  it('is told, with the work that it names, before it is dropped', async () => {
    const told: MalformedMessage[] = [];
    const parcel = new FakeParcel('{"internal":{"work_id":"work_1"},"event":[]}');
    const before: string[][] = [];
    const onMalformed = async (message: MalformedMessage): Promise<void> => {
      told.push(message);
      before.push([...parcel.settlements]);
    };

    await take(await intakeWith({ onMalformed }), parcel);

    expect(told).toEqual([
      {
        bytes: 44,
        beginning: '{"internal":{"work_id":"work_1"},"event":[]}',
        reason: 'it has no object "event"',
        workId: 'work_1',
        receivedAt: clock.now(),
      },
    ]);
    expect(before).toEqual([[]]);
  });

  it('is dropped even when it could not be told', async () => {
    const parcel = new FakeParcel('hello');
    const onMalformed = () => Promise.reject(new Error('no platform'));

    await take(await intakeWith({ onMalformed }), parcel);

    expect(parcel.settlements).toEqual(['dropped: it is not JSON']);
    expect(log.at('error')).toEqual(['malformed message could not be reported']);
  });
});

describe('acknowledging at receipt', () => {
  const receipt = { ackAfter: 'receipt' } as const;

  it('acknowledges before the work begins', async () => {
    const parcels = [parcelOf('w1'), parcelOf('w2')];
    await take(await intakeWith(receipt), ...parcels);

    expect(parcels.map(({ settlements }) => settlements)).toEqual([
      ['acknowledged'],
      ['acknowledged'],
    ]);
    expect(held.works).toEqual(['w1']);
  });

  it('needs no lease', async () => {
    await take(await intakeWith(receipt), parcelOf('w1'));

    await clock.advance(LEASE_MS);

    expect(log.at('warn')).toEqual([]);
  });

  it('runs a request again until its outcome is reported', async () => {
    await take(await intakeWith(receipt), parcelOf('w1'));
    held.at(0).reject(new Error('no platform'));
    await clock.advance(SECOND);
    held.at(1).reject(new Error('no platform'));
    await clock.advance(2 * SECOND);

    held.at(2).resolve();
    await clock.advance(100 * SECOND);

    expect(held.works).toEqual(['w1', 'w1', 'w1']);
  });
});

describe('where nobody tells what was delivered before', () => {
  const http = { ...AMQP, tellsRedelivery: false };

  it('does not run a request again whose outcome was reported within the hour', async () => {
    const again = parcelOf('w1');
    const intake = await intakeWith({}, held.handle, http);
    await take(intake, parcelOf('w1'));
    held.at(0).resolve();
    await clock.advance(3_500 * SECOND);

    await take(intake, again);

    expect(held.works).toEqual(['w1']);
    expect(again.settlements).toEqual(['acknowledged']);
  });

  it('runs it again when its outcome could not be reported', async () => {
    const intake = await intakeWith({}, held.handle, http);
    await take(intake, parcelOf('w1'));
    held.at(0).reject(new Error('no platform'));
    await clock.advance(SECOND);

    await take(intake, parcelOf('w1'));

    expect(held.works).toEqual(['w1', 'w1']);
  });
});

describe('stopping', () => {
  it('gives back what comes in', async () => {
    const parcel = parcelOf('w1');
    const intake = await intakeWith();
    intake.stop();

    await take(intake, parcel);

    expect(parcel.settlements).toEqual(['given back']);
    expect(held.calls).toEqual([]);
  });

  it('gives back what waits for its turn, and waits for what is worked on', async () => {
    const [first, second] = [parcelOf('w1'), parcelOf('w2')];
    const intake = await intakeWith();
    await take(intake, first, second);
    intake.stop();
    const over = jest.fn();
    void intake.drain().then(over);
    await settle();
    const early = over.mock.calls.length;

    held.at(0).resolve();
    await settle();

    expect([first.settlements, second.settlements]).toEqual([['acknowledged'], ['given back']]);
    expect([early, over.mock.calls.length]).toEqual([0, 1]);
    expect(clock.pending).toBe(0);
  });

  it('cuts pauses short', async () => {
    const parcel = parcelOf('w1');
    const intake = await intakeWith();
    await take(intake, parcel);
    held.at(0).reject(new Error('no platform'));
    await settle();

    intake.stop();
    await intake.drain();

    expect(parcel.settlements).toEqual(['given back']);
  });

  it('aborts the handlers and waits no longer when the patience ends', async () => {
    const parcel = parcelOf('w1');
    const intake = await intakeWith();
    await take(intake, parcel);
    const patience = new AbortController();
    intake.stop();
    const drained = intake.drain(patience.signal);
    const before = held.at(0).signal.aborted;

    patience.abort(new Error('the deadline has passed'));
    await drained;

    expect([before, held.at(0).signal.aborted]).toEqual([false, true]);
    expect(parcel.settlements).toEqual([]);
    expect(log.lines.at(-1)).toMatchObject({
      message: 'requests left unfinished',
      facts: { requests: 1, lost: 0 },
    });
    expect(clock.pending).toBe(0);
  });

  it('waits for nothing when there is no patience', async () => {
    const intake = await intakeWith();
    await take(intake, parcelOf('w1'));
    intake.stop();

    await intake.drain(AbortSignal.abort(new Error('at once')));

    expect(held.at(0).signal.aborted).toBe(true);
  });

  it('works on what nobody else has, what waits for its turn too', async () => {
    const intake = await intakeWith({ ackAfter: 'receipt' });
    await take(intake, parcelOf('w1'), parcelOf('w2'));
    intake.stop();
    const drained = intake.drain();

    held.at(0).resolve();
    await held.whenCalls(2);
    held.at(1).resolve();
    await drained;

    expect(held.works).toEqual(['w1', 'w2']);
    expect(log.at('error')).toEqual([]);
  });

  it('tries once more at the end what nobody else has, then says that it is lost', async () => {
    const intake = await intakeWith({ ackAfter: 'receipt' }, async message => {
      await held.handle(message, new AbortController().signal).catch(() => undefined);
      throw new Error('no platform');
    });
    await take(intake, parcelOf('w1'));
    intake.stop();
    const drained = intake.drain();

    held.at(0).resolve();
    await held.whenCalls(2);
    held.at(1).resolve();
    await drained;

    expect(held.works).toEqual(['w1', 'w1']);
    expect(log.at('error')).toEqual(['request lost: its outcome was never reported']);
  });

  it('counts what is lost when the patience ends', async () => {
    const intake = await intakeWith({ ackAfter: 'receipt' });
    await take(intake, parcelOf('w1'), parcelOf('w2'));
    intake.stop();

    await intake.drain(AbortSignal.abort(new Error('at once')));

    expect(log.lines.find(({ level }) => level === 'warn')?.facts).toEqual({
      requests: 2,
      lost: 2,
    });
    expect(held.works).toEqual(['w1']);
  });
});
