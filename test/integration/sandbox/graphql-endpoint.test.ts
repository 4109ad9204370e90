import { request } from 'node:http';
import { Sandbox } from '../../../src/sandbox/index.js';
import { SandboxClient } from './sandbox-client.js';

const ABOUT = '{ about { version } }';

describe('the GraphQL endpoint', () => {
  let sandbox: Sandbox;
  let client: SandboxClient;

  beforeAll(async () => {
    sandbox = await Sandbox.start();
    client = new SandboxClient(sandbox);
  });

  afterAll(() => sandbox.stop());

  it('answers the health check of every client', async () => {
    const reply = await client.query('query healthCheck { about { version } }');

    expect(reply).toEqual({ data: { about: { version: '6.9.17' } } });
  });

  it('tells who the token belongs to', async () => {
    const reply = await client.query(
      '{ me { id user_email effective_confidence_level { max_confidence } } }',
    );

    expect(reply.data).toMatchObject({
      me: {
        id: '88ec0c6a-13ce-5e39-b486-354fe4a7084f',
        effective_confidence_level: { max_confidence: 100 },
      },
    });
  });

  it.each([
    ['wrong', { authorization: 'Bearer wrong' }],
    ['malformed', { authorization: 'right' }],
    ['empty', { authorization: '' }],
  ])('answers AUTH_REQUIRED with status 200 to a token that is %s', async (_what, headers) => {
    const { status, text } = await client.post(JSON.stringify({ query: ABOUT }), headers);

    expect(status).toBe(200);
    expect(JSON.parse(text)).toEqual({
      errors: [
        {
          message: 'You must be logged in to do this.',
          name: 'AUTH_REQUIRED',
          path: ['about'],
          extensions: { code: 'AUTH_REQUIRED', data: { http_status: 401, genre: 'TECHNICAL' } },
        },
      ],
      data: { about: null },
    });
  });

  it('answers every GraphQL error with status 200', async () => {
    const { status, text } = await client.post(JSON.stringify({ query: '{ nothing }' }));

    expect(status).toBe(200);
    expect(JSON.parse(text)).toMatchObject({ errors: [{ name: 'GRAPHQL_VALIDATION_FAILED' }] });
  });

  it('answers 500 and no GraphQL to a body that is not JSON', async () => {
    const { status, text } = await client.post('{"query": ');

    expect(status).toBe(500);
    expect(JSON.parse(text)).toEqual({ status: 'error', error: expect.any(String) as string });
  });

  it('answers 500 to a body of more than fifty megabytes', async () => {
    const { status, text } = await client.post(Buffer.alloc(50 * 1024 * 1024 + 1, 0x20));

    expect(status).toBe(500);
    expect(JSON.parse(text)).toMatchObject({ status: 'error' });
  });

  it.each([
    ['[]'],
    ['[{"query":"{ about { version } }"}]'],
    ['{}'],
    ['{"query":5}'],
    ['{"query":""}'],
    ['null'],
    ['"text"'],
    ['{"query":"{ about { version } }","variables":[]}'],
    ['{"query":"{ about { version } }","variables":"x"}'],
    ['{"query":"{ about { version } }","operationName":5}'],
  ])('answers 400 to %s', async body => {
    const { status, text } = await client.post(body);

    expect(status).toBe(400);
    expect(JSON.parse(text)).toMatchObject({ errors: [{ name: 'BAD_REQUEST' }] });
  });

  it('does not read a body of another type', async () => {
    const { status } = await client.post('query=x', { 'content-type': 'text/plain' });

    expect(status).toBe(400);
  });

  it('answers as the platform on other paths', async () => {
    const get = await client.fetch('/somewhere');
    const post = await client.fetch('/somewhere', { method: 'POST' });
    const graphql = await client.fetch('/graphql');
    const health = await client.fetch('/health');

    expect([get.status, post.status, graphql.status, health.status]).toEqual([503, 404, 405, 200]);
    expect(JSON.parse(post.text)).toEqual({ status: 'error', error: 'Path not found' });
    expect(JSON.parse(health.text)).toEqual({ status: 'success' });
  });

  it('refuses to act for somebody it does not know', async () => {
    const reply = await client.query(ABOUT, {}, { 'opencti-applicant-id': 'somebody' });

    expect(reply.errors?.[0]?.name).toBe('AUTH_REQUIRED');
  });

  it('refuses a draft that is not there before it looks at the document', async () => {
    const body = JSON.stringify({ query: ABOUT });
    const { status, text } = await client.post(body, { 'opencti-draft-id': 'gone' });
    const live = await client.query(ABOUT, {}, { 'opencti-draft-id': '' });

    expect(status).toBe(500);
    expect(JSON.parse(text)).toMatchObject({ errors: [{ name: 'DRAFT_LOCKED' }] });
    expect(live.data).toEqual({ about: { version: '6.9.17' } });
  });

  it('goes on after a client that sends headers without end and hangs up', async () => {
    const { port } = new URL(sandbox.url);
    await new Promise<void>(resolve => {
      const hostile = request({ port, method: 'POST', path: '/graphql' });
      hostile.on('error', () => resolve());
      hostile.on('response', () => resolve());
      hostile.setHeader('x-long', 'x'.repeat(100_000));
      hostile.end();
    });

    expect((await client.query(ABOUT)).data).toEqual({ about: { version: '6.9.17' } });
  });

  it('never shows the token, in no answer and no log', async () => {
    const state = await client.fetch('/sandbox/api/state');
    const landing = await client.fetch('/');

    const shown = [state.text, landing.text, JSON.stringify(sandbox.requests)].join();
    expect(shown).not.toContain(sandbox.token);
  });
});

describe('the GraphQL endpoint of a 7 platform', () => {
  it('has the version, the token and the inputs of its line', async () => {
    const sandbox = await Sandbox.start({ profile: '7' });
    const client = new SandboxClient(sandbox);

    const reply = await client.query(`query ApiCompatibility {
      about { version }
      registerConnectorInput: __type(name: "RegisterConnectorInput") { inputFields { name } }
    }`);
    const registered = await client.query(
      'mutation R($input: RegisterConnectorInput) { registerConnector(input: $input) { jwks } }',
      { input: { id: 'b', name: 'Beta', type: 'STREAM', version: '1.0.0', slug: 'beta' } },
    );
    await sandbox.stop();

    expect(JSON.stringify(reply)).toMatch(/"version":"7\.\d.*"slug"/);
    expect(sandbox.token).toMatch(/^flgrn_octi_tkn_[\w-]{64}$/);
    const { jwks } = (registered.data as unknown as { registerConnector: { jwks: string } })
      .registerConnector;
    expect(JSON.parse(jwks)).toMatchObject({ keys: [{ kty: 'OKP', crv: 'Ed25519' }] });
  });

  it('refuses requests in the name of a work that is dead, with status 500', async () => {
    const sandbox = await Sandbox.start({ profile: '7' });
    const client = new SandboxClient(sandbox);
    await client.register();
    const work = await client.openWork();

    const alive = await client.query(ABOUT, {}, { 'opencti-work-id': work });
    sandbox.killWork(work);
    const dead = await client.post(JSON.stringify({ query: ABOUT }), { 'opencti-work-id': work });
    await sandbox.stop();

    expect(alive.errors).toBeUndefined();
    expect(dead.status).toBe(500);
    expect(JSON.parse(dead.text)).toMatchObject({ errors: [{ name: 'WORK_NOT_ALIVE' }] });
  });
});
