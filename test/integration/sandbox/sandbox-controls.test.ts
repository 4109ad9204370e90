import { Sandbox } from '../../../src/sandbox/index.js';
import { ALPHA, SandboxClient } from './sandbox-client.js';

const malware = { type: 'malware', id: 'malware--00000000-0000-4000-8000-000000000001', name: 'X' };
const ABOUT = JSON.stringify({ query: 'query healthCheck { about { version } }' });

describe('the controls of a sandbox', () => {
  let sandbox: Sandbox;
  let client: SandboxClient;

  beforeEach(async () => {
    sandbox = await Sandbox.start();
    client = new SandboxClient(sandbox);
    await client.register();
  });

  afterEach(() => sandbox.stop());

  it('refuse bundles after some', async () => {
    sandbox.refuseBundlesAfter(1);

    const first = await client.push([malware]);
    const second = await client.push([malware]);

    expect(first.errors).toBeUndefined();
    expect(second.errors?.[0]?.message).toBe('Invalid bundle');
  });

  it('answer with any status, body and header', async () => {
    sandbox.answerNext({ status: 500, body: '<html>Bad Gateway</html>' });
    sandbox.answerNext({ status: 429, body: { message: 'slow' }, headers: { 'retry-after': '7' } });

    const first = await client.post(ABOUT);
    const second = await client.post(ABOUT);
    const third = await client.post(ABOUT);

    expect([first.status, second.status, third.status]).toEqual([500, 429, 200]);
    expect(first.headers.get('content-type')).toContain('text/html');
    expect(second.headers.get('retry-after')).toBe('7');
    expect(JSON.parse(second.text)).toEqual({ message: 'slow' });
  });

  it('refuse the token and take it again', async () => {
    sandbox.refuseToken();
    const refused = await client.query('{ about { version } }');

    sandbox.refuseToken(false);

    expect(refused.errors?.[0]?.name).toBe('AUTH_REQUIRED');
    expect((await client.query('{ about { version } }')).errors).toBeUndefined();
  });

  it('hold answers back until they are cleared', async () => {
    sandbox.delayAnswers(3_600_000);
    const arrived = new Promise(resolve => sandbox.on('request', resolve));
    const reply = client.post(ABOUT);
    await arrived;

    sandbox.clearFaults();

    expect((await reply).status).toBe(200);
  });

  it('log requests for assertions', async () => {
    const work = await client.openWork();
    await client.push([malware], work);

    expect(sandbox.requests.map(({ operation }) => operation)).toEqual([
      'RegisterConnector',
      'workAdd',
      'StixBundle',
    ]);
    expect(sandbox.requests[2]?.variables).toEqual({
      connectorId: ALPHA.id,
      bundle: expect.stringMatching(/^\[bundle: \d+ characters\]$/) as string,
      work_id: work,
    });
    expect(sandbox.requests[2]?.headers.authorization).toBe('[secret]');
  });

  it('tell of connectors and works as they change', async () => {
    const seen: string[] = [];
    sandbox.on('work', ({ status }) => seen.push(`work ${status}`));
    const off = sandbox.on('connector', ({ name }) => seen.push(`connector ${name}`));

    await client.ping('{}');
    off();
    await client.ping('{}');
    const work = await client.openWork();
    sandbox.killWork(work);

    expect(seen).toEqual(['connector Alpha', 'work progress', 'work deleted']);
  });

  it('refuse to reset or kill what is not there', async () => {
    await expect(sandbox.resetState('unknown')).rejects.toMatchObject({
      code: 'SANDBOX_NOT_FOUND',
    });
    expect(() => sandbox.killWork('unknown')).toThrow(
      expect.objectContaining({ code: 'SANDBOX_NOT_FOUND' }) as Error,
    );
  });

  it('give up waiting when the signal says so', async () => {
    await client.openWork();
    const reason = new Error('enough');

    await expect(sandbox.idle(AbortSignal.abort(reason))).rejects.toBe(reason);
    await expect(sandbox.whenWork(() => false, AbortSignal.abort(reason))).rejects.toBe(reason);
  });
});

describe('a stopped sandbox', () => {
  it('lets nobody wait for ever', async () => {
    const sandbox = await Sandbox.start();
    await new SandboxClient(sandbox).register();
    await new SandboxClient(sandbox).openWork();
    const waiting = [sandbox.idle(), sandbox.whenWork(() => false)].map(promise =>
      promise.catch((error: unknown) => error),
    );

    await sandbox.stop();

    for (const outcome of await Promise.all(waiting)) {
      expect(outcome).toMatchObject({ code: 'SANDBOX_STOPPED' });
    }
  });

  it('ends connections that are kept open and answers that are held back', async () => {
    const sandbox = await Sandbox.start();
    const client = new SandboxClient(sandbox);
    await client.post(ABOUT);
    sandbox.delayAnswers(3_600_000);
    const arrived = new Promise(resolve => sandbox.on('request', resolve));
    const reply = client.post(ABOUT).catch(() => undefined);
    await arrived;

    await sandbox.stop();
    await reply;

    await expect(client.post(ABOUT)).rejects.toThrow();
  });
});

describe('stopping a sandbox', () => {
  it('may be done twice', async () => {
    const sandbox = await Sandbox.start();
    await sandbox.stop();

    await expect(sandbox.stop()).resolves.toBeUndefined();
  });
});

describe('starting a sandbox', () => {
  it.each([
    [{ port: -1 }],
    [{ port: 65_536 }],
    [{ port: 1.5 }],
    [{ host: '' }],
    [{ host: 'a\0b' }],
    [{ profile: '8' as '7' }],
    [{ profile: 'constructor' as '7' }],
    [{ token: '' }],
    [{ token: 'two words' }],
    [{ token: 'line\nbreak' }],
    [{ data: ' ' }],
    [{ amqp: 'http://localhost' }],
  ])('refuses %j', async options => {
    await expect(Sandbox.start(options)).rejects.toMatchObject({ code: 'SANDBOX_OPTION_INVALID' });
  });

  it('says that a port is taken', async () => {
    const sandbox = await Sandbox.start();
    const port = Number(new URL(sandbox.url).port);

    await expect(Sandbox.start({ port })).rejects.toMatchObject({
      code: 'SANDBOX_LISTEN_FAILED',
      exitCode: 69,
    });
    await sandbox.stop();
  });

  it('says that RabbitMQ is away, without its password', async () => {
    const failure = await Sandbox.start({ amqp: 'amqp://user:s3cret@127.0.0.1:1' }).catch(
      (error: unknown) => error,
    );

    expect(failure).toMatchObject({ code: 'SANDBOX_BROKER_UNREACHABLE', exitCode: 69 });
    expect(String((failure as Error).message)).not.toContain('s3cret');
  });

  it('listens on this machine only, with a token of its own', async () => {
    const [one, two] = [await Sandbox.start(), await Sandbox.start()];

    expect(new URL(one.url).hostname).toBe('127.0.0.1');
    expect(one.token).not.toBe(two.token);
    expect(one.broker.host).toBe('127.0.0.1');
    expect(one.broker.pass).not.toBe(two.broker.pass);
    await Promise.all([one.stop(), two.stop()]);
  });

  it('needs no variables but its address and token, unless its queues are reached over HTTP alone', async () => {
    const [embedded, http] = [await Sandbox.start(), await Sandbox.start({ queues: 'http' })];

    expect(embedded.variables).toEqual({
      OPENCTI_URL: embedded.url,
      OPENCTI_TOKEN: embedded.token,
    });
    expect(http.variables).toEqual({
      OPENCTI_URL: http.url,
      OPENCTI_TOKEN: http.token,
      CONNECTOR_QUEUE_PROTOCOL: 'api',
      CONNECTOR_LISTEN_PROTOCOL: 'API',
    });
    await Promise.all([embedded.stop(), http.stop()]);
  });
});
