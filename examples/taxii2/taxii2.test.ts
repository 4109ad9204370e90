import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  ConnectorBench,
  reply,
  standardSuite,
  stixMatchers,
  type BenchOptions,
  type ScriptedSource,
  type SourceAnswer,
  type SourceReply,
} from 'octiflow/testing';
import { Taxii2 } from './taxii2.connector.js';

expect.extend(stixMatchers);

interface Answer {
  readonly headers: Readonly<Record<string, string>>;
  readonly body: unknown;
}

const { source: answers } = JSON.parse(readFileSync(join(__dirname, 'scenario.json'), 'utf8')) as {
  source: Readonly<Record<string, Answer>>;
};

const INDICATORS = '/intel/collections/91a7b528-80eb-42ed-a74d-c6fbd5a26116/objects/';
const ACTORS = '/partners/collections/52892447-4d7e-4f70-b94d-d7f22742ff63/objects/';
const PASSWORD = 'a-password-for-tests';

function answer(path: string): SourceReply {
  const { headers = {}, body } = answers[path] ?? {};

  return reply.json(body, { headers });
}

/** Answers as the server of the scenario does. */
function play(source: ScriptedSource): void {
  for (const path of Object.keys(answers).filter(each => !each.includes('?'))) {
    source.get(path, ({ query }) => {
      const next = query.get('next');
      return answer(next === null ? path : `${path}?next=${next}`);
    });
  }
}

function optionsOf(more: Readonly<Record<string, unknown>> = {}): BenchOptions {
  return {
    settings: ({ source }) => ({
      taxii2: {
        discoveryUrl: `${source.url}/taxii2/`,
        username: 'reader',
        password: PASSWORD,
        ...more,
      },
    }),
  };
}

let bench: ConnectorBench;

afterEach(() => bench?.close());

async function benchOf(more: Readonly<Record<string, unknown>> = {}): Promise<ConnectorBench> {
  bench = await ConnectorBench.for(Taxii2, optionsOf(more));
  play(bench.source);

  return bench;
}

function asked(path: string): Record<string, string>[] {
  return bench.source.requests
    .filter(request => request.path === path)
    .map(({ query }) => Object.fromEntries(query));
}

function positionOf(path: string): unknown {
  const { collections = {} } = (bench.bookmark ?? {}) as { collections?: Record<string, unknown> };

  return collections[`${bench.source.url}${path}`];
}

describe('the TAXII 2.1 connector', () => {
  it('reads every page of every collection that may be read', async () => {
    await benchOf();

    const { report, objects } = await bench.run();

    expect(report.outcome).toBe('partial');
    expect(report.dropped).toBe(1);
    expect(asked(INDICATORS)).toHaveLength(3);
    expect(objects).toContainStix({ type: 'malware', name: 'Quiet Heron' });
    expect(objects).toContainStix({ type: 'intrusion-set', name: 'Night Fen' });
    expect(bench.source.requests[0]?.headers).toMatchObject({
      accept: 'application/taxii+json;version=2.1',
      authorization: `Basic ${Buffer.from(`reader:${PASSWORD}`).toString('base64')}`,
    });
  });

  it('goes on where each collection was read to, by the clock of the server', async () => {
    await benchOf();
    await bench.run();
    const before = bench.source.requests.length;

    await bench.run();

    expect(positionOf(INDICATORS)).toEqual({ addedAfter: '2026-01-01T12:00:00.000001Z' });
    expect(positionOf(ACTORS)).toEqual({ addedAfter: '2026-01-02T09:00:00.000001Z' });
    expect(
      bench.source.requests.slice(before).flatMap(({ query }) => query.get('added_after') ?? []),
    ).toEqual(
      expect.arrayContaining(['2026-01-01T12:00:00.000001Z', '2026-01-02T09:00:00.000001Z']),
    );
  });

  it('begins with the history that is asked for, or where the Python connector ended', async () => {
    await benchOf({ initialHistory: 48, collections: 'partners.Actors' });

    await bench.run();
    await bench.run({ state: { last_run: 1_767_139_200 } });

    expect(asked(ACTORS)).toEqual([
      { added_after: '2025-12-30T00:00:00.000Z' },
      { added_after: '2025-12-31T00:00:00.000Z' },
    ]);
  });

  it('keeps a relationship back until its target has come on a later page', async () => {
    await benchOf({ collections: 'intel.Indicators' });

    const { bundles } = await bench.run();

    const pages = bundles.map(({ bundle }) => bundle.objects.map(({ type }) => type));
    expect(pages[0]).not.toContain('relationship');
    expect(pages.at(-1)).toEqual(expect.arrayContaining(['malware', 'relationship']));
    const { relationships } = bench.sandbox.counts();
    expect(relationships).toBeGreaterThanOrEqual(1);
  });

  it.each<[string, SourceAnswer]>([
    ['refuses', reply.status(403)],
    ['does not know it', reply.status(404)],
    ['is away for good', reply.status(503)],
    ['answers with something else', reply.text('<html>maintenance</html>')],
    ['breaks off each time', reply.cut('{"objects": [')],
    ['names objects that are no list', reply.json({ objects: 'none' })],
    ['says more without saying where', reply.json({ more: true, objects: [] })],
  ])('reads the other collections when the server %s, and says so', async (_, bad) => {
    await benchOf();
    bench.source.get(INDICATORS, bad);

    const { report, objects } = await bench.run();

    expect(report).toMatchObject({ outcome: 'partial', skipped: 1 });
    expect(report.errors[0]?.message).toContain('Indicators was not read');
    expect(objects).toContainStix({ type: 'intrusion-set' });
    expect(positionOf(INDICATORS)).toBeUndefined();
    expect(positionOf(ACTORS)).toBeDefined();
  });

  it('ends in error when nothing can be read', async () => {
    await benchOf({ collections: 'partners.Actors' });
    bench.source.get(ACTORS, reply.status(503));

    const { report, error } = await bench.run();

    expect(report.outcome).toBe('failed');
    expect(error?.code).toBe('HTTP_UNAVAILABLE');
    expect(positionOf(ACTORS)).toBeUndefined();
  });

  it('ends with a fix when nothing of what is named is there', async () => {
    await benchOf({ collections: 'intel.Nowhere' });

    const { error } = await bench.run();

    expect(error).toMatchObject({ code: 'SOURCE_FATAL' });
    expect(error?.fix).toContain('TAXII2_COLLECTIONS');
  });

  it('waits as long as a busy server asks, and loses nothing', async () => {
    await benchOf();
    bench.source.get(
      ACTORS,
      reply.status(429, { 'retry-after': '30' }),
      reply.status(503),
      reply.cut('{"obj'),
      answer(ACTORS),
    );

    const { objects } = await bench.run();

    expect(objects).toContainStix({ type: 'intrusion-set' });
    expect(bench.clock.pauses).toContain(30_000);
  });

  it('turns pages by the server’s dates where it says more without a next', async () => {
    await benchOf({ collections: 'partners.Actors' });
    const last = { 'x-taxii-date-added-last': '2026-01-02T08:00:00.000002Z' };
    const more = { more: true, objects: [] };
    bench.source.get(ACTORS, reply.json(more, { headers: last }), answer(ACTORS));

    const { objects } = await bench.run();

    expect(asked(ACTORS)[1]).toEqual({ added_after: '2026-01-02T08:00:00.000001Z' });
    expect(objects).toContainStix({ type: 'intrusion-set' });
  });

  it('tells who names a collection that is closed or not there, and reads the rest', async () => {
    await benchOf({ collections: 'intel.Closed,intel.Nowhere,*.Actors' });

    const { report } = await bench.run();

    expect(report).toMatchObject({ outcome: 'partial', skipped: 2 });
    expect(report.errors.map(({ message }) => message).join()).toMatch(/Closed.*Nowhere/s);
    expect(asked(ACTORS)).toHaveLength(1);
  });

  it.each([
    [{ useToken: true, token: 'a-token' }, { authorization: 'Token a-token' }],
    [{ useApikey: true, apikeyKey: 'X-Key', apikeyValue: 'a-key' }, { 'x-key': 'a-key' }],
  ])('says who it is in the way that is set: %j', async (settings, headers) => {
    await benchOf({ ...settings, collections: '*.Actors' });

    await bench.run();

    for (const request of bench.source.requests) expect(request.headers).toMatchObject(headers);
  });

  it('asks for pages of the size that is set', async () => {
    await benchOf({ enableUrlQueryLimit: true, urlQueryLimit: 7, collections: '*.Actors' });

    await bench.run();

    expect(asked(ACTORS)[0]).toMatchObject({ limit: '7' });
  });

  it('leaves out, labels, scores, names and dates as it is told', async () => {
    await benchOf({
      addCustomLabel: true,
      customLabel: 'taxii',
      stixCustomPropertyToLabel: true,
      stixCustomProperty: 'x_category',
      excludeSpecificLabels: true,
      labelsToExclude: '^phish',
      replaceCharactersInLabel: true,
      charactersToReplaceInLabel: 'bullet:shell',
      determineXOpenctiScoreByLabel: true,
      indicatorHighScoreLabels: 'HIGH',
      indicatorLowScoreLabels: 'low',
      forcePatternAsName: true,
      forceMultiplePatternName: 'Several',
      setIndicatorAsDetection: true,
      createAuthor: true,
      authorName: 'Example server',
      ignoreSpecificNotes: true,
      notesToIgnore: 'internal only',
      ignoreObjectTypes: true,
      objectTypesToIgnore: 'x-vendor-thing',
      saveOriginalIndicatorIdToNote: true,
    });

    const { report, objects } = await bench.run();

    expect(report.outcome).toBe('ok');
    const author = objects.find(({ type }) => type === 'identity');
    expect(objects).toContainStix({
      type: 'indicator',
      name: '198.51.100.7',
      labels: ['high', 'taxii', 'shellproof'],
      x_opencti_score: 80,
      x_opencti_detection: true,
      x_opencti_create_observables: true,
      x_opencti_main_observable_type: 'IPv4-Addr',
      created_by_ref: author?.id,
    });
    expect(objects).toContainStix({ type: 'indicator', name: 'Several', x_opencti_score: 40 });
    expect(objects).toContainStix({ type: 'ipv4-addr', x_opencti_create_indicators: true });
    const notes = objects.filter(({ type }) => type === 'note');
    expect(notes.map(note => (note as { content?: string }).content)).toEqual([
      'indicator--00000000-0000-4000-8000-000000000001',
      'indicator--00000000-0000-4000-8000-000000000002',
    ]);
  });

  it('leaves out what is no STIX object', async () => {
    await benchOf({ collections: '*.Actors' });
    const [good] = (answers[ACTORS]?.body as { objects: unknown[] }).objects;
    const hostile = JSON.parse('{"__proto__": {"type": "malware", "id": "malware--1"}}') as unknown;
    const objects = [null, 'text', 7, [], { type: 5, id: 'x' }, hostile, good];
    bench.source.get(ACTORS, reply.json({ objects }));

    const result = await bench.run();

    expect(result.report).toMatchObject({ outcome: 'partial', skipped: 6 });
    expect(result.objects).toContainStix({ type: 'intrusion-set' });
  });

  it.each([
    [{ v21: false }, 'TAXII2_V21'],
    [{ verifySsl: false }, 'TAXII2_VERIFY_SSL'],
    [{ useToken: true }, 'TAXII2_TOKEN'],
    [{ labelsToExclude: '(' }, 'TAXII2_LABELS_TO_EXCLUDE'],
  ])('does not start with %j', async (settings, name) => {
    await benchOf(settings);

    const error = (await bench.failure()) as Error;

    expect(error.message).toContain(name);
  });
});

standardSuite(Taxii2, { ...optionsOf(), source: ({ source }) => play(source) });
