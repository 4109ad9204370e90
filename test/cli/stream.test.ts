import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ConnectorReport } from '../../src/runtime/index.js';
import { Sandbox } from '../../src/sandbox/index.js';
import { until } from '../support/until.js';
import { LoaderProject } from './loader-project.js';
import { runCli, startCli } from './spawn-cli.js';

const SINK = `
import { appendFileSync } from 'node:fs';
import { join } from 'node:path';
import { ExternalIds, On, Stream, type StreamEvent } from 'octiflow';
import type { Indicator } from 'octiflow/stix';

@Stream({ name: 'Sink', retries: 0 })
export class Sink {
  constructor(private readonly ids: ExternalIds) {}

  @On('create', 'Indicator')
  async take({ entity }: StreamEvent<Indicator>): Promise<void> {
    if (entity.name === 'bad') throw new Error('the sink does not take it');
    await this.ids.keep(entity.id, \`rule \${entity.name}\`);
    appendFileSync(join(process.env['CONNECTOR_STORE_PATH'] ?? '', 'seen.txt'), \`\${entity.name}\\n\`);
  }
}
`;
const CONNECTOR_ID = '0d4c7c9e-6f0b-4f43-9a52-6d1b0f3a8f11';

let project: LoaderProject;

beforeEach(() => {
  project = new LoaderProject({ 'sink.connector.ts': SINK }).install();
});
afterEach(() => project.remove());

function data(n: number, name: string): Record<string, unknown> {
  return { type: 'indicator', id: `indicator--00000000-0000-4000-8000-00000000000${n}`, name };
}

function letter(n: number, name: string): string {
  const text = JSON.stringify({ type: 'create', data: data(n, name) });

  return `${JSON.stringify({ at: '', event: 'create', id: `${n}-0`, code: 'X', message: '', attempts: 1, text })}\n`;
}

function env(place = { url: 'http://127.0.0.1:1', token: 'x' }): Record<string, string> {
  return {
    OPENCTI_URL: place.url,
    OPENCTI_TOKEN: place.token,
    CONNECTOR_ID,
    CONNECTOR_QUEUE_PROTOCOL: 'api',
    CONNECTOR_LIVE_STREAM_ID: 'live',
    CONNECTOR_LIVE_STREAM_RECOVER_ISO_DATE: 'none',
    CONNECTOR_STORE_PATH: project.folder,
  };
}

const kept = (name: string): Promise<string> => readFile(join(project.folder, name), 'utf8');

describe('connector-run replay', () => {
  it('hands dead letters to their connector, without a platform, and keeps what fails again', async () => {
    const file = join(project.folder, 'dead.ndjson');
    await writeFile(file, [letter(1, 'one'), letter(2, 'bad'), letter(3, 'two')].join(''));

    const { code, stdout } = await runCli(['replay', file, project.folder], env());
    const left = (await kept('dead.ndjson')).trim().split('\n');

    expect(code).toBe(70);
    expect(stdout).toContain('3 events: 2 handled, 0 skipped, 1 failed again');
    expect(await kept('seen.txt')).toBe('one\ntwo\n');
    expect(left.map(line => JSON.parse(line))).toMatchObject([{ id: '2-0', attempts: 1 }]);
    expect(await kept(`${CONNECTOR_ID}.external-ids.ndjson`)).toContain('"rule two"');
  });

  it('ends with 0 and no file when nothing fails again', async () => {
    const file = join(project.folder, 'dead.ndjson');
    await writeFile(file, letter(1, 'one'));

    const { code } = await runCli(['replay', file, project.folder], env());

    expect(code).toBe(0);
    await expect(kept('dead.ndjson')).rejects.toMatchObject({ code: 'ENOENT' });
  });

  it.each([
    ['a file is missing', (): string[] => [], 64, 'USAGE_ARGUMENTS'],
    ['a connector is missing', (): string[] => ['dead.ndjson'], 64, 'USAGE_ARGUMENTS'],
    ['the connector follows no stream', () => ['x', 'examples/cisa-kev'], 64, 'USAGE_ARGUMENTS'],
    ['the file is not there', () => ['/no/file', project.folder], 70, 'STREAM_DEAD_LETTERS'],
  ])('says so when %s', async (_what, args, code, name) => {
    const ended = await runCli(['replay', ...args()], env());

    expect(ended.code).toBe(code);
    expect(ended.stderr).toContain(name);
  });

  it('keeps a file that holds no dead letters as it was, beside it', async () => {
    const file = join(project.folder, 'dead.ndjson');
    await writeFile(file, 'what is this\n');

    const { code, stderr } = await runCli(['replay', file, project.folder], env());

    expect(code).toBe(70);
    expect(stderr).toContain('STREAM_DEAD_LETTERS');
    expect(stderr).not.toContain('what is this');
    expect(await kept('dead.ndjson.replaying')).toBe('what is this\n');
  });
});

describe('connector-run <path> of a stream connector', () => {
  let sandbox: Sandbox;
  beforeEach(async () => (sandbox = await Sandbox.start({ heartbeatMs: 50 })));
  afterEach(() => sandbox.stop());

  it('writes its report while it runs, and a line for the events', async () => {
    const file = join(project.folder, 'report.json');
    const reported = async (): Promise<ConnectorReport | undefined> =>
      readFile(file, 'utf8').then(
        text => JSON.parse(text) as ConnectorReport,
        () => undefined,
      );
    sandbox.stream.emit([
      { type: 'create', data: data(1, 'one') },
      { type: 'create', data: data(2, 'bad') },
    ]);

    const running = startCli([project.folder, '--report', file], env(sandbox));
    await running.until(/events handled/);
    await until(async () => (await reported())?.events?.deadLettered === 1);
    const meanwhile = await reported();
    running.kill('SIGTERM');
    const { code } = await running.ended;

    expect(code).toBe(0);
    expect(meanwhile).toMatchObject({
      connector: { id: CONNECTOR_ID, name: 'Sink', kind: 'STREAM' },
      outcome: 'partial',
      runs: [],
      events: {
        ...{ outcome: 'partial', received: 2, handled: 1, ignored: 0, skipped: 0 },
        ...{ deadLettered: 1, retried: 0, errors: [{ code: expect.any(String) }] },
        position: expect.stringMatching(/^\d+-\d+$/),
      },
    });
    expect(await kept(`${CONNECTOR_ID}.dead-letters.ndjson`)).toContain('bad');
  });
});
