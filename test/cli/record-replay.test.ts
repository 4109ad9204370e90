import { mkdtemp, readFile, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { shortCatalogue } from '../road/kev-catalogue.js';
import { json, scriptedServer } from '../road/scripted-server.js';
import { runCli, type Spawned } from './spawn-cli.js';

const KEV = 'examples/cisa-kev';
const KEY = 'key-of-the-operator';
let folder: string;

beforeEach(async () => (folder = await mkdtemp(join(tmpdir(), 'octiflow-cli-'))));
afterEach(() => rm(folder, { recursive: true, force: true }));

describe('connector-run --record and --replay', () => {
  const recordings = (): string => join(folder, 'traffic');
  const run = async (url: string, name: string, ...more: string[]): Promise<Spawned> => {
    const data = join(folder, name);
    const args = [KEV, '--sandbox', '--once', '--data', data, ...more];
    return runCli(args, { CISA_CATALOG_URL: url });
  };
  const summary = ({ stdout }: Spawned): string | undefined =>
    /run 1 done ok, (\d+ objects from \d+ items)/.exec(stdout)?.[1];

  it('bring the same objects once the source is gone', async () => {
    const server = await scriptedServer(json(shortCatalogue()));
    const url = `${server.url}/kev.json?apikey=${KEY}`;
    const recorded = await run(url, 'first', '--record', recordings());
    await server.stop();

    const replayed = await run(url, 'second', '--replay', recordings());

    expect(recorded.code).toBe(0);
    expect(replayed.code).toBe(0);
    expect(summary(replayed)).toMatch(/from 3 items/);
    expect(summary(replayed)).toBe(summary(recorded));
    expect(server.requests).toHaveLength(1);
  });

  it('keep no secret, and do not mind when it is another one', async () => {
    const server = await scriptedServer(json({ ...shortCatalogue(), echo: KEY }));
    await run(`${server.url}/kev.json?apikey=${KEY}`, 'first', '--record', recordings());
    await server.stop();

    const names = await readdir(recordings());
    const texts = await Promise.all(names.map(name => readFile(join(recordings(), name), 'utf8')));
    const url = `${server.url}/kev.json?apikey=another-key`;
    const replayed = await run(url, 'second', '--replay', recordings());

    expect(names).toHaveLength(1);
    expect(texts.join('')).not.toContain(KEY);
    expect(replayed.code).toBe(0);
  });

  it('fail for what is not recorded, without asking the source', async () => {
    const server = await scriptedServer(json(shortCatalogue()));
    await run(`${server.url}/kev.json`, 'first', '--record', recordings());

    const { code, stdout, stderr } = await run(
      `${server.url}/x`,
      'second',
      '--replay',
      recordings(),
    );
    await server.stop();

    expect(code).toBe(70);
    expect(stdout + stderr).toMatch(/HTTP_NOT_RECORDED/);
    expect(server.requests).toHaveLength(1);
  });

  it.each([
    ['both', ['--record', 'a', '--replay', 'b'], 64, /exclude each other/],
    ['a folder that is not there', ['--replay', '/no/such'], 70, /HTTP_RECORDING/],
  ])('refuse %s', async (_what, options, exitCode, text) => {
    const { code, stdout, stderr } = await runCli([KEV, '--sandbox', '--once', ...options]);

    expect(stdout + stderr).toMatch(text);
    expect(code).toBe(exitCode);
  });
});
