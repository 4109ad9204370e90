import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

interface FaultRow {
  readonly fault: string;
  readonly tried: number;
  readonly lost: number;
  readonly duplicates: number;
  readonly openWorks: number;
  readonly leaks: number;
  readonly unfinished: number;
}

async function faults(): Promise<FaultRow[]> {
  const folder = await mkdtemp(join(tmpdir(), 'octiflow-faults-'));
  const file = join(folder, 'faults.json');
  const root = join(__dirname, '../..');
  const args = [join(root, 'faults/run.mjs'), '--quick', '--json', file];
  const child = spawn(process.execPath, args, {
    cwd: root,
    stdio: ['ignore', 'ignore', 'inherit'],
  });

  await new Promise(resolve => child.once('close', resolve));
  try {
    return JSON.parse(await readFile(file, 'utf8')) as FaultRow[];
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

describe('a connector that is killed, cut off and lied to', () => {
  it('loses nothing, doubles nothing and leaves nothing open', async () => {
    const rows = await faults();

    expect(rows.length).toBeGreaterThanOrEqual(15);
    for (const row of rows) {
      expect(row).toMatchObject({ lost: 0, duplicates: 0, openWorks: 0, leaks: 0, unfinished: 0 });
    }
  }, 600_000);
});
