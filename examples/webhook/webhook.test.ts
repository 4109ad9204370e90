import { createHmac } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Constructor } from 'octiflow';
import { ConnectorBench, reply, standardSuite, type SourceRequest } from 'octiflow/testing';
import { WebhookBatch } from './webhook-batch.connector.js';
import { Webhook } from './webhook.connector.js';

const ID = '0f5a7a52-5a4e-4d63-8f6e-6f3a54c5a3f1';
const TOKEN = 'Bearer a-token-for-tests';
const folder = mkdtempSync(join(tmpdir(), 'octiflow-webhook-'));
let bench: ConnectorBench;

afterEach(() => bench?.close());
afterAll(() => rmSync(folder, { recursive: true }));

const script = JSON.parse(
  readFileSync(join(__dirname, 'fixtures/events.json'), 'utf8'),
) as Parameters<ConnectorBench['sandbox']['stream']['emit']>[0];

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
    webhook: {
      url: `${source.url}/hook`,
      authType: 'TOKEN',
      header: 'Authorization',
      token: TOKEN,
      ...more,
    },
  });
}

async function benchOf(more: Record<string, unknown> = {}, connector: Constructor = Webhook) {
  bench = await ConnectorBench.for(connector, { ...options, settings: settingsOf(more) });
  bench.sandbox.stream.emit(script);

  return bench;
}

interface Body {
  readonly type: string;
  readonly data: { readonly id: string; readonly revision: number };
}

function bodies(requests: readonly SourceRequest[]): Body[] {
  return requests.map(({ body }) => JSON.parse(body) as Body);
}

function revisionsById(all: readonly Body[]): Map<string, number[]> {
  const found = new Map<string, number[]>();
  for (const { data } of all) found.set(data.id, [...(found.get(data.id) ?? []), data.revision]);

  return found;
}

/** Every line of the dead-letter file, which is taken away. */
function deadLetters(): { code: string; text: string }[] {
  const file = join(folder, `${ID}.dead-letters.ndjson`);
  const lines = readFileSync(file, 'utf8').trim().split('\n');
  rmSync(file);

  return lines.map(line => JSON.parse(line) as { code: string; text: string });
}

describe('the webhook', () => {
  it('sends every event as OpenCTI wrote it, with the token', async () => {
    const { source } = await benchOf();
    source.post('/hook', reply.status(202));

    const { report } = await bench.follow();

    expect(report).toMatchObject({ outcome: 'ok', handled: script.length });
    expect(source.requests).toHaveLength(script.length);
    expect(
      bodies(source.requests)
        .map(({ type }) => type)
        .sort(),
    ).toEqual(script.map(({ type }) => type).sort());
    expect(source.requests[0]?.headers).toMatchObject({
      authorization: TOKEN,
      'content-type': 'application/json',
      'x-opencti-event-type': 'create',
    });
    expect(source.requests[0]?.headers).not.toHaveProperty('x-hub-signature-256');
  });

  it('keeps the order of each entity with several requests on their way', async () => {
    const { source } = await benchOf({});
    // The later of two requests would be answered first.
    let waiting = 8;
    source.post('/hook', async () => {
      waiting = Math.max(0, waiting - 1);
      await new Promise(resolve => setTimeout(resolve, waiting * 5));
      return reply.status(200);
    });

    await bench.follow();

    for (const revisions of revisionsById(bodies(source.requests)).values()) {
      expect(revisions).toEqual([...revisions].sort((a, b) => a - b));
    }
    expect(revisionsById(bodies(source.requests)).size).toBe(6);
  });

  it('signs the body when there is a key, and sends no token when it is told not to', async () => {
    const { source } = await benchOf({ authType: 'NONE', token: undefined, hmacSecret: 'a-key' });
    source.post('/hook', reply.status(200));

    await bench.follow();

    const [{ body, headers } = { body: '', headers: {} }] = source.requests;
    const signature = createHmac('sha256', 'a-key').update(body).digest('hex');
    expect(headers).toMatchObject({ 'x-hub-signature-256': `sha256=${signature}` });
    expect(headers).not.toHaveProperty('authorization');
  });

  it('tries again what a busy, broken or cut-off receiver did not take', async () => {
    const { source } = await benchOf();
    source.post(
      '/hook',
      reply.status(429, { 'retry-after': '60' }),
      reply.status(503),
      reply.cut('{"taken":'),
      reply.status(200),
    );

    const { report } = await bench.follow();

    expect(report).toMatchObject({ outcome: 'ok', handled: script.length, deadLettered: 0 });
    expect(source.requests).toHaveLength(script.length + 3);
    expect(bench.clock.pauses).toContain(60_000);
  });

  it('puts away what is refused for its content, and goes on', async () => {
    const { source } = await benchOf();
    source.post('/hook', ({ body }) => reply.status(body.includes('"revision":3') ? 422 : 200));

    const { report } = await bench.follow();
    const letters = deadLetters();

    const refused = script.filter(({ data }) => data['revision'] === 3).length;
    expect(report).toMatchObject({ outcome: 'partial', deadLettered: refused });
    expect(report.handled).toBe(script.length - refused);
    expect(letters.map(({ code }) => code)).toEqual(Array(refused).fill('HTTP_STATUS'));
  });

  it.each([401, 404])('ends on %i and begins with the same event next time', async status => {
    const { source } = await benchOf({ consumerCount: 1 });
    source.post('/hook', reply.status(status), reply.status(200));

    const first = await bench.follow();
    const second = await bench.follow();

    expect(first.error).toMatchObject({ code: 'SOURCE_FATAL' });
    expect(first.error?.fix).toContain('WEBHOOK_TOKEN');
    expect(first.report.deadLettered).toBe(0);
    expect(second.error).toBeUndefined();
    expect(new Set(source.requests.slice(1).map(({ body }) => body)).size).toBe(script.length);
  });

  it('goes on from the position that the Python connector has saved', async () => {
    const { source, sandbox } = await benchOf();
    source.post('/hook', reply.status(200));
    const [position] = sandbox.stream.emit([{ type: 'create', data: { ...script[0]?.data } }]);
    sandbox.stream.emit([{ type: 'update', data: { ...script[0]?.data, revision: 9 } }]);

    await bench.follow({ state: { start_from: position, recover_until: false } });

    expect(bodies(source.requests).map(({ data }) => data.revision)).toEqual([9]);
  });

  it('asks for a header and a token before it starts, where a token is to be sent', async () => {
    await benchOf({ token: undefined, header: undefined });

    const error = (await bench.failure()) as Error;

    expect(error.message).toContain('WEBHOOK_TOKEN');
    expect(error.message).toContain('WEBHOOK_HEADER');
  });

  it('sends many events as one list', async () => {
    const { source } = await benchOf({}, WebhookBatch);
    source.post('/hook', reply.status(503), reply.status(200));

    const { report } = await bench.follow();

    const [first, second] = source.requests;
    const sent = JSON.parse(second?.body ?? '') as Body[];
    expect(report).toMatchObject({ outcome: 'ok', handled: script.length });
    expect(first?.body).toBe(second?.body);
    expect(sent.map(({ data }) => data.revision)).toEqual(
      script.map(({ data }) => data['revision']),
    );
  });
});

for (const connector of [Webhook, WebhookBatch]) {
  standardSuite(connector, {
    ...options,
    settings: settingsOf({ hmacSecret: 'a-key-for-tests' }),
    source: ({ source, sandbox }) => {
      source.post('/hook', reply.status(200));
      sandbox.stream.emit(script);
    },
  });
}
