import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ConnectorReport } from '../../src/runtime/index.js';
import { Sandbox } from '../../src/sandbox/index.js';
import { TcpProxy } from '../network/tcp-proxy.js';
import { startCli, type RunningCli } from './spawn-cli.js';

const CONNECTOR_ID = '3f1c2b9e-5a44-4d0e-8f6b-0d6f2c7a9e10';
const broker = new URL(process.env['AMQP_URL'] ?? '');

let folder: string;
let sandbox: Sandbox;
let proxy: TcpProxy;
let source: Server;
/** How many pages of 20 the source gives; what is asked for beyond them hangs. */
let pages: number;
let askedInVain: () => void;
let whenAskedInVain: Promise<void>;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'octiflow-stop-'));
  sandbox = await Sandbox.start({ amqp: broker.href });
  proxy = await TcpProxy.start({ host: broker.hostname, port: Number(broker.port) });
  whenAskedInVain = new Promise(resolve => (askedInVain = resolve));
  source = createServer((request, response) => {
    const from = Number(new URL(request.url ?? '', 'http://source').searchParams.get('from'));
    if (from >= pages * 20) {
      askedInVain();
      return;
    }
    const items = Array.from({ length: 20 }, (_, index) => from + index);
    response.setHeader('content-type', 'application/json');
    response.end(JSON.stringify({ items, next: from + 20, more: true }));
  }).listen(0, '127.0.0.1');
  await once(source, 'listening');
});

afterEach(async () => {
  source.close();
  source.closeAllConnections();
  await proxy.stop();
  await sandbox.stop();
  await rm(folder, { recursive: true, force: true });
});

function start(): RunningCli {
  const args = ['faults/numbers.connector.ts', '--report', join(folder, 'report.json')];

  return startCli(args, {
    OPENCTI_URL: sandbox.url,
    OPENCTI_TOKEN: sandbox.token,
    CONNECTOR_ID,
    CONNECTOR_DURATION_PERIOD: 'PT1H',
    MQ_HOST: '127.0.0.1',
    MQ_PORT: String(proxy.port),
    NUMBERS_URL: `http://127.0.0.1:${(source.address() as AddressInfo).port}`,
  });
}

/** How everything stands after the end of a connector. */
async function aftermath(cli: RunningCli) {
  const { code, stderr } = await cli.ended;
  proxy.resume();
  await sandbox.idle();
  const report: ConnectorReport = JSON.parse(await readFile(join(folder, 'report.json'), 'utf8'));
  const { works, connectors, counts } = await sandbox.state();

  return {
    ...{ code, stderr, run: report.runs[0] },
    state: sandbox.connectors().find(({ id }) => id === CONNECTOR_ID)?.state,
    works: works.map(({ status }) => status),
    errors: works.flatMap(({ errors }) => errors),
    isRegistered: connectors.some(({ id }) => id === CONNECTOR_ID),
    objects: counts.objects + counts.relationships,
  };
}

describe('connector-run that gets SIGTERM', () => {
  it('while a page is fetched leaves at once; what is confirmed is saved', async () => {
    pages = 1;
    const cli = start();
    await whenAskedInVain;

    cli.kill('SIGTERM');
    const after = await aftermath(cli);

    expect(after).toMatchObject({
      ...{ code: 0, stderr: '', state: { next: 20 }, works: ['complete'], errors: [] },
      ...{ isRegistered: true, run: { outcome: 'partial', pages: 1, work: { status: 'done' } } },
    });
  });

  it('in the middle of a send finishes the page first', async () => {
    pages = 2;
    proxy.slow(20);
    const cli = start();
    await cli.until(/"message":"broker connected"/);

    cli.kill('SIGTERM');
    const after = await aftermath(cli);

    expect(after).toMatchObject({
      ...{ code: 0, stderr: '', state: { next: 20 }, works: ['complete'], errors: [] },
      run: { outcome: 'partial', pages: 1, bookmark: { next: 20 } },
    });
    expect(after.objects).toBeGreaterThanOrEqual(60);
  });
});
