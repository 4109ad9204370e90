import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  ConnectorBench,
  reply,
  standardSuite,
  stixMatchers,
  type SourceAnswer,
  type SourceRequest,
} from 'octiflow/testing';
import { CveBookmark } from './nvd-cve.bookmark.js';
import { NvdCve } from './nvd-cve.connector.js';

expect.extend(stixMatchers);

const PATH = '/cves/2.0';
const NOW = 'Thu, 20 Nov 2025 00:00:00 GMT';
const { vulnerabilities: cves } = JSON.parse(
  readFileSync(join(__dirname, 'fixtures/cves.json'), 'utf8'),
) as { readonly vulnerabilities: readonly { readonly cve: { readonly id: string } }[] };

let bench: ConnectorBench;

afterEach(() => bench.close());

async function open(settings: object, ...answers: SourceAnswer[]): Promise<ConnectorBench> {
  bench = await ConnectorBench.for(NvdCve, {
    settings: ({ source }) => ({ cve: { baseUrl: `${source.url}/cves`, ...settings } }),
    now: new Date(NOW),
  });
  bench.source.on('HEAD', PATH, reply.status(200, { date: NOW }));
  bench.source.get(PATH, ...answers);

  return bench;
}

/** NVD as it is, but with five CVEs a page. */
function nvd(all: readonly unknown[] = cves, size = 5): SourceAnswer {
  return ({ query }) => {
    const start = Number(query.get('startIndex'));
    const changed = all.filter(item => isWithin(item, query));
    return page(changed.slice(start, start + size), changed.length);
  };
}

function isWithin(item: unknown, query: URLSearchParams): boolean {
  const { lastModified } = (item as { cve?: { lastModified?: string } } | null)?.cve ?? {};
  const [from = '', to = ''] = ['lastModStartDate', 'lastModEndDate'].map(
    name => query.get(name) ?? '',
  );

  return lastModified === undefined || (lastModified >= from && lastModified <= to);
}

function page(vulnerabilities: readonly unknown[], totalResults: number) {
  return reply.json({ totalResults, vulnerabilities });
}

function names(objects: readonly { readonly type: string }[]): string[] {
  return objects
    .filter(({ type }) => type === 'vulnerability')
    .map(each => (each as unknown as { name: string }).name)
    .sort();
}

function asked(): SourceRequest[] {
  return bench.source.requests.filter(({ method }) => method === 'GET');
}

function offsets(): (string | null)[] {
  return asked().map(({ query }) => query.get('startIndex'));
}

const allNames = cves.map(({ cve }) => cve.id).sort();

describe('the NVD connector', () => {
  it('reads every page of the last 120 days by the clock of NVD', async () => {
    await open({}, nvd());

    const { report, objects, bookmark } = await bench.run();

    expect(report.outcome).toBe('ok');
    expect(names(objects)).toEqual(allNames);
    expect(offsets()).toEqual(['0', '5', '10']);
    expect(asked()[0]?.query.get('lastModStartDate')).toBe('2025-07-23T00:00:00.000Z');
    expect(bookmark).toEqual({ since: '2025-11-20T00:00:00.000Z', complete: true });
  });

  it('takes the CVSS of each version, the primary one first', async () => {
    await open({}, nvd());

    const { objects } = await bench.run();

    expect(objects).toContainStix({
      name: 'CVE-2025-10003',
      created: '2025-10-04T10:15:08.123Z',
      modified: '2025-11-04T07:00:00.000Z',
      x_opencti_cvss_base_score: 9.8,
      x_opencti_cvss_base_severity: 'CRITICAL',
      x_opencti_cvss_v2_base_score: 7.5,
      x_opencti_cvss_v4_base_score: 9.3,
      x_opencti_cwe: ['CWE-79'],
    });
    expect(objects).toContainStix({
      name: 'CVE-2025-10004',
      x_opencti_cvss_vector_string: 'CVSS:3.0/AV:L/AC:L/PR:L/UI:N/S:U/C:H/I:N/A:N',
    });
  });

  it('keeps what has no CVSS, revokes what was rejected, and prefers English', async () => {
    await open({}, nvd());

    const { objects } = await bench.run();

    expect(objects).toContainStix({ name: 'CVE-2025-10002' });
    expect(objects).toContainStix({ name: 'CVE-2025-10001', revoked: true });
    expect(objects).toContainStix({
      name: 'CVE-2025-10005',
      description: 'A flaw in Example Server.',
    });
    expect(objects).toContainStix({ name: 'CVE-2025-10006', x_opencti_cwe: ['CWE-89'] });
  });

  it('imports the software that is affected when it is told to', async () => {
    await open({ importSoftware: true }, nvd());

    const { objects } = await bench.run();

    expect(objects).toContainStix({ type: 'software', name: 'server', version: '1.3' });
    expect(objects).toContainStix({ type: 'software', name: 'router:pro_firmware' });
    expect(objects).not.toContainStix({ type: 'software', name: 'router' });
    expect(objects).toContainStix({ relationship_type: 'has' });
  });

  it('reads a history in windows of 120 days at most', async () => {
    await open({ pullHistory: true, historyStartYear: 2024 }, nvd([]));

    await bench.run();

    const windows = asked().map(({ query }) =>
      ['lastModStartDate', 'lastModEndDate'].map(name => Date.parse(query.get(name) ?? '')),
    );
    expect(windows[0]?.[0]).toBe(Date.UTC(2024, 0));
    expect(windows.at(-1)?.[1]).toBe(Date.parse(NOW));
    for (const [from = 0, to = 0] of windows) expect(to - from).toBeLessThanOrEqual(120 * 864e5);
    for (const [at, [from]] of windows.entries()) {
      if (at > 0) expect(from).toBe(windows[at - 1]?.[1]);
    }
  });

  it.each<[string, object, boolean]>([
    ['at most 5 requests in 30 seconds without a key', {}, true],
    ['more with one', { apiKey: 'a-key-for-tests' }, false],
  ])('sends %s', async (_, settings, isFew) => {
    const times: number[] = [];
    await open({ ...settings, pullHistory: true, historyStartYear: 2015 }, () => {
      times.push(bench.clock.now().getTime());
      return page([], 0);
    });

    await bench.run();

    const inARow = times.map(from => times.filter(at => at >= from && at < from + 30_000).length);
    expect(times.length).toBeGreaterThan(30);
    expect(Math.max(...inARow) <= 5).toBe(isFew);
  });

  it('sends its key and shows it nowhere', async () => {
    await open({ apiKey: 'a-key-for-tests' }, nvd());

    await bench.run();

    expect(asked()[0]?.headers['apikey']).toBe('a-key-for-tests');
    expect(bench.log.text).not.toContain('a-key-for-tests');
  });

  it('steps back when CVEs leave a window while it is read', async () => {
    const left = cves.slice(2);
    await open({}, page(cves.slice(0, 5), 15), page(left.slice(5, 10), 13), ({ query }) =>
      page(left.slice(Number(query.get('startIndex'))), 13),
    );

    const { objects } = await bench.run();

    expect(offsets()).toEqual(['0', '5', '3']);
    expect(names(objects)).toEqual(allNames);
  });
});

describe('the next run of the NVD connector', () => {
  it('sends nothing when nothing has changed, though runs overlap', async () => {
    await open({}, nvd());
    await bench.run();

    const { report, objects } = await bench.run();

    expect(report.outcome).toBe('ok');
    expect(objects).toEqual([]);
    expect(asked().at(-1)?.query.get('lastModStartDate')).toBe('2025-11-19T23:00:00.000Z');
  });

  it('goes on inside the window of a history that broke off', async () => {
    const history = { pullHistory: true, historyStartYear: 2025 };
    await open(history, page([], 0), page([], 0), page(cves.slice(0, 5), 15), reply.status(400));
    const first = await bench.run();
    const before = asked().at(-1)?.query.get('lastModStartDate');
    bench.source.get(PATH, nvd());

    const { report, objects, bookmark } = await bench.run();

    expect(first.report.outcome).toBe('failed');
    expect(first.bookmark).toMatchObject({ since: before, at: { offset: 5, total: 15 } });
    expect(report.outcome).toBe('ok');
    expect(names(objects)).toEqual(allNames.slice(5));
    expect(bookmark).toEqual({ since: '2025-11-20T00:00:00.000Z', complete: true });
  });

  it('asks for nothing when the data is not to be maintained', async () => {
    await open({ maintainData: false }, nvd());
    await bench.run();

    await bench.run();

    expect(asked()).toHaveLength(3);
  });

  it('goes on from the state of the Python connector', () => {
    const since = '2025-11-01T00:00:00.000Z';

    expect(CveBookmark.from({ last_run: 1_761_955_200 })).toEqual({ since, complete: true });
    expect(CveBookmark.from({ last_run: 'soon' })).toBeUndefined();
  });
});

describe('from a hostile source, the NVD connector', () => {
  it.each<[string, SourceAnswer]>([
    ['403', reply.status(403)],
    ['429', reply.status(429, { 'retry-after': '60' })],
    ['503', reply.status(503)],
    ['a body that is cut', reply.cut('{"totalResults": 15, "vulnerabilities": [')],
  ])('waits and tries again after %s', async (_, answer) => {
    await open({}, answer, nvd());

    const { report, objects } = await bench.run();

    expect(report.outcome).toBe('ok');
    expect(names(objects)).toEqual(allNames);
    expect(bench.clock.pauses).not.toEqual([]);
  });

  it('says that its key is refused, and what to do', async () => {
    await open({ apiKey: 'a-key-for-tests' }, reply.status(404, { message: 'Invalid apiKey.' }));

    const { report, error, objects } = await bench.run();

    expect(report.outcome).toBe('failed');
    expect(error?.message).toContain('Invalid apiKey.');
    expect(error?.fix).toContain('CVE_API_KEY');
    expect(objects).toEqual([]);
    expect(asked()).toHaveLength(1);
  });

  it.each<[string, SourceAnswer, string]>([
    ['a page in HTML', reply.text('<html></html>'), 'HTTP_NOT_JSON'],
    ['something other than a list', page('none' as unknown as [], 3), 'HTTP_PAGINATION'],
    ['an empty page that is not the last', page([], 15), 'HTTP_PAGINATION'],
  ])('fails on %s, and keeps its bookmark', async (_, answer, code) => {
    await open({}, answer);

    const { report, error, bookmark } = await bench.run();

    expect(report.outcome).toBe('failed');
    expect(error?.code).toBe(code);
    expect(bookmark ?? {}).toEqual({});
  });

  it('skips what is no CVE, and takes what a broken CVE still says', async () => {
    const broken = {
      cve: { id: 'CVE-2025-20000', metrics: [], references: 'none', weaknesses: {} },
    };
    const hostile = [null, 'CVE', {}, { cve: null }, { cve: { id: 7 } }, broken];
    await open({ importSoftware: true }, nvd(hostile, 10));

    const { report, objects } = await bench.run();

    expect(report.outcome).toBe('partial');
    expect(names(objects)).toEqual(['CVE-2025-20000']);
  });
});

standardSuite(NvdCve, {
  settings: ({ source }) => ({ cve: { baseUrl: `${source.url}/cves`, apiKey: 'a-test-key' } }),
  source: ({ source }) =>
    source.get(PATH, nvd(cves, 15)).on('HEAD', PATH, reply.status(200, { date: NOW })),
});
