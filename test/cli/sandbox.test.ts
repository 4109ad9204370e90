import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Sandbox } from '../../src/sandbox/index.js';
import { stixId } from '../../src/stix/index.js';
import { runCli, startCli, type RunningCli } from './spawn-cli.js';

const malware = {
  type: 'malware',
  id: stixId({ type: 'malware', name: 'Emotet' }),
  name: 'Emotet',
} as const;
let folder: string;
let bundle: string;
const running: RunningCli[] = [];

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'octiflow-cli-'));
  bundle = join(folder, 'bundle.json');
  await writeFile(bundle, JSON.stringify({ type: 'bundle', id: 'bundle--1', objects: [malware] }));
});

afterEach(async () => {
  for (const cli of running.splice(0)) {
    cli.kill('SIGKILL');
    await cli.ended;
  }
  await rm(folder, { recursive: true, force: true });
});

function start(...args: string[]): RunningCli {
  const cli = startCli(['sandbox', ...args]);
  running.push(cli);

  return cli;
}

/** The variables that were printed to be pasted. */
async function printed(cli: RunningCli): Promise<Record<string, string>> {
  const [text] = await cli.until(/(?:export \S+\n)+\n/);

  return Object.fromEntries([...text.matchAll(/export (\w+)=(\S+)/g)].map(([, ...pair]) => pair));
}

async function version({ OPENCTI_URL, OPENCTI_TOKEN }: Record<string, string>): Promise<unknown> {
  const reply = await fetch(`${OPENCTI_URL}/graphql`, {
    method: 'POST',
    headers: { authorization: `Bearer ${OPENCTI_TOKEN}`, 'content-type': 'application/json' },
    body: JSON.stringify({ query: '{ about { version } }' }),
  });

  return reply.json();
}

describe('connector-run sandbox', () => {
  it('prints what to paste, answers to it, and ends well when it is told to', async () => {
    const cli = start();
    const variables = await printed(cli);

    const answer = await version(variables);
    cli.kill('SIGTERM');
    const { code, stderr } = await cli.ended;

    expect(answer).toEqual({ data: { about: { version: '6.9.17' } } });
    expect(Object.keys(variables).sort()).toEqual(['OPENCTI_TOKEN', 'OPENCTI_URL']);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  });

  it('plays the line it is told to, with the token it is given', async () => {
    const variables = await printed(start('--profile', '7', '--token', 'mine'));

    const answer = await version({ ...variables, OPENCTI_TOKEN: 'mine' });

    expect(variables['OPENCTI_TOKEN']).toBe('mine');
    expect(answer).toMatchObject({ data: { about: { version: expect.stringMatching(/^7\./) } } });
  });

  it('hands a RabbitMQ on to those who register, and asks for no other protocol then', async () => {
    const amqp = String(process.env['AMQP_URL']);

    const variables = await printed(start('--amqp', amqp));

    expect(Object.keys(variables).sort()).toEqual(['OPENCTI_TOKEN', 'OPENCTI_URL']);
  });

  it('knows what it loads, and still knows it when its folder is opened again', async () => {
    const data = join(folder, 'data');
    const first = start('--load', bundle, '--data', data);
    const [ready] = await first.until(/sandbox ready: .*/);
    first.kill('SIGTERM');
    await first.ended;

    const [again] = await start('--data', data).until(/sandbox ready: .*/);

    expect(ready).toMatch(/\(1 object\)$/);
    expect(again).toMatch(/\(1 object\)$/);
  });

  it.each([
    [['--port', '70000'], 64, /--port is not a port/],
    [['--port', 'x'], 64, /--port is not a port/],
    [['--profile', '5'], 64, /--profile is 6.9 or 7/],
    [['--token', 'a b'], 64, /option "token"/],
    [['somewhere'], 64, /takes no argument/],
    [['--load', '/nowhere/bundle.json'], 78, /SANDBOX_LOAD_FAILED/],
    [['--amqp', 'amqp://guest:secret@127.0.0.1:1'], 69, /SANDBOX_BROKER_UNREACHABLE/],
  ])('says what is wrong with %j', async (args, code, problem) => {
    const ended = await runCli(['sandbox', ...args]);

    expect(ended.code).toBe(code);
    expect(ended.stderr).toMatch(problem);
    expect(ended.stderr).not.toContain('secret');
  });
});

describe('connector-run <path> --sandbox --load', () => {
  it('starts the connector beside what was loaded', async () => {
    const data = join(folder, 'data');
    const report = join(folder, 'report.json');
    const args = ['--sandbox', '--once', '--load', bundle, '--data', data, '--report', report];

    const { code, stderr } = await runCli(['examples/cisa-kev', ...args]);
    const { outcome } = JSON.parse(await readFile(report, 'utf8')) as { outcome: string };
    const sandbox = await Sandbox.start({ data });
    const names = sandbox
      .bundle()
      .objects.map(object => ('name' in object ? object.name : undefined));
    await sandbox.stop();

    expect({ code, stderr, outcome }).toEqual({ code: 0, stderr: '', outcome: 'ok' });
    expect(names).toContain('Emotet');
    expect(names.length).toBeGreaterThan(400);
  });

  it.each(['--load', '--data'])('is needed for %s', async option => {
    const { code, stderr } = await runCli(['examples/cisa-kev', '--once', option, bundle]);

    expect(code).toBe(64);
    expect(stderr).toContain(`${option} needs --sandbox`);
  });
});
