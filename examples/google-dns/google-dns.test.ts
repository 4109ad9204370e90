import { Stix, tlpMarking } from 'octiflow';
import {
  ConnectorBench,
  reply,
  standardSuite,
  stixMatchers,
  type BenchOptions,
  type SourceReply,
  type SourceRequest,
} from 'octiflow/testing';
import { RECORD_TYPES, type RecordType } from './dns-records.js';
import { GoogleDns } from './google-dns.connector.js';
import { GOOGLE_DNS } from './google-dns.converter.js';

expect.extend(stixMatchers);

const PATH = '/resolve';
const options: BenchOptions = {
  settings: ({ source }) => ({ google_dns: { apiBaseUrl: `${source.url}${PATH}` } }),
};
const domain = Stix.domainName('example.com');

const ZONE: Record<RecordType, readonly string[]> = {
  A: ['198.51.100.7'],
  NS: ['ns1.example.net.'],
  CNAME: [],
  MX: ['10 mail.example.com.', '20 ns1.example.net.', '30 example.com.'],
  TXT: ['v=spf1 -all'],
};

function answer(type: RecordType, values: readonly unknown[], status = 0): SourceReply {
  const records = values.map(data => ({
    name: 'example.com.',
    type: RECORD_TYPES[type],
    TTL: 300,
    data,
  }));

  return reply.json({ Status: status, TC: false, ...(records.length > 0 && { Answer: records }) });
}

/** Answers from the zone; `changed` answers for a type in its place. */
function dns(changed: Partial<Record<RecordType, SourceReply>> = {}) {
  return ({ query }: SourceRequest): SourceReply => {
    const type = query.get('type') as RecordType;

    return changed[type] ?? answer(type, ZONE[type]);
  };
}

let bench: ConnectorBench;

beforeEach(async () => {
  bench = await ConnectorBench.for(GoogleDns, options);
  bench.source.get(PATH, dns());
});

afterEach(() => bench.close());

describe('an enrichment with DNS', () => {
  it('makes one bundle of all records, with the ids of the Python connector', async () => {
    const { report, bundles, objects } = await bench.enrich(domain);

    expect(report.outcome).toBe('ok');
    expect(bundles).toHaveLength(1);
    // Made with pycti 6.9.17 and stix2 3.0.2.
    expect(objects.map(({ id }) => id)).toEqual(
      expect.arrayContaining([
        'domain-name--bedb4899-d24b-5401-bc86-8f6b4cc18ec7',
        'ipv4-addr--12592121-be4c-5a93-a813-5a5af16e50db',
        'domain-name--4ba701dc-d477-58b7-bfe2-37fa84fd49bf',
        'text--b79f9e27-9ad9-56cd-b84c-8672d863e26b',
        'relationship--b14bbab1-b5b6-5877-a878-992ce9801779',
        'relationship--b0360cfa-e092-5583-96bf-8f71ba83c74a',
        'relationship--81cb3434-4c72-587c-b9ab-5c105fc23797',
        'marking-definition--613f2e26-407d-48c7-9eca-b8e91df99dc9',
      ]),
    );
  });

  it('names author and marking of what it makes, and leaves those of the name alone', async () => {
    const { objects } = await bench.enrich(domain);

    expect(objects).toContainStix({
      type: 'ipv4-addr',
      x_opencti_created_by_ref: GOOGLE_DNS.id,
      object_marking_refs: [tlpMarking('TLP:CLEAR').id],
    });
    expect(objects).toContainStix({
      type: 'relationship',
      relationship_type: 'resolves-to',
      created_by_ref: GOOGLE_DNS.id,
      confidence: 100,
    });
    expect(objects).not.toContainStix({ id: domain.id, object_marking_refs: expect.anything() });
  });

  it('says in one relationship what a name is for, and none of a name with itself', async () => {
    const { objects } = await bench.enrich(domain);
    const nameServer = Stix.domainName('ns1.example.net');

    expect(
      objects.filter(object => 'target_ref' in object && object.target_ref === nameServer.id),
    ).toEqual([expect.objectContaining({ description: 'name-server, mx' })]);
    expect(objects).not.toContainStix({ source_ref: domain.id, target_ref: domain.id });
  });

  it('takes the address at the end of a chain, and no names from it', async () => {
    const chain = reply.json({
      Status: 0,
      Answer: [
        { type: 5, data: 'edge.example.org.' },
        { type: 1, data: '198.51.100.8' },
      ],
    });
    bench.source.get(PATH, dns({ A: chain }));

    const { objects } = await bench.enrich(domain);

    expect(objects).toContainStix({ value: '198.51.100.8' });
    expect(objects).not.toContainStix({ value: 'edge.example.org' });
  });

  it('takes a host name too', async () => {
    const host = Stix.hostname('www.example.com');
    bench.source.get(PATH, dns({ CNAME: answer('CNAME', ['edge.example.org.']) }));

    const { objects } = await bench.enrich(host);

    expect(objects).toContainStix({ value: 'edge.example.org' });
    expect(objects).toContainStix({ source_ref: host.id, description: 'cname' });
    expect(bench.source.requests[0]?.query.get('name')).toBe('www.example.com');
  });

  it('says so when DNS does not know the name, and sends nothing', async () => {
    bench.source.get(PATH, answer('A', [], 3));

    const { report, work, objects } = await bench.enrich(domain);

    expect(report.outcome).toBe('ok');
    expect(report.message).toContain('DNS has no records of example.com');
    expect(work.errors).toEqual([]);
    expect(objects).toEqual([]);
  });

  it('notes what can not be resolved, and brings the rest', async () => {
    bench.source.get(PATH, dns({ MX: answer('MX', [], 2) }));

    const { report, objects } = await bench.enrich(domain);

    expect(report.message).toContain('MX can not be resolved (code 2)');
    expect(objects).toContainStix({ value: '198.51.100.7' });
  });

  it('notes records that make no sense, and brings the rest', async () => {
    const bad = ['198.51.100.777', '<script>', '', null, 7, { toString: 'x' }, '198.51.100.9'];
    bench.source.get(PATH, dns({ A: answer('A', bad) }));

    const { report, objects } = await bench.enrich(domain);

    expect(report.message).toContain('6 A records make no sense');
    expect(objects.filter(({ type }) => type === 'ipv4-addr')).toHaveLength(1);
  });
});

describe('a name that is not to be asked about', () => {
  it.each(['example[.]com', 'WORKSTATION-7', '198.51.100.7'])(
    'is told to the user when it is %s, which is no public name',
    async value => {
      const { report } = await bench.enrich(Stix.hostname(value));

      expect(report.outcome).toBe('partial');
      expect(report.message).toContain('is no name in public DNS');
      expect(bench.source.requests).toEqual([]);
    },
  );

  it('is refused when it is marked stricter than it may be told', async () => {
    const red = tlpMarking('TLP:RED');
    await bench.load(red);

    const { report } = await bench.enrich(
      Stix.domainName({ value: 'secret.example', object_marking_refs: [red] }),
    );

    expect(report.errors).toContainEqual(expect.objectContaining({ code: 'REQUEST_TLP' }));
    expect(bench.source.requests).toEqual([]);
  });

  it('is refused when the operator leaves its kind out of the scope', async () => {
    const narrow = await ConnectorBench.for(GoogleDns, {
      ...options,
      env: { CONNECTOR_SCOPE: 'Domain-Name' },
    });

    try {
      const { report, objects } = await narrow.enrichInPlaybook(Stix.hostname('www.example.com'));

      expect(report.errors).toContainEqual(
        expect.objectContaining({ code: 'REQUEST_OUT_OF_SCOPE' }),
      );
      expect(objects).toContainStix({ type: 'hostname' });
      expect(narrow.source.requests).toEqual([]);
    } finally {
      await narrow.close();
    }
  });
});

describe('a playbook', () => {
  it('gets the name back with what DNS says', async () => {
    const { objects } = await bench.enrichInPlaybook(domain);

    expect(objects).toContainStix({ id: domain.id });
    expect(objects).toContainStix({ value: '198.51.100.7' });
  });

  it('gets its bundle back as it was when the resolver fails', async () => {
    bench.source.get(PATH, reply.status(500));

    const { step, objects } = await bench.enrichInPlaybook(domain);

    expect(step.execution).toBeDefined();
    expect(objects.map(({ id }) => id)).toEqual([domain.id]);
  });
});

describe('a resolver that misbehaves', () => {
  it.each<[string, SourceReply]>([
    ['is down', reply.status(500)],
    ['sends a page', reply.text('<html>')],
    ['sends null', reply.json(null)],
    ['sends another document', reply.json({ error: 'what' })],
    ['sends text for records', reply.json({ Status: 0, Answer: '198.51.100.7' })],
    ['breaks off', reply.cut('{"Status":0')],
    ['refuses the question', reply.status(400)],
  ])('ends the work in error when it %s for one type, and nothing is sent', async (_, hostile) => {
    bench.source.get(PATH, dns({ TXT: hostile }));

    const { report, work, objects } = await bench.enrich(domain);

    expect(report.outcome).toBe('failed');
    expect(work.errors).not.toEqual([]);
    expect(objects).toEqual([]);
  });

  it('is asked again after the pause that it asks for', async () => {
    bench.source.get(PATH, reply.status(429, { 'retry-after': '30' }), dns());

    const { report } = await bench.enrich(domain);

    expect(report.outcome).toBe('ok');
    expect(bench.clock.pauses).toContain(30_000);
  });
});

standardSuite(GoogleDns, {
  ...options,
  source: ({ source }) => source.get(PATH, dns()),
  exercise: one => one.enrich(domain),
});
