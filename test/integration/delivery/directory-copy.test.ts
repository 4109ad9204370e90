import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { FakeClock } from '../../../src/testing/index.js';
import { DirectoryCopy, type DirectoryCopyOptions } from '../../../src/transport/index.js';
import { RecordingLog } from '../../support/recording-log.js';
import { connector, envelope, sampleBundle } from './sample-copy.js';

const NOW = new Date('2026-03-04T05:06:07.890Z');
const DAY_MS = 86_400_000;

let root: string;
let folder: string;
let clock: FakeClock;
let log: RecordingLog;

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'octiflow-'));
  folder = join(root, 'copies');
  mkdirSync(folder);
  clock = new FakeClock(NOW);
  log = new RecordingLog();
});

afterEach(() => rmSync(root, { recursive: true, force: true }));

function copyWith(options: Partial<DirectoryCopyOptions> = {}): DirectoryCopy {
  const all = { folder, retentionDays: 7, connector, random: () => 0, ...options };

  return new DirectoryCopy(all, clock, log);
}

const files = (): string[] => readdirSync(folder).sort();
const read = (file = ''): unknown => JSON.parse(readFileSync(join(folder, file), 'utf8'));

/** Puts a file in the folder that was written so many days ago. */
function hold(name: string, days: number): string {
  const when = new Date(NOW.getTime() - days * DAY_MS);
  writeFileSync(join(folder, name), '{}');
  utimesSync(join(folder, name), when, when);

  return name;
}

describe('a copy in a folder', () => {
  it('is one file with the whole bundle, as pycti writes it', async () => {
    await copyWith().write(sampleBundle, { ...envelope, entitiesTypes: ['malware'], update: true });

    expect(files()).toEqual([
      expect.stringMatching(/^alpha_feed-20260304-\d{6}-1772600767\.890000\.json$/),
    ]);
    expect(read(files()[0])).toEqual({
      bundle_type: 'DIRECTORY_BUNDLE',
      applicant_id: 'user-1',
      connector: {
        id: connector.id,
        name: 'Alpha Feed',
        type: 'EXTERNAL_IMPORT',
        scope: 'indicator,malware',
        auto: false,
        validate_before_import: false,
      },
      entities_types: ['malware'],
      bundle: sampleBundle,
      update: true,
    });
  });

  it('never takes the name of another one', async () => {
    const copy = copyWith();

    for (let n = 0; n < 5; n++) await copy.write(sampleBundle, envelope);

    expect(files()).toHaveLength(5);
  });

  it.each([
    '../../outside',
    '/etc/passwd',
    'a/b\\c',
    'x\u0000y',
    '..',
    '.hidden',
    'con:aux|"*?<>',
    'é'.repeat(400),
    '\ud800',
  ])('of a connector called %j stays in the folder', async name => {
    await copyWith({ connector: { ...connector, name } }).write(sampleBundle, envelope);

    expect(files()).toEqual([
      expect.stringMatching(/^[^./\\][^/\\]*-20260304-\d{6}-[\d.]+\.json$/),
    ]);
    expect(readdirSync(root)).toEqual(['copies']);
    expect(read(files()[0])).toMatchObject({ connector: { name } });
  });

  it('leaves nothing behind when it can not be finished', async () => {
    const copy = copyWith();
    await copy.write(sampleBundle, envelope);
    const taken = files()[0] ?? '';
    rmSync(join(folder, taken));
    // A folder in its place: the finished file can't take its name.
    mkdirSync(join(folder, taken, 'full'), { recursive: true });

    await expect(copyWith().write(sampleBundle, envelope)).rejects.toMatchObject({
      code: 'TRANSPORT_COPY_FAILED',
      recovery: 'retry',
    });
    expect(files()).toEqual([taken]);
  });

  it('is refused when an object has no JSON, naming it', async () => {
    const bad = { type: 'malware', id: 'malware--bad', size: 1n };

    await expect(
      copyWith().write({ ...sampleBundle, objects: [...sampleBundle.objects, bad] }, envelope),
    ).rejects.toMatchObject({
      code: 'TRANSPORT_MESSAGE_INVALID',
      details: { id: 'malware--bad' },
    });
    expect(files()).toEqual([]);
  });

  it('is given up when it is told to stop', async () => {
    await expect(
      copyWith().write(sampleBundle, envelope, AbortSignal.abort(new Error('enough'))),
    ).rejects.toMatchObject({ code: 'TRANSPORT_ABORTED' });
    expect(files()).toEqual([]);
  });
});

describe('a folder that can not be used', () => {
  const readOnly = (): string => {
    // Nobody may write there, not even root.
    if (process.getuid?.() === 0) return '/sys/kernel';
    chmodSync(folder, 0o555);
    return folder;
  };

  it.each<[string, () => string, RegExp]>([
    ['is missing', () => join(root, 'nowhere'), /there is no such folder/],
    ['is a file', () => join(folder, hold('file', 0)), /it is not a folder/],
    ['is no path', () => 'a\u0000b', /it is no path/],
    ['has an endless name', () => 'x'.repeat(5_000), /it is too long/],
  ])('because it %s stops the connector at its start', async (_what, place, reason) => {
    const unusable = place();

    await expect(copyWith({ folder: unusable }).check()).rejects.toMatchObject({
      code: 'TRANSPORT_COPY_INVALID',
      exitCode: 78,
      message: expect.stringMatching(reason),
    });
  });

  it('because it vanished ends the process, and is named', async () => {
    const copy = copyWith();
    await copy.check();
    rmSync(folder, { recursive: true });

    await expect(copy.write(sampleBundle, envelope)).rejects.toMatchObject({
      code: 'TRANSPORT_COPY_INVALID',
      message: expect.stringContaining(folder),
    });
  });

  (process.platform === 'linux' ? it : it.skip)('because it is read-only says so', async () => {
    await expect(
      copyWith({ folder: readOnly() }).write(sampleBundle, envelope),
    ).rejects.toMatchObject({
      code: 'TRANSPORT_COPY_INVALID',
      message: expect.stringMatching(/may not write to it|read-only/),
    });
  });
});

describe('old copies in a folder', () => {
  const aged = 'alpha_feed-20260101-000000-1767225600.123456.json';

  it('are removed when they are older than the retention, whoever wrote them for the connector', async () => {
    hold(aged, 8);
    hold('alpha_feed-20260101-000000-1767225600.1234567.json', 8);
    hold('alpha_feed-20260101-000000-6d1b0f3a-0d4c-4f43-9a52-7c9e6f0b8f11.json', 8);
    hold(`${aged}.tmp`, 8);
    const young = hold('alpha_feed-20260227-000000-1772150400.5.json', 6);

    await copyWith().write(sampleBundle, envelope);

    expect(files()).toEqual([young, expect.stringContaining('20260304')]);
  });

  it('of others stay', async () => {
    const others = [
      hold('alpha_feed-two-20260101-000000-1767225600.1.json', 100),
      hold('alpha_feed-notes.json', 100),
      hold('beta-20260101-000000-1767225600.1.json', 100),
      hold('settings.json', 100),
      hold('alpha_feed-20260101-000000-1767225600.1.txt', 100),
    ];

    await copyWith().write(sampleBundle, envelope);

    expect(files()).toEqual(expect.arrayContaining(others));
  });

  it('are looked for at most once a minute', async () => {
    const copy = copyWith();
    await copy.write(sampleBundle, envelope);
    hold(aged, 8);

    await copy.write(sampleBundle, envelope);
    const early = existsSync(join(folder, aged));
    await clock.advance(60_000);
    await copy.write(sampleBundle, envelope);

    expect([early, existsSync(join(folder, aged))]).toEqual([true, false]);
  });

  it('are kept for ever with a retention of 0', async () => {
    hold(aged, 3_000);

    await copyWith({ retentionDays: 0 }).write(sampleBundle, envelope);

    expect(files()).toContain(aged);
  });

  it('that vanish while they are looked through change nothing', async () => {
    for (let n = 0; n < 200; n++) hold(aged.replace('123456', String(100_000 + n)), 8);
    const replicas = Array.from({ length: 4 }, (_, n) => copyWith({ random: () => n / 4 }));

    await Promise.all(replicas.map(copy => copy.write(sampleBundle, envelope)));

    expect(files()).toHaveLength(4);
    expect(log.at('warn')).toEqual([]);
  });

  it('that are no files are left alone', async () => {
    mkdirSync(join(folder, aged));
    utimesSync(join(folder, aged), new Date(0), new Date(0));

    await copyWith().write(sampleBundle, envelope);

    expect(files()).toContain(aged);
  });
});
