import { FakeClock } from '../../../src/testing/index.js';
import type { InboxMessage, InboxOptions } from '../../../src/transport/index.js';
import { Intake } from '../../../src/transport/intake.js';
import { HeldRequests } from '../../support/held-requests.js';
import { RecordingLog } from '../../support/recording-log.js';
import { requestMessage, workOf } from '../../support/request-message.js';
import { FakeParcel, type FakeDelivery } from './fake-parcel.js';
import { MemoryJournal } from './memory-journal.js';

let clock: FakeClock;
let log: RecordingLog;
let held: HeldRequests;
let poisoned: { readonly work: string | null; readonly deaths: number }[];

beforeEach(() => {
  clock = new FakeClock();
  log = new RecordingLog();
  held = new HeldRequests();
  poisoned = [];
});

const onPoison = async ({ body }: InboxMessage, deaths: number): Promise<void> => {
  poisoned.push({ work: workOf(body), deaths });
};

async function intakeWith(options: InboxOptions): Promise<Intake> {
  const protocol = { ackAfter: 'outcome', leaseMs: 60_000, tellsRedelivery: true } as const;
  const full = { onPoison, retry: { random: () => 1 }, ...options };
  const intake = new Intake(full, protocol, clock, log);
  await intake.open(held.handle);

  return intake;
}

async function take(intake: Intake, delivery: FakeDelivery = {}, work = 'w1'): Promise<FakeParcel> {
  const parcel = new FakeParcel(requestMessage(work), delivery);
  void intake.take(parcel);
  await clock.advance(0);

  return parcel;
}

describe('the journal', () => {
  it('learns what is worked on, and when its outcome is reported', async () => {
    const journal = new MemoryJournal();
    await take(await intakeWith({ journal }));

    held.at(0).resolve();
    await clock.advance(0);

    expect(journal.told).toEqual(['open', 'begin w1', 'settle w1']);
  });

  it('learns when the outcome could not be reported: that is no death', async () => {
    const journal = new MemoryJournal();
    await take(await intakeWith({ journal }));

    held.at(0).reject(new Error('no platform'));
    await clock.advance(0);

    expect(journal.told).toEqual(['open', 'begin w1', 'release w1']);
  });

  it('learns what is left unfinished by a process that stops in order', async () => {
    const journal = new MemoryJournal();
    const intake = await intakeWith({ journal });
    await take(intake);
    intake.stop();

    await intake.drain(AbortSignal.abort(new Error('at once')));

    expect(journal.told).toEqual(['open', 'begin w1', 'release w1']);
  });

  it('may fail: requests are worked on all the same, and the log says it once', async () => {
    const journal = new MemoryJournal();
    journal.isBroken = true;
    const parcel = await take(await intakeWith({ journal }), { redelivered: true });

    held.at(0).resolve();
    await clock.advance(0);

    expect(parcel.settlements).toEqual(['acknowledged']);
    expect(log.at('warn')).toEqual(['crash journal fails']);
  });
});

describe('a request that processes died on', () => {
  it('is given another try after the first death', async () => {
    await take(await intakeWith({ journal: new MemoryJournal({ w1: 1 }) }), { redelivered: true });

    expect(held.works).toEqual(['w1']);
  });

  it('is reported instead of run after the second, and acknowledged', async () => {
    const journal = new MemoryJournal({ w1: 2 });

    const parcel = await take(await intakeWith({ journal }), { redelivered: true });

    expect(poisoned).toEqual([{ work: 'w1', deaths: 2 }]);
    expect(held.calls).toEqual([]);
    expect(parcel.settlements).toEqual(['acknowledged']);
    expect(journal.told.at(-1)).toBe('settle w1');
    expect(log.lines.at(-1)).toMatchObject({ level: 'error', facts: { work: 'w1', deaths: 2 } });
  });

  it('is not poison when it was never delivered before', async () => {
    await take(await intakeWith({ journal: new MemoryJournal({ w1: 2 }) }));

    expect(held.works).toEqual(['w1']);
  });

  it('comes again when it could not be reported', async () => {
    const parcel = await take(
      await intakeWith({
        journal: new MemoryJournal({ w1: 2 }),
        onPoison: () => Promise.reject(new Error('no platform')),
      }),
      { redelivered: true },
    );

    await clock.advance(1_000);

    expect(parcel.settlements).toEqual(['given back']);
    expect(held.calls).toEqual([]);
  });

  it('is acknowledged when nobody wants to know', async () => {
    const journal = new MemoryJournal({ w1: 3 });
    const options: InboxOptions = { journal, onPoison: undefined };

    const parcel = await take(await intakeWith(options), { redelivered: true });

    expect(parcel.settlements).toEqual(['acknowledged']);
  });
});

describe('requests that were worked on when a process died', () => {
  const again = { redelivered: true };
  const journal = () => new MemoryJournal({ w1: 1, w2: 1, w3: 1, deadly: 2 });

  it('run one at a time, so that the next death names the culprit', async () => {
    const intake = await intakeWith({ concurrency: 3, journal: journal() });
    for (const work of ['w1', 'w2', 'w3']) await take(intake, again, work);
    const atFirst = held.works;

    held.at(0).resolve();
    await clock.advance(0);

    expect([atFirst, held.works]).toEqual([['w1'], ['w1', 'w2']]);
  });

  it('keep no others waiting', async () => {
    const intake = await intakeWith({ concurrency: 2, journal: journal() });

    for (const work of ['w1', 'w2']) await take(intake, again, work);
    await take(intake, {}, 'new');
    await take(intake, again, 'returned');

    expect(held.works).toEqual(['w1', 'new']);
  });

  it('do not keep poison waiting for its report', async () => {
    const intake = await intakeWith({ concurrency: 2, journal: journal() });

    await take(intake, again, 'w1');
    await take(intake, again, 'deadly');

    expect(poisoned).toEqual([{ work: 'deadly', deaths: 2 }]);
  });

  it('go back when they do not come to their turn within the lease', async () => {
    const intake = await intakeWith({ concurrency: 2, journal: journal() });
    await take(intake, again, 'w1');
    const second = await take(intake, again, 'w2');

    await clock.advance(60_000);
    held.at(0).resolve();
    await take(intake, again, 'w3');

    expect(second.settlements).toEqual(['given back']);
    expect(held.works).toEqual(['w1', 'w3']);
  });

  it('leave their turn to the next when they go back while others fill the lanes', async () => {
    const intake = await intakeWith({ concurrency: 1, journal: journal() });
    await take(intake, {}, 'new');
    const waiting = await take(intake, again, 'w1');
    await clock.advance(60_000);
    held.at(0).resolve();

    await take(intake, again, 'w2');

    expect(waiting.settlements).toEqual(['given back']);
    expect(held.works).toEqual(['new', 'w2']);
  });
});

describe('a broker that counts deliveries', () => {
  it('tells poison by five deliveries that this process can not account for', async () => {
    const parcel = await take(await intakeWith({}), { redelivered: true, returns: 5 });

    expect(poisoned).toEqual([{ work: 'w1', deaths: 5 }]);
    expect(parcel.settlements).toEqual(['acknowledged']);
  });

  it('is not enough with four: a process that stops in order gives back as well', async () => {
    await take(await intakeWith({}), { redelivered: true, returns: 4 });

    expect(held.works).toEqual(['w1']);
  });

  it('does not count what this process gave back itself', async () => {
    const intake = await intakeWith({});
    for (let returns = 0; returns < 10; returns++) {
      await take(intake, { redelivered: returns > 0, returns });
      held.at(returns).reject(new Error('no platform'));
      await clock.advance(60_000);
    }

    await take(intake, { redelivered: true, returns: 10 });

    expect(held.calls).toHaveLength(11);
    expect(poisoned).toEqual([]);
  });
});
