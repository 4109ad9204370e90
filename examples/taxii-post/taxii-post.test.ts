import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ConnectorBench, reply, standardSuite, type SourceRequest } from 'octiflow/testing';
import { TaxiiPost } from './taxii-post.connector.js';

const ID = '4b1f0f43-6d28-4d8c-93b1-0c1a6f0f7f5e';
const OBJECTS = '/root/collections/a-collection/objects/';
const STATUS = '/root/status/a-status/';
const OPENCTI = 'extension-definition--ea279b3e-5c71-4632-ac08-831c66a786ba';
const folder = mkdtempSync(join(tmpdir(), 'octiflow-taxii-post-'));
let bench: ConnectorBench;

afterEach(() => bench?.close());
afterAll(() => rmSync(folder, { recursive: true }));

type Script = Parameters<ConnectorBench['sandbox']['stream']['emit']>[0];

function malware(n: number) {
  return {
    type: 'malware',
    spec_version: '2.1',
    id: `malware--00000000-0000-4000-8000-00000000000${n}`,
    modified: '2026-01-01T00:00:00.000Z',
    name: `Malware ${n}`,
    created_by_ref: 'identity--00000000-0000-4000-8000-000000000001',
    object_marking_refs: ['marking-definition--94868c89-83c2-464b-929b-a1a8aa3c8487'],
    x_opencti_score: 50,
    extensions: { [OPENCTI]: { id: `internal-${n}` }, 'extension-definition--own': { a: 1 } },
  };
}

const five: Script = [1, 2, 3, 4, 5].map(n => ({ type: 'create', data: malware(n) }));

const options = {
  connectorId: ID,
  env: {
    CONNECTOR_STORE_PATH: folder,
    CONNECTOR_LIVE_STREAM_ID: 'live',
    CONNECTOR_LIVE_STREAM_RECOVER_ISO_DATE: 'none',
  },
};

function settingsOf(more: Record<string, unknown> = {}) {
  return ({ source }: { source: { url: string } }) => ({
    taxii: { url: source.url, collectionId: 'a-collection', token: 'a-token-for-tests', ...more },
  });
}

async function benchOf(more: Record<string, unknown> = {}, script: Script = five) {
  bench = await ConnectorBench.for(TaxiiPost, { ...options, settings: settingsOf(more) });
  bench.sandbox.stream.emit(script);

  return bench;
}

const accepted = { id: 'a-status', status: 'complete', failures: [] };

function accept(resource: object = accepted) {
  return { ...reply.json(resource), status: 202 };
}

type Sent = ReturnType<typeof malware>;

function objectsOf({ body }: SourceRequest): Sent[] {
  return (JSON.parse(body) as { objects: Sent[] }).objects;
}

function namesOf(request: SourceRequest): string[] {
  return objectsOf(request).map(({ name }) => name);
}

/** Every line of the dead-letter file, which is taken away. */
function deadLetters(): { code: string; text: string; reason?: string }[] {
  const file = join(folder, `${ID}.dead-letters.ndjson`);
  const lines = readFileSync(file, 'utf8').trim().split('\n');
  rmSync(file);

  return lines.map(line => JSON.parse(line) as { code: string; text: string });
}

describe('TAXII POST', () => {
  it('adds what comes together as one envelope, with the media type of TAXII 2.1', async () => {
    const { source } = await benchOf();
    source.post(OBJECTS, accept());

    const { report } = await bench.follow();

    const [request] = source.requests as [SourceRequest];
    expect(report).toMatchObject({ outcome: 'ok', handled: 5 });
    expect(source.requests).toHaveLength(1);
    expect(namesOf(request)).toEqual([1, 2, 3, 4, 5].map(n => `Malware ${n}`));
    expect(Object.keys(JSON.parse(request.body) as object)).toEqual(['objects']);
    expect(request.headers).toMatchObject({
      authorization: 'Bearer a-token-for-tests',
      'content-type': 'application/taxii+json;version=2.1',
      accept: 'application/taxii+json;version=2.1',
    });
  });

  it('sends name and password where there is no token', async () => {
    const { source } = await benchOf({ token: undefined, login: 'ada', password: 'a-password' });
    source.post(OBJECTS, accept());

    await bench.follow();

    const pair = Buffer.from('ada:a-password').toString('base64');
    expect(source.requests[0]?.headers.authorization).toBe(`Basic ${pair}`);
  });

  it('passes over deletions, authors, and versions that a later event replaces', async () => {
    const { source } = await benchOf({}, [
      { type: 'create', data: malware(1) },
      { type: 'update', data: { ...malware(1), name: 'Renamed' } },
      { type: 'delete', data: malware(2) },
      { type: 'create', data: { ...malware(3), type: 'identity', id: 'identity--3' } },
    ]);
    source.post(OBJECTS, accept());

    const { report } = await bench.follow();

    expect(report).toMatchObject({ outcome: 'ok', handled: 3 });
    expect(source.requests.map(namesOf)).toEqual([['Renamed']]);
  });

  it('sends nothing where nothing is left', async () => {
    const data = { ...malware(3), type: 'identity', id: 'identity--3' };
    const { source } = await benchOf({}, [{ type: 'create', data }]);

    const { report } = await bench.follow();

    expect(report.outcome).toBe('ok');
    expect(source.requests).toEqual([]);
  });

  it('leaves out authors and markings, and keeps extensions, as the Python one does', async () => {
    const { source } = await benchOf();
    source.post(OBJECTS, accept());

    await bench.follow();

    const [sent] = objectsOf(source.requests[0] as SourceRequest);
    const { created_by_ref: _author, object_marking_refs: _markings, ...kept } = malware(1);
    expect(sent).toEqual(kept);
  });

  it("keeps authors and markings, and leaves out OpenCTI's extensions, when told to", async () => {
    const { source } = await benchOf({
      deleteCreatedByRef: false,
      deleteMarkingDefinition: false,
      deleteExtensions: true,
    });
    source.post(OBJECTS, accept());

    await bench.follow();

    const [sent] = objectsOf(source.requests[0] as SourceRequest);
    const { x_opencti_score: _score, ...kept } = malware(1);
    expect(sent).toEqual({ ...kept, extensions: { 'extension-definition--own': { a: 1 } } });
  });

  it('looks at the status until it is no longer pending', async () => {
    const { source, clock } = await benchOf();
    source.post(OBJECTS, accept({ id: 'a-status', status: 'pending' }));
    source.get(STATUS, reply.json({ id: 'a-status', status: 'pending' }), reply.json(accepted));

    const { report } = await bench.follow();

    expect(report).toMatchObject({ outcome: 'ok', handled: 5 });
    expect(source.requests.map(({ path }) => path)).toEqual([OBJECTS, STATUS, STATUS]);
    expect(clock.pauses).toEqual([2_000, 2_000]);
  });

  it.each([
    ['never ends', reply.json({ id: 'a-status', status: 'pending' }), 11],
    ['is not kept', reply.status(404), 2],
    ['is a page', reply.text('<html>'), 2],
  ])('takes the word of a server whose status %s', async (_name, status, requests) => {
    const { source } = await benchOf();
    source.post(OBJECTS, accept({ id: 'a-status', status: 'pending' }));
    source.get(STATUS, status);

    const { report } = await bench.follow();

    expect(report).toMatchObject({ outcome: 'ok', handled: 5 });
    expect(source.requests).toHaveLength(requests);
  });

  it.each([
    ['nothing', { ...reply.text(''), status: 202 }],
    ['null', accept([])],
    ['a status with an id that leads elsewhere', accept({ id: '../../x', status: 'pending' })],
    ['failures that are no list', accept({ ...accepted, failures: 'none' })],
  ])('takes a 202 with %s for what it is', async (_name, answer) => {
    const { source } = await benchOf();
    source.post(OBJECTS, answer);

    const { report } = await bench.follow();

    expect(report).toMatchObject({ outcome: 'ok', handled: 5 });
    expect(source.requests).toHaveLength(1);
  });

  it('puts away the object that the status says has failed, with its reason', async () => {
    const { source } = await benchOf();
    source.post(OBJECTS, request =>
      accept({
        ...accepted,
        failures: namesOf(request).includes('Malware 4')
          ? [{ id: malware(4).id, message: 'it is not wanted here' }]
          : [],
      }),
    );

    const { report } = await bench.follow();
    const letters = deadLetters();

    expect(report).toMatchObject({ outcome: 'partial', handled: 4, deadLettered: 1 });
    expect(letters).toHaveLength(1);
    expect(letters[0]).toMatchObject({ code: 'HTTP_STATUS' });
    expect(JSON.stringify(letters[0])).toContain('it is not wanted here');
  });

  it.each([[[null]], [[{ id: 7, message: { a: 1 } }]], [['x'.repeat(100_000)]]])(
    'puts objects away on failures that make no sense: %#',
    async failures => {
      const { source } = await benchOf({}, five.slice(0, 1));
      source.post(OBJECTS, accept({ ...accepted, failures }));

      const { report } = await bench.follow();

      expect(report).toMatchObject({ handled: 0, deadLettered: 1 });
      expect(deadLetters()).toHaveLength(1);
    },
  );

  it('splits what is too large for the server, in the order of the stream', async () => {
    const { source } = await benchOf();
    const taken: string[] = [];
    source.post(OBJECTS, request => {
      if (objectsOf(request).length > 2) return reply.status(413);
      taken.push(...namesOf(request));
      return accept();
    });

    const { report } = await bench.follow();

    expect(report).toMatchObject({ outcome: 'ok', handled: 5, deadLettered: 0 });
    expect(taken).toEqual([1, 2, 3, 4, 5].map(n => `Malware ${n}`));
  });

  it.each([413, 422, 400])('puts away the one object that gets %i, and no other', async status => {
    const { source } = await benchOf();
    source.post(OBJECTS, request =>
      namesOf(request).includes('Malware 2') ? reply.status(status) : accept(),
    );

    const { report } = await bench.follow();
    const letters = deadLetters();

    expect(report).toMatchObject({ outcome: 'partial', handled: 4, deadLettered: 1 });
    expect(letters.map(({ text }) => text)).toEqual([expect.stringContaining('Malware 2')]);
  });

  it('sends again what a busy, broken or cut-off server did not take', async () => {
    const { source, clock } = await benchOf();
    source.post(
      OBJECTS,
      reply.status(429, { 'retry-after': '60' }),
      reply.status(503),
      reply.cut('{"id":'),
      accept(),
    );

    const { report } = await bench.follow();

    expect(report).toMatchObject({ outcome: 'ok', handled: 5, deadLettered: 0 });
    expect(new Set(source.requests.map(({ body }) => body)).size).toBe(1);
    expect(source.requests).toHaveLength(4);
    expect(clock.pauses).toContain(60_000);
  });

  it.each([
    ['a login page', reply.text('<html>Sign in</html>')],
    ['something else', reply.json({ taken: true })],
  ])('does not take %s with a 200 for a success', async (_name, answer) => {
    const { source } = await benchOf();
    source.post(OBJECTS, answer, accept());

    const { report } = await bench.follow();

    expect(report).toMatchObject({ outcome: 'ok', handled: 5, retried: 1 });
    expect(source.requests).toHaveLength(2);
  });

  it.each([401, 403, 404, 415])('ends on %i and begins with the same objects', async status => {
    const { source } = await benchOf();
    source.post(OBJECTS, reply.status(status), accept());

    const first = await bench.follow();
    const second = await bench.follow();

    expect(first.error).toMatchObject({ code: 'SOURCE_FATAL' });
    expect(first.error?.fix).toContain('TAXII_TOKEN');
    expect(first.report.deadLettered).toBe(0);
    expect(second.report).toMatchObject({ outcome: 'ok', handled: 5 });
    expect(source.requests[1]?.body).toBe(source.requests[0]?.body);
  });

  it.each([
    ['TAXII_PASSWORD', { token: undefined, login: 'ada' }],
    ['TAXII_VERSION', { version: '2.0' }],
    ['TAXII_STIX_VERSION', { stixVersion: '2.0' }],
    ['TAXII_SSL_VERIFY', { sslVerify: false }],
    ['TAXII_API_ROOT', { apiRoot: '/root/' }],
  ])('names %s when it can not be used', async (variable, more) => {
    await benchOf(more);

    const error = (await bench.failure()) as Error;

    expect(error.message).toContain(variable);
  });
});

standardSuite(TaxiiPost, {
  ...options,
  settings: settingsOf(),
  source: ({ source, sandbox }) => {
    source.post(OBJECTS, accept());
    sandbox.stream.emit(five);
  },
});
