import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { FatalError, Stix } from 'octiflow';
import {
  ConnectorBench,
  reply,
  standardSuite,
  stixMatchers,
  type SourceAnswer,
} from 'octiflow/testing';
import { UrlhausBookmark } from './urlhaus.bookmark.js';
import { Urlhaus } from './urlhaus.connector.js';
import { UrlhausThreats } from './urlhaus.threats.js';

expect.extend(stixMatchers);

const PATH = '/downloads/csv_recent/';
const DATE = { date: 'Tue, 04 Nov 2025 00:00:00 GMT' };
const feed = readFileSync(join(__dirname, 'fixtures/urls.csv'), 'utf8');
const mirai = Stix.malware({ name: 'Mirai', is_family: true });

let bench: ConnectorBench;

afterEach(() => bench.close());

async function open(settings: object, ...answers: SourceAnswer[]): Promise<ConnectorBench> {
  bench = await ConnectorBench.for(Urlhaus, {
    settings: ({ source }) => ({ urlhaus: { csvUrl: `${source.url}${PATH}`, ...settings } }),
    load: [mirai],
  });
  bench.source.get(PATH, ...answers);

  return bench;
}

function csv(...rows: readonly string[]): SourceAnswer {
  return reply.text(`# id,dateadded,…\r\n${rows.join('\r\n')}\r\n`, { headers: DATE });
}

function row(id: number, added: string, tags = 'None', url = `http://192.0.2.1/${id}`): string {
  const link = `https://urlhaus.abuse.ch/url/${id}/`;

  return [id, added, url, 'online', '', 'malware_download', tags, link, 'hunter']
    .map(cell => `"${cell}"`)
    .join(',');
}

/** Rows that are a second apart, the newest first. */
function rows(count: number, newest = '2025-11-01T12:00:00Z'): string[] {
  return Array.from({ length: count }, (_, at) => {
    const added = new Date(Date.parse(newest) - at * 1_000).toISOString();
    return row(9_000_000 - at, added.slice(0, 19).replace('T', ' '));
  });
}

function urls(objects: readonly { readonly type: string }[]): string[] {
  return objects
    .filter(({ type }) => type === 'url')
    .map(each => (each as unknown as { value: string }).value);
}

describe('the URLhaus connector', () => {
  it('imports every row that can be read, and says how many can not', async () => {
    await open({}, reply.text(feed, { headers: DATE }));

    const { report, objects, bookmark } = await bench.run();

    expect(report.outcome).toBe('partial');
    // Of 30 rows one names a URL twice, two are torn, one has no date and one no URL.
    expect(urls(objects)).toHaveLength(25);
    expect(bookmark).toMatchObject({
      since: '2025-11-03T10:15:07.000Z',
      seen: ['3000030', '3000029'],
    });
    expect(JSON.stringify(report)).toContain('2 rows could not be read');
  });

  it('escapes what would end a pattern early', async () => {
    await open({}, reply.text(feed, { headers: DATE }));

    const { objects } = await bench.run();

    expect(objects).toContainStix({
      type: 'indicator',
      name: "http://files.example.net/it's/a\\b,c.exe",
      pattern: "[url:value = 'http://files.example.net/it\\'s/a\\\\b,c.exe']",
      valid_from: '2025-11-03T10:12:00.000Z',
      x_opencti_score: 80,
      x_opencti_main_observable_type: 'Url',
    });
  });

  it('makes labels of tags, and relates those that name a threat', async () => {
    await open({}, csv(row(1, '2025-11-01 00:00:00', 'elf, Mirai ,,None')));

    const { objects } = await bench.run();

    const times = { start_time: '2025-11-01T00:00:00.000Z', stop_time: '2025-11-01T00:00:03.000Z' };
    expect(objects).toContainStix({ type: 'url', x_opencti_labels: ['elf', 'Mirai'] });
    expect(objects).toContainStix({
      relationship_type: 'indicates',
      target_ref: mirai.id,
      ...times,
    });
    expect(objects).toContainStix({
      relationship_type: 'related-to',
      target_ref: mirai.id,
      ...times,
    });
  });

  it('asks for no threats when it is told not to', async () => {
    await open({ threatsFromLabels: false }, csv(row(1, '2025-11-01 00:00:00', 'Mirai')));

    const { objects } = await bench.run();

    expect(objects).not.toContainStix({ relationship_type: 'indicates' });
  });

  it('leaves out what is offline when it is told to', async () => {
    await open({ importOffline: false }, reply.text(feed, { headers: DATE }));

    const { objects } = await bench.run();

    expect(urls(objects)).not.toContain('http://192.0.2.99/first.exe');
    expect(urls(objects)).toContain('https://cdn.example.org/update.msi');
  });

  it('sends its key and shows it nowhere', async () => {
    await open({ authKey: 'a-key-for-tests' }, csv(row(1, '2025-11-01 00:00:00')));

    await bench.run();

    expect(bench.source.requests[0]?.headers['auth-key']).toBe('a-key-for-tests');
    expect(bench.log.text).not.toContain('a-key-for-tests');
  });
});

describe('the next run of the URLhaus connector', () => {
  it('sends nothing of a feed that has not changed', async () => {
    await open({}, reply.text(feed, { headers: DATE }));
    await bench.run();

    const { objects } = await bench.run();

    expect(objects).toEqual([]);
  });

  it('costs one 304 when the feed has a version', async () => {
    await open({}, reply.text(feed, { headers: { ...DATE, etag: '"1"' } }), reply.status(304));
    await bench.run();

    const { objects } = await bench.run();

    expect(bench.source.requests.at(-1)?.headers['if-none-match']).toBe('"1"');
    expect(objects).toEqual([]);
  });

  it('finds a row that was added late in the second where the last run ended', async () => {
    const old = row(1, '2025-11-01 00:00:00');
    await open({}, csv(old), csv(row(2, '2025-11-01 00:00:00'), old));
    await bench.run();

    const { objects } = await bench.run();

    expect(urls(objects)).toEqual(['http://192.0.2.1/2']);
  });

  it('reads the older rest when a crash left it, and what is new on top of it', async () => {
    const all = rows(1_200).map((each, at) => (at === 700 ? each.replace('None', 'Mirai') : each));
    let isBroken = true;
    const named = (): Promise<undefined> =>
      isBroken ? Promise.reject(new FatalError('broken off')) : Promise.resolve(undefined);
    bench = await ConnectorBench.for(Urlhaus, {
      settings: ({ source }) => ({ urlhaus: { csvUrl: `${source.url}${PATH}` } }),
      provide: [[UrlhausThreats, { forget: () => undefined, named }]],
    });
    bench.source.get(PATH, csv(...all), csv(row(9_100_000, '2025-11-01 13:00:00'), ...all));
    const first = await bench.run();
    const left = first.bookmark;

    isBroken = false;
    const { report, objects, bookmark } = await bench.run();

    expect(first.report.outcome).toBe('failed');
    expect(left).toMatchObject({ gap: { newest: { since: '2025-11-01T12:00:00.000Z' } } });
    expect(left).not.toHaveProperty('since');
    expect(report.outcome).toBe('ok');
    expect(urls(objects)).toContain('http://192.0.2.1/8998801');
    expect(urls(objects)).toContain('http://192.0.2.1/9100000');
    expect(urls(objects).length).toBeLessThan(1_201);
    expect(urls(bench.objects)).toHaveLength(1_201);
    expect(bookmark).toMatchObject({ since: '2025-11-01T13:00:00.000Z', seen: ['9100000'] });
    expect(bookmark).not.toHaveProperty('gap');
  });

  it('does not believe a date that the source itself has not reached', async () => {
    await open({}, csv(row(2, '2095-11-01 00:00:00'), row(1, '2025-11-01 00:00:00')));

    const { bookmark } = await bench.run();

    expect(bookmark).toMatchObject({ since: '2025-11-01T00:00:00.000Z' });
  });

  it('goes on from the state of the Python connector', () => {
    const state = { last_run: '2025-11-01 00:00:00', last_processed_entry: 1_761_955_200 };

    expect(UrlhausBookmark.from(state)).toEqual({ since: '2025-11-01T00:00:00.000Z' });
    expect(UrlhausBookmark.from({ last_processed_entry: 'soon' })).toBeUndefined();
  });
});

describe('from a hostile source, the URLhaus connector', () => {
  const one = csv(row(1, '2025-11-01 00:00:00'));

  it.each<[string, SourceAnswer]>([
    ['429', reply.status(429, { 'retry-after': '60' })],
    ['503', reply.status(503)],
  ])('waits and tries again after %s', async (_, answer) => {
    await open({}, answer, one);

    const { report, objects } = await bench.run();

    expect(report.outcome).toBe('ok');
    expect(urls(objects)).toHaveLength(1);
    expect(bench.clock.pauses).not.toEqual([]);
  });

  it.each<[string, SourceAnswer, string]>([
    ['404', reply.status(404), 'HTTP_NOT_FOUND'],
    ['a page in HTML', reply.text('<html>\n<body>Sorry</body>\n</html>'), 'HTTP_FEED_MALFORMED'],
    ['a body that is cut', reply.cut(row(1, '2025-11-01 00:00:00')), 'HTTP_TRUNCATED'],
  ])('sends nothing and keeps its mark after %s', async (_, answer, code) => {
    await open({}, answer);

    const { report, error, objects, bookmark } = await bench.run();

    expect(report.outcome).toBe('failed');
    expect(error?.code).toBe(code);
    expect(objects).toEqual([]);
    expect(bookmark ?? {}).toEqual({});
  });
});

standardSuite(Urlhaus, {
  settings: ({ source }) => ({
    urlhaus: { csvUrl: `${source.url}${PATH}`, authKey: 'a-test-key' },
  }),
  source: ({ source }) => source.get(PATH, reply.text(feed, { headers: DATE })),
});
