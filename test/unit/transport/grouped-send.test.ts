import { groupBundles, splitBundle, type Bundle } from '../../../src/stix/index.js';
import { FakeClock } from '../../../src/testing/index.js';
import { AmqpOutbox, type AmqpOptions, type Envelope } from '../../../src/transport/index.js';
import { pushMessages } from '../../../src/transport/push-message.js';
import { RecordingLog } from '../../support/recording-log.js';
import { AMQP_OPTIONS, FakeBroker } from './fake-broker.js';
import { oneObject, sampleBundles } from './sample-bundles.js';

const envelope: Envelope = { applicantId: 'user-1', workId: 'work-1', noSplit: true };
const whole: Bundle = {
  ...{ type: 'bundle', id: 'bundle--1' },
  objects: sampleBundles(25).flatMap(({ objects }) => objects),
};
const groups = groupBundles(splitBundle(whole).bundles, { maxObjects: 10 });

const read = (body: Buffer | undefined) =>
  JSON.parse(body?.toString('utf8') ?? '') as Record<string, unknown>;

let broker: FakeBroker;
let clock: FakeClock;

beforeEach(() => {
  broker = new FakeBroker();
  clock = new FakeClock();
});

const outboxWith = (options: Partial<AmqpOptions> = {}): AmqpOutbox =>
  new AmqpOutbox({ ...AMQP_OPTIONS, ...options }, clock, new RecordingLog(), broker.open);

describe('a message that is not to be split', () => {
  it('says so, where pycti says it', () => {
    const body = read(pushMessages(envelope)(oneObject('identity--1'), 1));

    expect(Object.keys(body)).toEqual([
      ...['bundle_type', 'applicant_id', 'action_sequence', 'entities_types', 'content'],
      ...['update', 'draft_id', 'no_split', 'work_id'],
    ]);
    expect(body['no_split']).toBe(true);
  });

  it('is the exception', () => {
    const { noSplit: _noSplit, ...usual } = envelope;

    expect(read(pushMessages(usual)(oneObject('identity--1'), 1))).not.toHaveProperty('no_split');
  });
});

describe('a send of groups', () => {
  it('publishes a message a group, and counts objects', async () => {
    broker.confirmsAtOnce = true;

    const receipt = await outboxWith().send(groups, envelope);

    expect(broker.session.published).toHaveLength(3);
    expect(receipt.confirmed).toBe(25);
  });

  it('counts the objects of the groups that are safe when it fails', async () => {
    const outbox = outboxWith();
    const sent = outbox.send(groups, envelope);
    const failure = sent.catch((error: unknown) => error);
    await clock.advance(0);

    broker.session.events.confirmed(1, false);
    broker.session.events.confirmed(3, false);
    await outbox.close();

    expect(await failure).toMatchObject({ code: 'TRANSPORT_CLOSED', details: { confirmed: 15 } });
  });

  it('counts a group once that is published again', async () => {
    const sent = outboxWith({ reconnect: { random: () => 1 } }).send(groups, envelope);
    await clock.advance(0);
    broker.session.events.confirmed(1, false);

    broker.session.events.ended(Object.assign(new Error('reset'), { code: 'ECONNRESET' }));
    await clock.advance(60_000);
    broker.session.events.confirmed(2, true);

    expect(await sent).toMatchObject({ confirmed: 25, republished: 2 });
  });
});
