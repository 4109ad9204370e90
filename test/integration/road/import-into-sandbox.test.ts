import { CisaKev } from '../../../examples/cisa-kev/cisa-kev.connector.js';
import { Sandbox } from '../../../src/sandbox/index.js';
import { shortCatalogue, wholeCatalogue, type KevCatalogue } from '../../road/kev-catalogue.js';
import { runOnce, CONNECTOR_ID, type RunOnceOptions } from '../../road/run-connector.js';
import {
  json,
  scriptedServer,
  status,
  type Answer,
  type ScriptedServer,
} from '../../road/scripted-server.js';
import { ImpatientKev } from './impatient-kev.js';

let sandbox: Sandbox;
let source: ScriptedServer;

beforeEach(async () => {
  sandbox = await Sandbox.start();
  source = await scriptedServer(json(shortCatalogue()));
});

afterEach(async () => {
  await source.stop();
  await sandbox.stop();
});

async function importKev(options: RunOnceOptions & { connector?: typeof CisaKev } = {}) {
  const env = { CISA_CATALOG_URL: `${source.url}/kev.json`, CONNECTOR_QUEUE_PROTOCOL: 'api' };
  const outcome = await runOnce(options.connector ?? CisaKev, sandbox, {
    ...options,
    env: { ...env, ...options.env },
  });
  const [run] = outcome.report.runs;

  return { ...outcome, run };
}

async function bookmarkInSandbox(): Promise<unknown> {
  const { connectors } = await sandbox.state();

  return connectors.find(connector => connector.id === CONNECTOR_ID)?.state;
}

describe('an import into the sandbox', () => {
  it('brings the whole catalogue over, and the sandbox holds as many objects as the report says', async () => {
    const catalogue = wholeCatalogue();
    source.answer = json(catalogue);

    const { report, run } = await importKev();
    const { counts, works } = await sandbox.state();

    expect(report.outcome).toBe('ok');
    expect(run).toMatchObject({ items: 1404, skipped: 0, dropped: 0, errors: [] });
    expect(counts.objects + counts.relationships).toBe(run?.objects);
    expect(works).toEqual([expect.objectContaining({ status: 'complete', errors: [] })]);
  });

  it('brings it over AMQP too, as a connector with default settings does', async () => {
    source.answer = json(wholeCatalogue());

    const { report, run } = await importKev({ env: { CONNECTOR_QUEUE_PROTOCOL: 'amqp' } });
    await sandbox.idle();

    const { counts, works } = await sandbox.state();
    expect(report.outcome).toBe('ok');
    expect(counts.objects + counts.relationships).toBe(run?.objects);
    expect(works).toEqual([expect.objectContaining({ status: 'complete', errors: [] })]);
  });

  it('makes a vulnerability, a vendor, a software, an infrastructure and their relationships', async () => {
    source.answer = json(shortCatalogue(1));

    await importKev();
    const { objects } = sandbox.bundle();

    expect(objects.map(object => object.type).sort()).toEqual([
      ...['identity', 'identity', 'infrastructure', 'marking-definition'],
      ...['relationship', 'relationship', 'relationship', 'relationship'],
      ...['software', 'vulnerability'],
    ]);
  });

  it('sends nothing new on the second run of an unchanged catalogue, and says so', async () => {
    await importKev();

    const second = await importKev();

    expect(second.run).toMatchObject({
      outcome: 'ok',
      objects: 0,
      messages: 0,
      notes: [expect.stringContaining('is unchanged')],
    });
    expect((await sandbox.state()).works).toHaveLength(1);
  });

  it('asks with the entity tag it was given, so that an unchanged catalogue costs one 304', async () => {
    source.answer = json(shortCatalogue(), { etag: '"v1"' });
    await importKev();

    source.answer = status(304);
    const second = await importKev();

    expect(source.requests[1]?.headers['if-none-match']).toBe('"v1"');
    expect(second.run).toMatchObject({ outcome: 'ok', messages: 0 });
  });

  it('goes on from the state of the Python connector', async () => {
    const catalogue = shortCatalogue();
    source.answer = json(catalogue);

    const { run } = await importKev({
      startFrom: { state: { last_update: catalogue.dateReleased } },
    });

    expect(run).toMatchObject({ messages: 0, notes: [expect.stringContaining('is unchanged')] });
  });

  it('saves the bookmark in OpenCTI the moment its page is confirmed', async () => {
    const catalogue = shortCatalogue();
    source.answer = json(catalogue);

    await importKev();

    expect(await bookmarkInSandbox()).toMatchObject({ last_update: catalogue.dateReleased });
  });
});

describe('an item that can not be used', () => {
  const spoil = (change: (catalogue: KevCatalogue) => void): Answer => {
    const catalogue = shortCatalogue();
    change(catalogue);

    return json(catalogue);
  };
  const spoilSecond = (member: string, value: unknown): Answer =>
    spoil(({ vulnerabilities }) => {
      vulnerabilities[1] = { ...vulnerabilities[1], [member]: value };
    });

  it.each<[string, Answer, RegExp]>([
    ['lacks a member', spoilSecond('vendorProject', undefined), /no vendorProject/],
    ['has a wrong date', spoilSecond('dateAdded', '2024-02-31'), /no date/],
    ['has a member of another type', spoilSecond('cveID', { toString: 1 }), /no cveID/],
    ['is null', spoil(({ vulnerabilities }) => (vulnerabilities[1] = null)), /null/],
  ])('because it %s is skipped and named, and the rest goes on', async (_, answer, reason) => {
    source.answer = answer;

    const { report, run } = await importKev();

    expect(report.outcome).toBe('partial');
    expect(run).toMatchObject({ items: 3, skipped: 1 });
    expect(run?.errors).toEqual([
      {
        code: 'SOURCE_SKIP',
        message: expect.stringMatching(reason),
        item: expect.stringMatching(/^item 2/),
      },
    ]);
    expect(run?.work?.message).toMatch(/1 items? skipped/);
    expect((await sandbox.state()).counts.byType['vulnerability']).toBe(2);
  });
});

describe('a source that fails', () => {
  const endless: Answer = (_request, response) => {
    response.writeHead(200, { 'content-type': 'application/json' });
    response.write('{"vulnerabilities": [');
  };
  const cut: Answer = (_request, response) => {
    response.writeHead(200, { 'content-type': 'application/json', 'content-length': '5000' });
    response.write('{"vulnerabilities": [');
    response.socket?.destroySoon();
  };

  it.each<[string, Answer, string, number]>([
    ['answers what is not JSON', json('<html>Moved</html>'), 'HTTP_NOT_JSON', 69],
    ['answers truncated JSON', json('{"dateReleased": "2026'), 'HTTP_NOT_JSON', 69],
    ['closes in the middle of its body', cut, 'HTTP_TRUNCATED', 69],
    ['answers JSON that is no catalogue', json([1, 2]), 'SOURCE_FATAL', 70],
    ['answers 500', status(500, 'oops'), 'HTTP_UNAVAILABLE', 69],
    ['answers 404', status(404), 'HTTP_NOT_FOUND', 70],
    ['sends a body that never ends', endless, 'HTTP_TIMEOUT', 69],
  ])(
    'because it %s leaves the work in error, the bookmark unmoved, and nothing sent',
    async (_, answer, code, exitCode) => {
      await importKev();
      const before = await bookmarkInSandbox();
      source.answer = answer;

      const { report, error } = await importKev({
        connector: code === 'HTTP_TIMEOUT' ? ImpatientKev : CisaKev,
      });
      const { works } = await sandbox.state();

      expect(error).toMatchObject({ code, exitCode });
      expect(error?.fix).not.toBe('');
      expect(report.outcome).toBe('failed');
      expect(report.runs[0]).toMatchObject({ messages: 0, work: { status: 'in error' } });
      expect(works.map(work => work.status)).toEqual(['complete', 'complete']);
      expect(works.flatMap(work => work.errors)).toHaveLength(1);
      expect(await bookmarkInSandbox()).toEqual(before);
    },
  );
});

describe('a platform that fails', () => {
  it('because it is down ends the process with 69 and a fix', async () => {
    await sandbox.stop();

    const { error, report } = await importKev({ waitMs: 50 });

    expect(error).toMatchObject({ code: 'PLATFORM_UNREACHABLE', exitCode: 69 });
    expect(report).toMatchObject({ outcome: 'failed', runs: [] });
  });

  it('because it refuses the token ends the process with 77 and does not show the token', async () => {
    const { error, log } = await runOnce(
      CisaKev,
      { url: sandbox.url, token: 'a-wrong-token-0000' },
      { env: { CONNECTOR_QUEUE_PROTOCOL: 'api' } },
    );

    expect(error).toMatchObject({ code: 'PLATFORM_TOKEN_REFUSED', exitCode: 77 });
    expect(`${error?.message} ${error?.fix} ${log.text}`).not.toContain('a-wrong-token-0000');
  });

  it('because the address is no OpenCTI ends the process with 69 and says so', async () => {
    source.answer = (_request, response) => {
      response.writeHead(200, { 'content-type': 'text/html' });
      response.end('<html><title>Welcome to nginx</title></html>');
    };

    const { error } = await runOnce(CisaKev, { url: source.url, token: 'token-0000' });

    expect(error).toMatchObject({ code: 'PLATFORM_NOT_OPENCTI', exitCode: 69 });
  });

  it('loses nothing when the state is reset in the middle of a run: the next one starts over', async () => {
    const catalogue = wholeCatalogue();
    source.answer = json(catalogue);
    const resetting = sandbox.whenWork(() => true).then(() => sandbox.resetState(CONNECTOR_ID));

    const first = await importKev();
    await resetting;
    const second = await importKev();

    expect(first.report.outcome).toBe('partial');
    expect(first.run?.notes.join()).toMatch(/reset in OpenCTI/);
    expect(second.run).toMatchObject({ outcome: 'ok', items: 1404 });
  });
});
