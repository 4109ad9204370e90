import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ConnectorReport } from '../../src/runtime/index.js';
import { Sandbox } from '../../src/sandbox/index.js';
import { runCli, startCli } from './spawn-cli.js';

const KEV = 'examples/cisa-kev';
let folder: string;

beforeEach(async () => (folder = await mkdtemp(join(tmpdir(), 'octiflow-cli-'))));
afterEach(() => rm(folder, { recursive: true, force: true }));

async function reportOf(file: string): Promise<ConnectorReport> {
  return JSON.parse(await readFile(file, 'utf8'));
}

describe('connector-run <path> --sandbox --once', () => {
  it('imports the example from its fixtures and ends ok', async () => {
    const file = join(folder, 'report.json');

    const { code, stdout, stderr } = await runCli([KEV, '--sandbox', '--once', '--report', file]);
    const report = await reportOf(file);

    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toMatch(/run 1 done ok, 4\d\d objects from 72 items/);
    expect(report).toMatchObject({
      connector: { name: 'CISA Known Exploited Vulnerabilities', kind: 'EXTERNAL_IMPORT' },
      outcome: 'ok',
      runs: [{ pages: 1, items: 72, skipped: 0, errors: [], work: { status: 'done' } }],
    });
    expect(report.process.peakRssMb).toBeGreaterThan(10);
  });

  it('sends nothing new on the second run over the same data, and says so', async () => {
    const file = join(folder, 'report.json');
    const args = [KEV, '--sandbox', '--once', '--data', join(folder, 'data'), '--report', file];
    await runCli(args);

    const { code, stdout } = await runCli(args);

    expect(code).toBe(0);
    expect(stdout).toMatch(/nothing new/);
    expect(stdout).toMatch(/is unchanged/);
    expect((await reportOf(file)).runs[0]).toMatchObject({ outcome: 'ok', messages: 0 });
  });

  it('ignores the settings of a real platform', async () => {
    const { code } = await runCli([KEV, '--sandbox', '--once'], {
      OPENCTI_URL: 'http://127.0.0.1:1',
      OPENCTI_TOKEN: 'of-a-real-platform',
    });

    expect(code).toBe(0);
  });
});

describe('connector-run <path> against a platform of its own', () => {
  let sandbox: Sandbox;
  beforeEach(async () => (sandbox = await Sandbox.start()));
  afterEach(() => sandbox.stop());
  const env = () => ({
    OPENCTI_URL: sandbox.url,
    OPENCTI_TOKEN: sandbox.token,
    CONNECTOR_ID: '0d4c7c9e-6f0b-4f43-9a52-6d1b0f3a8f11',
    CONNECTOR_QUEUE_PROTOCOL: 'api',
  });

  it('brings as many objects as its report says, one JSON line per event', async () => {
    const file = join(folder, 'report.json');

    const { code, stdout } = await runCli([KEV, '--once', '--report', file], env());
    const lines = stdout
      .trim()
      .split('\n')
      .map(line => JSON.parse(line));
    const { counts } = await sandbox.state();

    expect(code).toBe(0);
    expect(lines.at(-1)).toMatchObject({
      level: 'INFO',
      name: 'CISA Known Exploited Vulnerabilities',
      message: expect.any(String),
      timestamp: expect.stringMatching(/Z$/),
    });
    expect((await reportOf(file)).runs[0]?.objects).toBe(counts.objects + counts.relationships);
  });

  it('writes the token nowhere', async () => {
    const { stdout, stderr } = await runCli([KEV, '--once', '--log-level', 'debug'], env());

    expect(stdout + stderr).not.toContain(sandbox.token);
  });

  it('starts where --from says', async () => {
    const state = '{"last_update":"2025-08-25T17:04:19.9796Z"}';

    const { stdout } = await runCli([KEV, '--once', '--from', state], env());

    expect(stdout).toMatch(/is unchanged/);
  });

  it('stops in order on SIGTERM and leaves with 0, still registered', async () => {
    const cli = startCli([KEV], env());
    await cli.until(/"message":"next run"/);

    cli.kill('SIGTERM');
    const { code } = await cli.ended;

    expect(code).toBe(0);
    expect((await sandbox.state()).connectors).toHaveLength(1);
  });
});

describe('connector-run that can not start', () => {
  it.each<[string, string[], Record<string, string>, number, RegExp]>([
    ['without a path', ['run'], {}, 64, /path .* missing[\s\S]*Fix:[\s\S]*USAGE_ARGUMENTS/],
    ['with an unknown option', [KEV, '--sandbx'], {}, 64, /--sandbx[\s\S]*USAGE_ARGUMENTS/],
    ['with a path that is not there', ['no/such/path'], {}, 64, /no\/such\/path[\s\S]*USAGE_PATH/],
    ['with a bookmark that is none', [KEV, '--from', '{x'], {}, 64, /USAGE_BOOKMARK/],
    [
      'with a report that can not be written',
      [KEV, '--report', '/no/such/r.json'],
      {},
      64,
      /USAGE_REPORT_FILE/,
    ],
    [
      'without settings',
      [KEV],
      {},
      78,
      /OPENCTI_URL[\s\S]*OPENCTI_TOKEN[\s\S]*CONNECTOR_ID[\s\S]*CONFIG_INVALID/,
    ],
    [
      'with a platform that is down',
      [KEV, '--once', '--wait', 'PT0S'],
      {
        OPENCTI_URL: 'http://127.0.0.1:1',
        OPENCTI_TOKEN: 'token-0000',
        CONNECTOR_ID: '0d4c7c9e-6f0b-4f43-9a52-6d1b0f3a8f11',
      },
      69,
      /PLATFORM_UNREACHABLE/,
    ],
  ])('%s says what to do and leaves with its code', async (_, args, env, exitCode, text) => {
    const { code, stdout, stderr } = await runCli(args, env);

    expect(stdout + stderr).toMatch(text);
    expect(code).toBe(exitCode);
  });
});

describe('connector-run --help', () => {
  it('lists the commands', async () => {
    const { code, stdout } = await runCli(['--help']);

    expect(code).toBe(0);
    expect(stdout).toMatch(/connector-run \[run\] <path>/);
    expect(stdout).toMatch(/connector-run sandbox/);
  });

  it('lists the options of a command from the table that parses them', async () => {
    const { stdout } = await runCli(['run', '--help']);

    for (const option of ['--sandbox', '--once', '--report FILE', '--from BOOKMARK']) {
      expect(stdout).toContain(option);
    }
  });
});
