import { connect, type ChannelModel } from 'amqplib';
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { readConfigSources } from '../../../src/config/index.js';
import {
  Enrich,
  Enrichment,
  explore,
  type EnrichmentRequest,
} from '../../../src/connectors/index.js';
import { StopSwitch, SystemClock, boot, runConnector } from '../../../src/runtime/index.js';
import { Sandbox } from '../../../src/sandbox/index.js';
import { Stix, type IPv4Addr, type StixObject } from '../../../src/stix/index.js';
import { RecordingLog } from '../../support/recording-log.js';

const amqpUrl = process.env['AMQP_URL'] ?? '';
const address = Stix.ipv4('198.51.100.7');

@Enrichment({ name: 'Announcers', author: Stix.organization({ name: 'Registry of the example' }) })
class Announcers {
  @Enrich('IPv4-Addr')
  address({ entity }: EnrichmentRequest<IPv4Addr>): StixObject[] {
    if (entity.value !== address.value) throw new Error(`asked about ${entity.value}`);
    const system = Stix.autonomousSystem({ number: 64_500, name: 'AS64500' });

    return [system, Stix.relationship(entity, 'belongs-to', system)];
  }
}

let sandbox: Sandbox;
let broker: ChannelModel;
let id: string;

beforeEach(async () => {
  id = randomUUID();
  broker = await connect(amqpUrl);
  sandbox = await Sandbox.start({ amqp: amqpUrl });
});

afterEach(async () => {
  const channel = await broker.createChannel();
  for (const queue of [`push_${id}`, `listen_${id}`]) await channel.deleteQueue(queue);
  await broker.close();
  await sandbox.stop();
});

/** Asks as OpenCTI does: a work, and a message on the connector's queue. */
async function ask(entity: StixObject, work: string): Promise<void> {
  const message = {
    internal: { work_id: work, applicant_id: null, draft_id: null, trigger: null, mode: 'manual' },
    event: {
      event_type: 'INTERNAL_ENRICHMENT',
      entity_id: entity.id,
      entity_type: 'IPv4-Addr',
      stix_entity: JSON.stringify(entity),
      stix_objects: JSON.stringify([entity]),
    },
  };
  const channel = await broker.createConfirmChannel();
  channel.publish(
    'amqp.connector.exchange',
    `listen_routing_${id}`,
    Buffer.from(JSON.stringify(message)),
    { deliveryMode: 2 },
  );
  await channel.waitForConfirms();
  await channel.close();
}

async function openWork(): Promise<string> {
  const response = await fetch(`${sandbox.url}/graphql`, {
    method: 'POST',
    headers: { authorization: `Bearer ${sandbox.token}`, 'content-type': 'application/json' },
    body: JSON.stringify({
      query:
        'mutation workAdd($connectorId: String!, $friendlyName: String) { workAdd(connectorId: $connectorId, friendlyName: $friendlyName) { id } }',
      variables: { connectorId: id, friendlyName: 'Manual enrichment' },
    }),
  });
  const { data } = (await response.json()) as { data: { workAdd: { id: string } } };

  return data.workAdd.id;
}

/** Runs the enrichment in this process; `answered` resolves with what became of a request. */
function start() {
  const clock = new SystemClock();
  const log = new RecordingLog();
  const stop = new StopSwitch(clock, 2_000);
  const booted = boot({
    blueprint: explore(Announcers),
    sources: readConfigSources({
      env: { OPENCTI_URL: sandbox.url, OPENCTI_TOKEN: sandbox.token, CONNECTOR_ID: id },
      folders: [join(__dirname, 'no-such-folder')],
    }),
    clock,
    logFor: () => log,
  });
  const ended = runConnector({
    booted,
    clock,
    log,
    stop,
    once: true,
    waitMs: 2_000,
    sinceStartMs: () => 0,
    peakRssMb: () => 0,
  });

  return { ended, log };
}

const listening = async (log: RecordingLog): Promise<void> => {
  while (!log.text.includes('listening')) await new Promise(resolve => setImmediate(resolve));
};

describe('an enrichment over RabbitMQ', () => {
  it('answers a request with the entity and what it found, and closes its work', async () => {
    const { ended, log } = start();
    await listening(log);
    const work = await openWork();

    await ask(address, work);
    const { report, error } = await ended;
    await sandbox.idle();
    const { works } = await sandbox.state();

    expect(error).toBeUndefined();
    expect(report.requests).toEqual([
      expect.objectContaining({ kind: 'enrichment', outcome: 'ok' }),
    ]);
    expect(works.find(({ id: known }) => known === work)).toMatchObject({
      status: 'complete',
      errors: [],
    });
    expect(sandbox.bundle().objects.map(({ type }) => type)).toEqual(
      expect.arrayContaining(['ipv4-addr', 'autonomous-system', 'relationship', 'identity']),
    );
  });

  it('reports a handler that throws in the work, and does not ask again', async () => {
    const { ended, log } = start();
    await listening(log);
    const work = await openWork();

    await ask(Stix.ipv4('203.0.113.9'), work);
    const { report } = await ended;
    const { works } = await sandbox.state();

    expect(report.requests).toEqual([expect.objectContaining({ outcome: 'failed' })]);
    expect(works.find(({ id: known }) => known === work)?.errors).toEqual([
      expect.objectContaining({ message: expect.stringContaining('asked about 203.0.113.9') }),
    ]);
  });
});
