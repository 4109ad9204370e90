import { firstValueFrom, map, type Observable } from 'rxjs';
import { Config, Setting } from '../../../src/config/index.js';
import {
  Accepts,
  Analysis,
  Enrich,
  Enrichment,
  ExportFile,
  ExternalImport,
  ImportFile,
  Produces,
  type Analyser,
  type AnalysisMatch,
  type AnalysisRequest,
  type EnrichmentRequest,
  type ExportRequest,
  type ImportedFile,
  type Importer,
  type Page,
} from '../../../src/connectors/index.js';
import { RetryableError } from '../../../src/errors/index.js';
import { Http } from '../../../src/http/index.js';
import { Injectable } from '../../../src/injection/index.js';
import {
  Stix,
  tlpMarking,
  type IPv4Addr,
  type Report,
  type StixObject,
} from '../../../src/stix/index.js';
import { ConnectorBench, reply, stixMatchers } from '../../../src/testing/index.js';

expect.extend(stixMatchers);

@Config('feed')
class FeedSettings {
  @Setting({ description: 'Where the feed is.' })
  readonly baseUrl!: string;
}

@Injectable()
class FeedClient {
  constructor(
    private readonly settings: FeedSettings,
    private readonly http: Http,
  ) {}

  async addresses(): Promise<readonly string[]> {
    return firstValueFrom(this.http.get<readonly string[]>(`${this.settings.baseUrl}/v1`));
  }
}

@ExternalImport({ durationPeriod: 'PT1H', author: Stix.organization({ name: 'Example feed' }) })
class Feed implements Importer<string> {
  constructor(private readonly client: FeedClient) {}

  async *fetch(): AsyncIterable<Page<string, undefined>> {
    yield { items: await this.client.addresses(), bookmark: undefined };
  }

  convert(address: string): StixObject[] {
    return [Stix.ipv4(address)];
  }
}

@Enrichment({ name: 'Announcers', concurrency: 4 })
class Announcers {
  static readonly fails: Error[] = [];

  @Enrich('IPv4-Addr')
  address({ entity }: EnrichmentRequest<IPv4Addr>): StixObject[] {
    const failure = Announcers.fails.shift();
    if (failure) throw failure;
    const system = Stix.autonomousSystem({ number: 64_500 });

    return [system, Stix.relationship(entity, 'belongs-to', system)];
  }
}

@ImportFile({ name: 'Addresses' })
class Addresses {
  @Accepts('text/plain')
  async *lines(file: ImportedFile): AsyncIterable<StixObject> {
    for await (const line of file.lines()) yield Stix.ipv4(line);
  }
}

@ExportFile({ name: 'Names' })
class Names {
  @Produces('text/plain')
  names(request: ExportRequest): Observable<string> {
    return request.objects().pipe(map(object => `${object.id}\n`));
  }
}

@Analysis({ name: 'Finder', scope: ['text/plain'] })
class Finder implements Analyser {
  async *analyse(request: AnalysisRequest): AsyncIterable<AnalysisMatch> {
    if ((await request.text()).includes('APT0')) yield { text: 'APT0', entity: request.entity };
  }
}

const address = Stix.ipv4('198.51.100.7');
let bench: ConnectorBench;

afterEach(() => bench.close());

describe('the bench of an import', () => {
  const settings = ({ source }: { source: { url: string } }) => ({ feed: { baseUrl: source.url } });

  it('runs it against its source, and shows what it sent and what became of it', async () => {
    bench = await ConnectorBench.for(Feed, { settings });
    bench.source.get('/v1', reply.json(['198.51.100.7', '198.51.100.8']));

    const { report, objects, bundles } = await bench.run();

    expect(report).toMatchObject({ outcome: 'ok', items: 2 });
    expect(objects).toContainStix({ type: 'ipv4-addr', value: '198.51.100.8' });
    expect(bundles[0]?.bundle).toBeValidBundle();
    expect(bench.sandbox.bundle()).toContainStix({ type: 'identity', name: 'Example feed' });
    expect(bench.works).toEqual([expect.objectContaining({ status: 'complete', errors: [] })]);
  });

  it('leaves out the pauses between tries, and tells of them', async () => {
    bench = await ConnectorBench.for(Feed, { settings });
    bench.source.get(
      '/v1',
      reply.status(429, { 'retry-after': '60' }),
      reply.json(['198.51.100.7']),
    );

    const { report } = await bench.run();

    expect(report.outcome).toBe('ok');
    expect(Math.max(...bench.clock.pauses)).toBeGreaterThanOrEqual(60_000);
  });

  it('hands over the error that ended a run', async () => {
    bench = await ConnectorBench.for(Feed, { settings });

    const { error, report } = await bench.run();

    expect(error).toMatchObject({ code: 'HTTP_NOT_FOUND' });
    expect(report.outcome).toBe('failed');
  });

  it('injects what it is told to, in place of what would be built', async () => {
    const client = { addresses: async () => ['203.0.113.9'] };
    bench = await ConnectorBench.for(Feed, { provide: [[FeedClient, client]] });

    const { objects } = await bench.run();

    expect(objects).toContainStix({ value: '203.0.113.9' });
  });

  it('throws what keeps the connector from running', async () => {
    bench = await ConnectorBench.for(Feed);

    await expect(bench.run()).rejects.toMatchObject({ code: 'CONFIG_INVALID' });
  });

  it('refuses what is not for its kind', async () => {
    bench = await ConnectorBench.for(Feed, { settings });

    await expect(bench.enrich(address)).rejects.toThrow(/Feed is of kind EXTERNAL_IMPORT/);
  });
});

describe.each(['6.9', '7'] as const)('the bench on profile %s', profile => {
  it('has an entity enriched', async () => {
    bench = await ConnectorBench.for(Announcers, { profile });

    const { report, work, objects } = await bench.enrich(address);

    expect(report).toMatchObject({ kind: 'enrichment', outcome: 'ok' });
    expect(work).toMatchObject({ status: 'complete', errors: [] });
    expect(objects).toContainStix({ type: 'autonomous-system', number: 64_500 });
  });

  it('has many entities enriched at once, and tells the answers apart', async () => {
    bench = await ConnectorBench.for(Announcers, { profile });
    const addresses = [1, 2, 3, 4, 5, 6].map(last => Stix.ipv4(`198.51.100.${last}`));

    const results = await Promise.all(addresses.map(entity => bench.enrich(entity)));

    expect(
      results.map(({ objects }) => objects.some(({ type }) => type === 'relationship')),
    ).toEqual(addresses.map(() => true));
    for (const [index, { objects }] of results.entries()) {
      expect(objects).toContainStix({ id: addresses[index]?.id });
    }
  });

  it('shows what a playbook was answered with', async () => {
    bench = await ConnectorBench.for(Announcers, { profile });

    const { report, step, objects } = await bench.enrichInPlaybook(address);

    expect(report.outcome).toBe('ok');
    expect(step.status).toBe('executed');
    expect(objects).toContainStix({ id: address.id });
    expect(objects).toContainStix({ type: 'autonomous-system' });
  });

  it('has a request tried again without the pause', async () => {
    bench = await ConnectorBench.for(Announcers, { profile });
    Announcers.fails.push(new RetryableError('come again', { afterMs: 90_000 }));

    const { report } = await bench.enrich(address);

    expect(report.outcome).toBe('ok');
    expect(bench.clock.pauses).toContain(90_000);
  });

  it('has a file imported', async () => {
    bench = await ConnectorBench.for(Addresses, { profile });

    const { work, objects } = await bench.importFile('a.txt', 'text/plain', '192.0.2.1\n192.0.2.2');

    expect(work).toMatchObject({ status: 'complete', errors: [] });
    expect(objects).toContainStix({ value: '192.0.2.2' });
  });

  it('shows the workbench that an import waits in', async () => {
    bench = await ConnectorBench.for(Addresses, { profile });
    const options = { validationMode: 'workbench', forceValidation: true } as const;

    const { workbench, bundles } = await bench.importFile(
      'a.txt',
      'text/plain',
      '192.0.2.1',
      options,
    );

    expect(workbench).toContainStix({ value: '192.0.2.1' });
    expect(bundles).toEqual([]);
  });

  it('has a list exported', async () => {
    bench = await ConnectorBench.for(Names, { profile, load: [address] });

    const { text, work } = await bench.exportFile('text/plain', {
      list: { entityType: 'IPv4-Addr' },
    });

    expect(work.errors).toEqual([]);
    expect(text).toBe(`${address.id}\n`);
  });

  it('has an entity exported', async () => {
    bench = await ConnectorBench.for(Names, { profile, load: [address] });

    const { text } = await bench.exportFile('text/plain', { entityId: address.id });

    expect(text).toBe(`${address.id}\n`);
  });

  it('has fields and files analysed', async () => {
    bench = await ConnectorBench.for(Finder, { profile });
    const report: Report = Stix.report({
      name: 'On APT0',
      description: 'About APT0.',
      published: '2026-01-01T00:00:00Z',
      object_refs: [address.id],
    });
    await bench.load(address);
    const file = { name: 'a.txt', mimeType: 'text/plain', content: 'nothing' };

    const ofFields = await bench.analyse(report);
    const ofFile = await bench.analyse(report, { file });

    expect(ofFields.matches).toEqual({ APT0: report.id });
    expect(ofFile.matches).toEqual({});
  });
});

describe('a listening connector on the bench', () => {
  it('tells why it can not listen', async () => {
    bench = await ConnectorBench.for(Announcers);
    bench.sandbox.refuseToken();

    await expect(bench.enrich(address)).rejects.toMatchObject({ code: 'PLATFORM_TOKEN_REFUSED' });
  });

  it('starts anew after it was stopped', async () => {
    bench = await ConnectorBench.for(Announcers);
    await bench.enrich(address);
    await bench.stop();

    const { report } = await bench.enrich(address);

    expect(report.outcome).toBe('ok');
  });

  it('is told what markings an entity has', async () => {
    bench = await ConnectorBench.for(Announcers, { load: [tlpMarking('TLP:RED')] });
    const red = { ...address, object_marking_refs: [tlpMarking('TLP:RED').id] } as StixObject;

    const { objects } = await bench.enrich(red);

    expect(objects).toContainStix({ object_marking_refs: [tlpMarking('TLP:RED').id] });
  });
});
