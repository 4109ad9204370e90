import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Sandbox } from '../../../src/sandbox/index.js';
import { ALPHA, SandboxClient } from './sandbox-client.js';

const malware = { type: 'malware', id: 'malware--00000000-0000-4000-8000-000000000001', name: 'X' };

/** Reads until the text holds what is looked for; jest's time limit ends it otherwise. */
async function eventually(read: () => Promise<string>, part: string): Promise<string> {
  for (;;) {
    const text = await read().catch(() => '');
    if (text.includes(part)) return text;
    await new Promise(resolve => setImmediate(resolve));
  }
}

describe('a sandbox with a data folder', () => {
  let data: string;

  beforeEach(async () => {
    data = await mkdtemp(join(tmpdir(), 'sandbox-'));
  });

  afterEach(() => rm(data, { recursive: true }));

  it('knows after a restart what it knew', async () => {
    const first = await Sandbox.start({ data });
    const client = new SandboxClient(first);
    await client.register();
    await client.ping('{"page":2}');
    await client.push([{ ...malware, object_marking_refs: [] }]);
    await first.idle();
    const before = await first.state();
    await first.stop();

    const second = await Sandbox.start({ data });
    const after = await second.state();
    const again = await new SandboxClient(second).register();
    await second.stop();

    expect(after).toEqual({ ...before, journal: [] });
    expect(again.data).toMatchObject({ registerConnector: { connector_state: '{"page":2}' } });
  });

  it('merges into what it knew before the restart', async () => {
    const first = await Sandbox.start({ data });
    await new SandboxClient(first).register();
    await new SandboxClient(first).push([malware]);
    await first.idle();
    await first.stop();

    const second = await Sandbox.start({ data });
    await new SandboxClient(second).push([{ ...malware, description: 'more' }]);
    await second.idle();
    const { objects } = second.bundle();
    await second.stop();

    expect(objects).toMatchObject([{ name: 'X', description: 'more' }]);
  });

  it('imports after a restart what was waiting', async () => {
    const first = await Sandbox.start({ data, consume: false });
    await new SandboxClient(first).register();
    await new SandboxClient(first).push([malware]);
    await first.stop();

    const second = await Sandbox.start({ data });
    await second.idle();
    const { objects } = second.bundle();
    await second.stop();

    expect(objects).toHaveLength(1);
  });

  it('leaves one file, whole, that only its owner reads', async () => {
    const sandbox = await Sandbox.start({ data });
    await new SandboxClient(sandbox).register();
    await sandbox.stop();

    expect((await readdir(data)).filter(name => !name.endsWith('.tmp'))).toEqual([
      'sandbox.ndjson',
    ]);
    const lines = (await readFile(join(data, 'sandbox.ndjson'), 'utf8')).trimEnd().split('\n');
    expect(JSON.parse(lines.at(-1) ?? '')).toMatchObject({ kind: 'end' });
    expect(lines.join()).toContain(ALPHA.id);
    expect(lines.join()).not.toContain(sandbox.token);
  });

  it.each([
    ['that was cut off', (text: string) => text.slice(0, text.length / 2), expect.any(Number)],
    ['that is something else', () => '{"type":"bundle"}\n', 1],
    ['that is empty', () => '', 1],
    ['with a broken line', (text: string) => text.replace(/^.*$/m, 'x'), 1],
  ])('does not start from a file %s, and leaves it', async (_what, damage, line) => {
    const first = await Sandbox.start({ data });
    await new SandboxClient(first).register();
    await first.stop();
    const file = join(data, 'sandbox.ndjson');
    const damaged = damage(await readFile(file, 'utf8'));
    await writeFile(file, damaged);

    const failure = Sandbox.start({ data });

    await expect(failure).rejects.toMatchObject({
      code: 'SANDBOX_DATA_CORRUPT',
      details: { file, line: line as number },
    });
    expect(await readFile(file, 'utf8')).toBe(damaged);
  });

  it('keeps what was waiting when it can not start', async () => {
    const first = await Sandbox.start({ data, consume: false });
    await new SandboxClient(first).register();
    await new SandboxClient(first).push([malware]);
    await first.stop();
    const file = join(data, 'sandbox.ndjson');
    const before = await readFile(file, 'utf8');

    const failure = Sandbox.start({ data, amqp: 'amqp://127.0.0.1:1' });

    await expect(failure).rejects.toMatchObject({ code: 'SANDBOX_BROKER_UNREACHABLE' });
    expect(await readFile(file, 'utf8')).toBe(before);
  });

  it('writes a change without being asked or stopped', async () => {
    const sandbox = await Sandbox.start({ data });
    await new SandboxClient(sandbox).register();

    const seen = await eventually(() => readFile(join(data, 'sandbox.ndjson'), 'utf8'), ALPHA.id);

    expect(seen).toContain('"kind":"end"');
    await sandbox.stop();
  });

  it('does not start when the folder is a file', async () => {
    const file = join(data, 'file');
    await writeFile(file, '');

    await expect(Sandbox.start({ data: file })).rejects.toMatchObject({
      code: 'SANDBOX_DATA_UNUSABLE',
      exitCode: 78,
    });
  });
});
