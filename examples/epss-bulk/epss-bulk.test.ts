import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { FatalError, Stix, type StixObject, type StixOf } from 'octiflow';
import {
  ConnectorBench,
  reply,
  standardSuite,
  stixMatchers,
  type BenchOptions,
  type SourceAnswer,
} from 'octiflow/testing';
import type { EpssItem } from './epss-bulk.client.js';
import { EpssBulkConfig } from './epss-bulk.config.js';
import { EpssBulk } from './epss-bulk.connector.js';
import { EpssBulkConverter, FIRST } from './epss-bulk.converter.js';

expect.extend(stixMatchers);

const PATH = '/epss_scores-current.csv.gz';
const fixture = readFileSync(join(__dirname, 'fixtures/epss_scores.csv.gz'));

let bench: ConnectorBench;
let store: string;

beforeEach(() => {
  store = mkdtempSync(join(tmpdir(), 'epss-bulk-'));
});

afterEach(async () => {
  await bench.close();
  rmSync(store, { recursive: true });
});

async function open(
  { minScore, ...options }: { minScore?: number } & BenchOptions,
  ...answers: SourceAnswer[]
): Promise<void> {
  bench = await ConnectorBench.for(EpssBulk, {
    settings: ({ source }) => ({
      epss_bulk: { url: `${source.url}${PATH}`, ...(minScore !== undefined && { minScore }) },
    }),
    env: { CONNECTOR_STORE_PATH: store },
    ...options,
  });
  bench.source.get(PATH, ...answers);
}

function packed(rows: readonly string[], day = '2025-11-03'): Buffer {
  const head = [`#model_version:v1,score_date:${day}T12:55:00Z`, 'cve,epss,percentile'];

  return gzipSync(`${[...head, ...rows].join('\n')}\n`);
}

function file(rows: readonly string[], day?: string, etag?: string): SourceAnswer {
  return reply.bytes(packed(rows, day), { ...(etag && { headers: { etag } }) });
}

function rows(count: number): string[] {
  return Array.from({ length: count }, (_, at) => `CVE-2025-${10_000 + at},0.5,0.75`);
}

function names(objects: readonly StixObject[]): string[] {
  return objects.filter(isVulnerability).map(({ name }) => name);
}

function isVulnerability(object: StixObject): object is StixOf<'Vulnerability'> {
  return object.type === 'vulnerability';
}

describe('the EPSS bulk connector', () => {
  it('imports every row that can be read, and names the place of those that can not', async () => {
    await open({}, reply.bytes(fixture));

    const { report, objects } = await bench.run();

    expect(report.outcome).toBe('partial');
    expect(names(objects)).toHaveLength(15);
    expect(JSON.stringify(report)).toContain('line 11 has no epss: \\"high\\"');
    expect(JSON.stringify(report)).toContain('line 10 has no percentile');
    expect(JSON.stringify(report)).toContain('scores of 2025-11-03, model v2025.03.14');
  });

  it('makes numbers of the scores', async () => {
    await open({}, reply.bytes(fixture));

    const { objects } = await bench.run();

    expect(objects).toContainStix({
      type: 'vulnerability',
      name: 'CVE-2025-99997',
      x_opencti_epss_score: 0.00035,
      x_opencti_epss_percentile: 0.09876,
      created_by_ref: FIRST.id,
    });
  });

  it('lets a vulnerability keep its author and its description', async () => {
    const nvd = Stix.organization({ name: 'NVD' });
    const description = 'A flaw.';
    const log4shell = { name: 'CVE-2021-44228', description, created_by_ref: nvd.id };
    await open({ load: [nvd, Stix.vulnerability(log4shell)] }, reply.bytes(fixture));

    const { objects } = await bench.run();

    const sent = objects.filter(isVulnerability).find(({ name }) => name === log4shell.name);
    expect(sent).not.toHaveProperty('created_by_ref');
    expect(bench.sandbox.bundle().objects).toContainStix({
      ...log4shell,
      x_opencti_epss_score: 0.94358,
    });
  });

  it('creates none below the minimum, and scores those that OpenCTI has', async () => {
    const known = Stix.vulnerability({ name: 'CVE-2024-99996' });
    await open({ minScore: 0.9, load: [known] }, reply.bytes(fixture));

    const { objects } = await bench.run();

    expect(names(objects)).toContain('CVE-2024-99996');
    expect(names(objects)).toContain('CVE-2014-0160');
    expect(names(objects)).not.toContain('CVE-2024-3094');
  });
});

describe('the next run of the EPSS bulk connector', () => {
  it('costs one 304 when the file has not changed', async () => {
    await open({}, file(rows(2), undefined, '"1"'), reply.status(304));
    await bench.run();

    const { report, objects } = await bench.run();

    expect(bench.source.requests.map(({ headers }) => headers['if-none-match'])).toEqual([
      undefined,
      '"1"',
    ]);
    expect(JSON.stringify(report)).toContain('scores unchanged');
    expect(objects).toEqual([]);
  });

  it('asks the file that it is led to whether it has changed', async () => {
    await open({}, reply.status(302, { location: '/epss_scores-2025-11-03.csv.gz' }));
    const dated = [file(rows(2), undefined, '"1"'), reply.status(304)];
    bench.source.get('/epss_scores-2025-11-03.csv.gz', ...dated);
    await bench.run();

    const { objects } = await bench.run();

    expect(bench.source.requests.at(-1)?.headers['if-none-match']).toBe('"1"');
    expect(objects).toEqual([]);
  });

  it('sends nothing of the same file when the source does not tell that it is', async () => {
    await open({}, reply.bytes(fixture));
    await bench.run();

    const { objects } = await bench.run();

    expect(objects).toEqual([]);
  });

  it('sends of the next day what has changed', async () => {
    const [first = '', ...rest] = rows(5);
    await open(
      {},
      file([first, ...rest]),
      file([first.replace('0.5', '0.6'), ...rest], '2025-11-04'),
    );
    await bench.run();

    const { objects } = await bench.run();

    expect(names(objects)).toEqual(['CVE-2025-10000']);
  });

  describe('after one that broke off', () => {
    let isBroken: boolean;
    const real = new EpssBulkConverter(new EpssBulkConfig());
    const toStix = (item: EpssItem): Iterable<StixObject> => {
      if (isBroken && item.line === 1_500) throw new FatalError('broken off');

      return real.toStix(item);
    };
    const provide: BenchOptions['provide'] = [[EpssBulkConverter, { toStix }]];

    beforeEach(() => {
      isBroken = true;
    });

    it('goes on inside the file', async () => {
      await open({ provide, env: {} }, file(rows(2_500), undefined, '"1"'));
      const first = await bench.run();

      isBroken = false;
      const { objects, bookmark } = await bench.run();

      expect(first.bookmark).toMatchObject({ progress: { line: 1_002 } });
      expect(bench.source.requests.at(-1)?.headers).not.toHaveProperty('if-none-match');
      expect(names(objects)).toHaveLength(1_500);
      expect(names(bench.objects)).toHaveLength(2_500);
      expect(bookmark).toEqual({ version: { etag: '"1"' } });
    });

    it('begins with the file of the next day', async () => {
      await open({ provide, env: {} }, file(rows(2_500)), file(rows(2_500), '2025-11-04'));
      await bench.run();

      isBroken = false;
      const { objects } = await bench.run();

      expect(names(objects)).toHaveLength(2_500);
    });
  });
});

describe('from a hostile source, the EPSS bulk connector', () => {
  const otherColumns =
    '#model_version:v1,score_date:2025-11-03T12:55:00Z\ncve,score\nCVE-2025-10000,0.5\n';

  it.each<[string, SourceAnswer]>([
    ['429', reply.status(429, { 'retry-after': '60' })],
    ['503', reply.status(503)],
  ])('waits and tries again after %s', async (_, answer) => {
    await open({}, answer, file(rows(1)));

    const { report, objects } = await bench.run();

    expect(report.outcome).toBe('ok');
    expect(names(objects)).toHaveLength(1);
    expect(bench.clock.pauses).not.toEqual([]);
  });

  it.each<[string, SourceAnswer, string]>([
    ['404', reply.status(404), 'HTTP_NOT_FOUND'],
    ['a body that is cut', reply.cut('#model_version:v1'), 'HTTP_TRUNCATED'],
    ['a gzip that is cut', reply.bytes(packed(rows(50)).subarray(0, -20)), 'HTTP_TRUNCATED'],
    ['a page in HTML', reply.text('<html>\n<body>Sorry</body>\n</html>'), 'HTTP_FEED_MALFORMED'],
    ['another file', reply.json({ data: [] }), 'HTTP_FEED_MALFORMED'],
    ['an empty body', reply.text(''), 'HTTP_FEED_MALFORMED'],
    ['a table without rows', file([]), 'HTTP_FEED_MALFORMED'],
    ['other columns', reply.text(otherColumns), 'HTTP_FEED_MALFORMED'],
  ])('sends nothing and keeps its mark after %s', async (_, answer, code) => {
    await open({}, answer);

    const { report, error, objects, bookmark } = await bench.run();

    expect(report.outcome).toBe('failed');
    expect(error?.code).toBe(code);
    expect(objects).toEqual([]);
    expect(bookmark ?? {}).toEqual({});
  });

  it('does not take a file for read whose end is missing', async () => {
    const scattered = rows(3_000).map((row, at) =>
      row.replace('0.5', `0.${(at * 7_919) % 99_991}`),
    );
    const cut = packed(scattered).subarray(0, -2_000);
    await open({}, reply.bytes(cut, { headers: { etag: '"1"' } }));

    const { report, bookmark } = await bench.run();

    expect(report.outcome).toBe('failed');
    expect(bookmark).toHaveProperty('progress');
    expect(bookmark).not.toHaveProperty('version');
  });

  it('ends when scores are of another kind', async () => {
    await open({}, file(rows(200).map(row => row.replace('0.5', '50'))));

    const { report, objects, bookmark } = await bench.run();

    expect(report.outcome).toBe('failed');
    expect(objects).toEqual([]);
    expect(bookmark ?? {}).toEqual({});
  });
});

standardSuite(EpssBulk, {
  settings: ({ source }) => ({ epss_bulk: { url: `${source.url}${PATH}` } }),
  source: ({ source }) => source.get(PATH, reply.bytes(fixture)),
});
