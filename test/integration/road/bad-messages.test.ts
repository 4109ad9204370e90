import { connect } from 'amqplib';
import { Enrich, Enrichment, type EnrichmentRequest } from '../../../src/connectors/index.js';
import { Stix, type IPv4Addr, type StixObject } from '../../../src/stix/index.js';
import { stixMatchers, type ConnectorBench } from '../../../src/testing/index.js';
import { roadBench } from '../../road/road-bench.js';
import { until } from '../../support/until.js';

expect.extend(stixMatchers);

const address = Stix.ipv4('198.51.100.7');

@Enrichment({ name: 'Announcers' })
class Announcers {
  @Enrich('IPv4-Addr')
  address({ entity }: EnrichmentRequest<IPv4Addr>): StixObject[] {
    return [{ ...entity, x_opencti_score: 80 } as StixObject];
  }
}

let bench: ConnectorBench;

beforeEach(async () => {
  bench = await roadBench(Announcers, { by: 'RabbitMQ', profile: '7' }, { load: [address] });
  await bench.start();
});

afterEach(() => bench.close());

/** Puts anything at all on the connector's queue. */
async function publish(body: Buffer | string): Promise<void> {
  const broker = await connect(process.env['AMQP_URL'] ?? '');
  const channel = await broker.createConfirmChannel();
  channel.sendToQueue(`listen_${bench.connectorId}`, Buffer.from(body as string));
  await channel.waitForConfirms();
  await broker.close();
}

const deep = `${'['.repeat(100_000)}${']'.repeat(100_000)}`;

describe('a message that is no request', () => {
  it.each<[string, Buffer | string]>([
    ['is empty', ''],
    ['is no JSON', 'not JSON'],
    ['is no text', Buffer.from([0, 0xff, 0xfe, 0xc3, 0x28])],
    ['is null', 'null'],
    ['is a list', '[]'],
    ['lacks internal', '{"event":{}}'],
    ['has internal of another type', '{"internal":7,"event":[]}'],
    ['has a type that nobody knows', '{"internal":{},"event":{"event_type":"TELEPORT"}}'],
    ['reaches for the prototype', '{"__proto__":{"internal":{}},"internal":{"work_id":{}}}'],
    ['is nested without end', deep],
    ['is huge', JSON.stringify({ internal: {}, event: { entity_id: 'x'.repeat(5_000_000) } })],
  ])('because it %s is taken off the queue, and the next request is answered', async (_, body) => {
    await publish(body);

    const { report } = await bench.enrich(address.id);

    expect(report.outcome).toBe('ok');
    expect(bench.sandbox.bundle()).toContainStix({ id: address.id });
  });
});

describe('a request about an entity that is gone', () => {
  it('ends in error in its work, and the next request is answered', async () => {
    const [work] = await bench.sandbox.ask.enrichment(address.id, bench.connectorId);
    await until(() => bench.report?.requests?.length === 1);
    const internal = { work_id: work?.id, applicant_id: null };
    const event = { event_type: 'INTERNAL_ENRICHMENT', entity_id: `ipv4-addr--${'0'.repeat(8)}` };

    await publish(JSON.stringify({ internal, event: { ...event, entity_type: 'IPv4-Addr' } }));
    await until(() => bench.report?.requests?.length === 2);

    expect(bench.report?.requests?.[1]?.errors).toEqual([
      expect.objectContaining({ code: 'REQUEST_ENTITY_MISSING' }),
    ]);
  });
});
