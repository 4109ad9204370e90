import { createServer, type AddressInfo } from 'node:net';
import { startConnector, type RunningConnector } from '../../../src/runtime/index.js';
import { Sandbox } from '../../../src/sandbox/index.js';
import { CONNECTOR_ID, FastClock } from '../../road/run-connector.js';
import { RecordingLog } from '../../support/recording-log.js';
import { numbersImport } from './numbers.js';

let sandbox: Sandbox;
let connector: RunningConnector | undefined;

beforeEach(async () => (sandbox = await Sandbox.start()));
afterEach(async () => {
  await connector?.stop();
  connector = undefined;
  await sandbox.stop();
});

/** Starts an import of three numbers, and resolves after its first run with where its metrics are. */
async function firstRun(env: Record<string, string> = {}): Promise<string> {
  const log = new RecordingLog();
  let done = (): void => undefined;
  const ran = new Promise<void>(resolve => (done = resolve));
  connector = await startConnector(numbersImport({ numbers: [1, 2, 3], vanished: [] }), {
    env: {
      OPENCTI_URL: sandbox.url,
      OPENCTI_TOKEN: sandbox.token,
      CONNECTOR_ID,
      CONNECTOR_QUEUE_PROTOCOL: 'api',
      CONNECTOR_EXPOSE_METRICS: 'true',
      CONNECTOR_METRICS_HOST: '127.0.0.1',
      CONNECTOR_METRICS_PORT: '0',
      ...env,
    },
    folders: [],
    ...{ log, clock: new FastClock() },
    onRun: async () => done(),
  });
  await ran;
  const offered = log.lines.find(({ message }) => message === 'metrics offered');

  return `http://127.0.0.1:${String(offered?.facts['port'])}/metrics`;
}

/** The samples of a page by their names. */
async function samplesAt(url: string): Promise<Record<string, number>> {
  const text = await (await fetch(url)).text();
  const lines = text.split('\n').filter(line => line !== '' && !line.startsWith('#'));

  return Object.fromEntries(lines.map(line => line.split(' '))) as Record<string, number>;
}

describe('metrics over HTTP', () => {
  it('tell what a run has done, in the names of pycti and in our own', async () => {
    const url = await firstRun();

    const samples = await samplesAt(url);

    expect(samples).toMatchObject({
      ...{ bundles_sent_total: '9', records_sent_total: '9', runs_total: '1', errors_total: '0' },
      ...{ pages_total: '1', items_total: '3', queue_threshold_bytes: '500000000' },
      ...{ queue_buffering: '0', run_duration_seconds_count: '1' },
      'state{state="idle"}': '1',
      'state{state="running"}': '0',
    });
    expect(Number(samples['ping_api_total'])).toBeGreaterThan(0);
    expect(Number(samples['sent_bytes_total'])).toBeGreaterThan(0);
  });

  it('take the namespace and the subsystem of the operator', async () => {
    const url = await firstRun({
      CONNECTOR_METRICS_NAMESPACE: 'acme',
      CONNECTOR_METRICS_SUBSYSTEM: 'feeds',
    });

    expect(await samplesAt(url)).toMatchObject({ acme_feeds_runs_total: '1' });
  });

  it.each<[string, string, string, number]>([
    ['a scrape', 'GET', '/metrics?x=1', 200],
    ['the root, as with Python', 'GET', '/', 200],
    ['another path', 'GET', '/metrics/../secrets', 404],
    ['a path of rubbish', 'GET', '/%00%ff', 404],
    ['another method', 'POST', '/metrics', 405],
  ])('answer %s', async (_what, method, path, status) => {
    const url = await firstRun();

    const response = await fetch(new URL(path, url), { method });

    expect(response.status).toBe(status);
  });

  it('hold no secret', async () => {
    const text = await (await fetch(await firstRun())).text();

    expect(text).not.toContain(sandbox.token);
  });

  it('end with the connector, even while somebody holds a connection', async () => {
    const url = await firstRun();
    await samplesAt(url);

    await connector?.stop();

    await expect(fetch(url)).rejects.toThrow('fetch failed');
  });

  it('are not offered unless they are asked for', async () => {
    const url = await firstRun({ CONNECTOR_EXPOSE_METRICS: 'false' });

    expect(url).toContain('undefined');
  });

  it('at a port that is taken end the connector before it is registered', async () => {
    const other = createServer();
    await new Promise<void>(resolve => other.listen(0, '127.0.0.1', resolve));
    const { port } = other.address() as AddressInfo;

    const starting = firstRun({ CONNECTOR_METRICS_PORT: String(port) });

    await expect(starting).rejects.toMatchObject({ code: 'CONFIG_METRICS_PORT', exitCode: 78 });
    expect((await sandbox.state()).connectors).toEqual([]);
    other.close();
  });

  it('in a name that Prometheus does not take are refused with the settings', async () => {
    const starting = firstRun({ CONNECTOR_METRICS_NAMESPACE: 'my-team' });

    await expect(starting).rejects.toThrow(/CONNECTOR_METRICS_NAMESPACE/);
  });
});
