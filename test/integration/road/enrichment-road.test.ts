import { Enrich, Enrichment, type EnrichmentRequest } from '../../../src/connectors/index.js';
import { RetryableError, SkippableError } from '../../../src/errors/index.js';
import { Stix, tlpMarking, type IPv4Addr, type StixObject } from '../../../src/stix/index.js';
import { stixMatchers, type ConnectorBench } from '../../../src/testing/index.js';
import { ROADS, roadBench } from '../../road/road-bench.js';

expect.extend(stixMatchers);

type Handle = (request: EnrichmentRequest<IPv4Addr>) => StixObject[];

@Enrichment({
  name: 'Announcers',
  maxTlp: 'TLP:AMBER',
  author: Stix.organization({ name: 'Registry' }),
})
class Announcers {
  static handle: Handle;

  @Enrich('IPv4-Addr')
  address(request: EnrichmentRequest<IPv4Addr>): StixObject[] {
    return Announcers.handle(request);
  }
}

const address = Stix.ipv4('198.51.100.7');
const system = Stix.autonomousSystem({ number: 64_500 });
const related: Handle = ({ entity }) => [system, Stix.relationship(entity, 'belongs-to', system)];
let bench: ConnectorBench;

beforeEach(() => {
  Announcers.handle = related;
});

afterEach(() => bench.close());

describe.each(ROADS)('an enrichment over $by with OpenCTI $profile', road => {
  it('brings the entity and what it found into OpenCTI, and closes the work', async () => {
    bench = await roadBench(Announcers, road);

    const { report, work } = await bench.enrich(address);
    const held = bench.sandbox.bundle();

    expect(report).toMatchObject({ outcome: 'ok', errors: [] });
    expect(work).toMatchObject({ status: 'complete', errors: [] });
    expect(held).toContainStix({
      type: 'relationship',
      source_ref: address.id,
      target_ref: system.id,
    });
    expect(held).toContainStix({ type: 'identity', name: 'Registry' });
  });

  it('hands a playbook its bundle back with what was found', async () => {
    bench = await roadBench(Announcers, road);

    const { step, objects } = await bench.enrichInPlaybook(address);

    expect(step.status).toBe('executed');
    expect(objects).toContainStix({ id: address.id });
    expect(objects).toContainStix({ id: system.id });
    expect(bench.works).toEqual([]);
  });

  it.each<[string, Handle]>([
    [
      'fails',
      () => {
        throw new Error('a mistake');
      },
    ],
    [
      'has nothing to say',
      () => {
        throw new SkippableError('nothing is known');
      },
    ],
    ['finds nothing', () => []],
  ])('hands a playbook its entity back when it %s', async (_, handle) => {
    Announcers.handle = handle;
    bench = await roadBench(Announcers, road);

    const { objects } = await bench.enrichInPlaybook(address);

    expect(objects).toContainStix({ id: address.id, value: '198.51.100.7' });
  });

  it('refuses an entity that is marked too strictly, before the handler sees it', async () => {
    const seen: unknown[] = [];
    Announcers.handle = ({ entity }) => [seen.push(entity), []][1] as StixObject[];
    bench = await roadBench(Announcers, road, { load: [tlpMarking('TLP:RED')] });

    const { report, work } = await bench.enrich({
      ...address,
      object_marking_refs: [tlpMarking('TLP:RED').id],
    } as StixObject);

    expect(seen).toEqual([]);
    expect(report.errors).toEqual([expect.objectContaining({ code: 'REQUEST_TLP' })]);
    expect(work.errors).toHaveLength(1);
  });

  it('refuses what the operator took out of the scope', async () => {
    bench = await roadBench(Announcers, road, { settings: { connector: { scope: 'Report' } } });

    const { report } = await bench.enrich(address);

    expect(report.errors).toEqual([expect.objectContaining({ code: 'REQUEST_OUT_OF_SCOPE' })]);
  });

  it('reports a handler that throws, and answers the next request', async () => {
    Announcers.handle = () => {
      throw new Error('a mistake');
    };
    bench = await roadBench(Announcers, road);
    const failed = await bench.enrich(address);
    Announcers.handle = related;

    const { report } = await bench.enrich(Stix.ipv4('198.51.100.8'));

    expect(failed.report.outcome).toBe('failed');
    expect(failed.work.errors).toEqual([
      expect.objectContaining({ message: expect.stringContaining('a mistake') }),
    ]);
    expect(report.outcome).toBe('ok');
  });

  it.each<[string, () => unknown]>([
    ['text', () => 'rubbish'],
    ['a number', () => 7],
    ['null', () => null],
    ['objects without a type', () => [{ id: 'x' }]],
    ['lists in lists', () => [[[system]]]],
  ])('reports a handler that gives %s', async (_, handle) => {
    Announcers.handle = handle as Handle;
    bench = await roadBench(Announcers, road);

    const { report, work } = await bench.enrich(address);

    expect(report.errors).toEqual([expect.objectContaining({ code: 'REQUEST_OUTPUT' })]);
    expect(work.errors).toHaveLength(1);
  });

  it('tries again what may succeed later', async () => {
    let tries = 0;
    Announcers.handle = request => {
      tries += 1;
      if (tries === 1) throw new RetryableError('the registry is busy', { afterMs: 60_000 });
      return related(request);
    };
    bench = await roadBench(Announcers, road);

    const { report } = await bench.enrich(address);

    expect(report.outcome).toBe('ok');
    expect(bench.clock.pauses).toContain(60_000);
  });
});

describe('an enrichment that is asked for in a draft', () => {
  it.each(['6.9', '7'] as const)('puts its result there, with OpenCTI %s', async profile => {
    bench = await roadBench(Announcers, { by: 'RabbitMQ', profile }, { load: [address] });
    const draftId = await bench.platform.drafts.create({ name: 'of an analyst' });

    await bench.enrich(address.id, { draftId });
    const [draft] = bench.sandbox.drafts();

    expect(draft?.objects).toContainStix({ type: 'autonomous-system' });
    expect(bench.sandbox.bundle()).not.toContainStix({ type: 'autonomous-system' });
  });

  it('ends in error over HTTP, which carries no draft, and leaves the knowledge alone', async () => {
    bench = await roadBench(Announcers, { by: 'HTTP', profile: '6.9' }, { load: [address] });
    const draftId = await bench.platform.drafts.create({ name: 'of an analyst' });

    const { report } = await bench.enrich(address.id, { draftId });

    expect(report.errors).toEqual([
      expect.objectContaining({ code: 'TRANSPORT_API_CANNOT_CARRY' }),
    ]);
    expect(bench.sandbox.bundle()).not.toContainStix({ type: 'autonomous-system' });
  });
});
