import { request } from 'node:http';
import { Sandbox } from '../../../src/sandbox/index.js';
import { ALPHA, SandboxClient } from './sandbox-client.js';

const malware = { type: 'malware', id: 'malware--00000000-0000-4000-8000-000000000001', name: 'X' };

/** fetch doesn't let a Host header through. */
function statusOf(
  url: string,
  method: string,
  headers: Record<string, string>,
): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    request(url, { method, headers }, reply => {
      reply.resume();
      resolve(reply.statusCode);
    })
      .on('error', reject)
      .end();
  });
}

describe('the API of the sandbox', () => {
  let sandbox: Sandbox;
  let client: SandboxClient;

  beforeAll(async () => {
    sandbox = await Sandbox.start();
    client = new SandboxClient(sandbox);
    await client.register();
    await client.push([
      malware,
      { type: 'tool', id: 'tool--00000000-0000-4000-8000-000000000002', name: 'Y' },
      {
        type: 'relationship',
        id: 'relationship--00000000-0000-4000-8000-000000000003',
        relationship_type: 'uses',
        source_ref: malware.id,
        target_ref: 'tool--00000000-0000-4000-8000-000000000002',
      },
    ]);
    await sandbox.idle();
  });

  afterAll(() => sandbox.stop());

  it('shows everything at once', async () => {
    const { text } = await client.fetch('/sandbox/api/state');

    const state = JSON.parse(text) as Awaited<ReturnType<Sandbox['state']>>;
    expect(state).toMatchObject({
      connectors: [{ id: ALPHA.id, name: 'Alpha', active: true, queue: { messages: 0, bytes: 0 } }],
      works: [{ connector: ALPHA.id, status: 'complete', expected: 3, processed: 3 }],
      objects: [
        { type: 'malware', name: 'X' },
        { type: 'tool', name: 'Y' },
      ],
      counts: {
        objects: 2,
        relationships: 1,
        connectors: 1,
        works: 1,
        byType: { malware: 1, tool: 1, relationship: 1 },
      },
    });
    expect(state.relationships).toEqual([
      {
        id: expect.stringMatching(/^relationship--/) as string,
        relationship_type: 'uses',
        source_ref: state.objects[0]?.id,
        target_ref: state.objects[1]?.id,
      },
    ]);
    expect(state).toEqual(JSON.parse(JSON.stringify(await sandbox.state())));
  });

  it('gives everything as one bundle whose references are all in it', async () => {
    const { text, headers } = await client.fetch('/sandbox/api/bundle');

    const { type, objects } = JSON.parse(text) as ReturnType<Sandbox['bundle']>;
    const ids = new Set(objects.map(({ id }) => id));
    const refs = objects.flatMap(object =>
      Object.entries(object).flatMap(([key, value]) => (key.endsWith('_ref') ? [value] : [])),
    );
    expect(headers.get('content-type')).toContain('application/stix+json');
    expect(type).toBe('bundle');
    expect(objects).toEqual(sandbox.bundle().objects);
    expect(refs).toHaveLength(2);
    expect(refs.every(ref => ids.has(ref as string))).toBe(true);
  });

  it('says what a connector needs to use it, without the token', async () => {
    const { text } = await client.fetch('/sandbox/api/about');

    expect(JSON.parse(text)).toEqual({
      version: '6.9.17',
      variables: { OPENCTI_URL: sandbox.url },
    });
    expect(text).not.toContain(sandbox.broker.pass);
  });

  it('resets a connector for who has the token', async () => {
    const path = `/sandbox/api/connectors/${ALPHA.id}/reset`;
    const without = await client.fetch(path, { method: 'POST' });
    await client.ping('{"page":1}');

    const headers = { authorization: `Bearer ${sandbox.token}` };
    const { status, text } = await client.fetch(path, { method: 'POST', headers });

    expect(without.status).toBe(401);
    expect(status).toBe(200);
    expect(JSON.parse(text)).toMatchObject({ id: ALPHA.id, state: '' });
  });

  it('does not find a connector that is not there', async () => {
    const { status } = await client.fetch('/sandbox/api/connectors/..%2Fx/reset', {
      method: 'POST',
      headers: { authorization: `Bearer ${sandbox.token}` },
    });

    expect(status).toBe(404);
  });

  it('shows nothing to a page that had its name pointed here', async () => {
    const url = `${sandbox.url}/sandbox/api/state`;
    const authorization = `Bearer ${sandbox.token}`;

    expect(await statusOf(url, 'GET', {})).toBe(200);
    expect(await statusOf(url, 'GET', { host: 'evil.example' })).toBe(401);
    expect(await statusOf(url, 'GET', { 'x-forwarded-for': '203.0.113.5' })).toBe(401);
    expect(await statusOf(url, 'GET', { host: 'evil.example', authorization })).toBe(200);
  });

  it('is not controlled by a page that had its name pointed here, whatever it knows', async () => {
    const url = `${sandbox.url}/sandbox/api/connectors/${ALPHA.id}/reset`;
    const authorization = `Bearer ${sandbox.token}`;

    expect(await statusOf(url, 'POST', { host: 'evil.example', authorization })).toBe(401);
  });
});
