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
import { FirstEpss } from './first-epss.connector.js';
import { FIRST_EPSS } from './first-epss.converter.js';

expect.extend(stixMatchers);

const PATH = '/data/v1/epss';
const options: BenchOptions = {
  settings: ({ source }) => ({ first_epss: { apiBaseUrl: `${source.url}${PATH}` } }),
};
const log4shell = Stix.vulnerability({ name: 'CVE-2021-44228' });

function row(cve: string, date = '2026-01-01'): Record<string, string> {
  return { cve, epss: '0.944340000', percentile: '0.999590000', date };
}

function answer(data: readonly unknown[]): SourceReply {
  const paging = { total: data.length, offset: 0, limit: 100 };

  return reply.json({ status: 'OK', 'status-code': 200, version: '1.0', ...paging, data });
}

/** Knows every CVE but those of 1999, as FIRST would answer. */
function first({ query }: SourceRequest): SourceReply {
  const asked = (query.get('cve') ?? '').split(',');

  return answer(asked.filter(cve => !cve.startsWith('CVE-1999-')).map(cve => row(cve)));
}

let bench: ConnectorBench;

beforeEach(async () => {
  bench = await ConnectorBench.for(FirstEpss, options);
  bench.source.get(PATH, first);
});

afterEach(() => bench.close());

function asked(): readonly string[] {
  return bench.source.requests.map(({ query }) => query.get('cve') ?? '');
}

describe('an enrichment with EPSS', () => {
  it('gives the ids of the Python connector', () => {
    // Made with pycti 6.9.17.
    expect([log4shell.id, FIRST_EPSS.id]).toEqual([
      'vulnerability--693c68fd-9a33-5d6d-b44e-407b6a48b05b',
      'identity--a292b171-76e2-55b5-a13d-064c0cbcae46',
    ]);
  });

  it('puts score and percentile into the vulnerability, as numbers', async () => {
    const { report, work, objects } = await bench.enrich(log4shell);

    expect(report.outcome).toBe('ok');
    expect(work.errors).toEqual([]);
    expect(objects).toContainStix({
      id: log4shell.id,
      x_opencti_epss_score: 0.94434,
      x_opencti_epss_percentile: 0.99959,
      created_by_ref: FIRST_EPSS.id,
    });
    expect({ objects }).toContainStix({ type: 'identity', name: 'FIRST EPSS' });
  });

  it("leaves a vulnerability its author's", async () => {
    const nvd = Stix.organization({ name: 'NVD' });
    await bench.load(nvd);

    const { objects } = await bench.enrich(
      Stix.vulnerability({ name: 'CVE-2024-3094', created_by_ref: nvd }),
    );

    expect(objects).toContainStix({ name: 'CVE-2024-3094', created_by_ref: nvd.id });
    expect(objects).not.toContainStix({ name: 'FIRST EPSS' });
  });

  it('says so when FIRST does not know the CVE, and sends nothing', async () => {
    const { report, work, objects } = await bench.enrich(
      Stix.vulnerability({ name: 'CVE-1999-0001' }),
    );

    expect(report.outcome).toBe('ok');
    expect(report.message).toContain('no EPSS score of CVE-1999-0001');
    expect(work.errors).toEqual([]);
    expect(objects).toEqual([]);
  });

  it.each(['Log4Shell', 'CVE-2021', 'CVE-2021-44228,CVE-2021-45046', 'CVE-2021-44228&limit=1'])(
    'asks nothing about %s, which is no CVE id',
    async name => {
      const { report } = await bench.enrich(Stix.vulnerability({ name }));

      expect(report.outcome).toBe('partial');
      expect(report.message).toContain('is no CVE id');
      expect(asked()).toEqual([]);
    },
  );

  it('refuses what is marked stricter than it may tell, before FIRST hears of it', async () => {
    const red = tlpMarking('TLP:RED');
    await bench.load(red);

    const { report } = await bench.enrich(
      Stix.vulnerability({ name: 'CVE-2024-3094', object_marking_refs: [red] }),
    );

    expect(report.errors).toContainEqual(expect.objectContaining({ code: 'REQUEST_TLP' }));
    expect(asked()).toEqual([]);
  });
});

describe('many enrichments at once', () => {
  it('get each its own score, and ask about no CVE twice', async () => {
    bench.source.get(PATH, ({ query }) =>
      answer(
        (query.get('cve') ?? '')
          .split(',')
          .map(cve => ({ ...row(cve), epss: `0.${cve.slice(-4)}` })),
      ),
    );
    const names = Array.from({ length: 40 }, (_, n) => `CVE-2025-${1_001 + n}`);

    const results = await Promise.all(
      names.map(name => bench.enrich(Stix.vulnerability({ name }))),
    );

    results.forEach(({ objects }, n) => {
      const score = Number(`0.${1_001 + n}`);
      expect(objects).toContainStix({ name: names[n], x_opencti_epss_score: score });
    });
    expect(
      asked()
        .flatMap(cves => cves.split(','))
        .sort(),
    ).toEqual(names);
  });
});

describe('a playbook', () => {
  it('gets the vulnerability back with its scores', async () => {
    const { objects } = await bench.enrichInPlaybook(log4shell);

    expect(objects).toContainStix({ id: log4shell.id, x_opencti_epss_score: 0.94434 });
  });

  it.each<[string, string, SourceReply | undefined]>([
    ['FIRST does not know the CVE', 'CVE-1999-0001', undefined],
    ['the name is no CVE id', 'Log4Shell', undefined],
    ['FIRST fails', 'CVE-2021-44228', reply.status(500)],
  ])('gets its bundle back as it was when %s', async (_, name, failure) => {
    if (failure) bench.source.get(PATH, failure);
    const entity = Stix.vulnerability({ name });

    const { step, objects } = await bench.enrichInPlaybook(entity);

    expect(step.execution).toBeDefined();
    expect(objects).toContainStix({ id: entity.id });
    expect(objects).not.toContainStix({ x_opencti_epss_score: expect.any(Number) });
  });
});

describe('an entity out of scope', () => {
  it('goes back to its playbook as it was, and FIRST hears nothing of it', async () => {
    const { report, objects } = await bench.enrichInPlaybook(Stix.ipv4('198.51.100.7'));

    expect(report.errors).toContainEqual(expect.objectContaining({ code: 'REQUEST_OUT_OF_SCOPE' }));
    expect(objects).toContainStix({ type: 'ipv4-addr', value: '198.51.100.7' });
    expect(asked()).toEqual([]);
  });
});

describe('a source that misbehaves', () => {
  it.each<[string, SourceReply]>([
    ['is down', reply.status(500)],
    ['sends a page', reply.text('<html>maintenance</html>')],
    ['sends null', reply.json(null)],
    ['sends another document', reply.json({ status: 'ERROR' })],
    ['breaks off', reply.cut('{"data":[')],
    ['sends a score that is no number', answer([{ ...row('CVE-2021-44228'), epss: 'high' }])],
    ['sends an empty score', answer([{ ...row('CVE-2021-44228'), epss: '' }])],
    ['sends a score above 1', answer([{ ...row('CVE-2021-44228'), percentile: '99.9' }])],
    ['sends a list for a score', answer([{ ...row('CVE-2021-44228'), epss: ['0.5'] }])],
    ['leaves the score out', answer([{ cve: 'CVE-2021-44228' }])],
  ])('ends the work in error when it %s, and nothing is sent', async (_, hostile) => {
    bench.source.get(PATH, hostile);

    const { report, work, objects } = await bench.enrich(log4shell);

    expect(report.outcome).toBe('failed');
    expect(work.errors).not.toEqual([]);
    expect(objects).toEqual([]);
  });

  it('is asked again after the pause that it asks for', async () => {
    bench.source.get(PATH, reply.status(429, { 'retry-after': '60' }), first);

    const { report } = await bench.enrich(log4shell);

    expect(report.outcome).toBe('ok');
    expect(bench.clock.pauses).toContain(60_000);
  });

  it('does not harm one CVE by a bad row of another', async () => {
    const bad = { ...row('CVE-2024-3094'), epss: null };
    bench.source.get(PATH, answer([null, 7, bad, row('CVE-2021-44228')]));

    const [one, other] = await Promise.all([
      bench.enrich(log4shell),
      bench.enrich(Stix.vulnerability({ name: 'CVE-2024-3094' })),
    ]);

    expect([one.report.outcome, other.report.outcome]).toEqual(['ok', 'failed']);
  });
});

describe('a vulnerability that is asked about again', () => {
  it('costs no second call on the day of its score', async () => {
    await bench.enrich(log4shell);
    await bench.clock.advance(12 * 3_600_000);

    const { report } = await bench.enrich(log4shell);

    expect(report.outcome).toBe('ok');
    expect(asked()).toEqual(['CVE-2021-44228']);
  });
});

standardSuite(FirstEpss, {
  ...options,
  source: ({ source }) => source.get(PATH, first),
  exercise: one => one.enrich(log4shell),
});
