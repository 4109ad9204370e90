import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readConfigSources } from '../../../src/config/index.js';
import {
  On,
  Stream,
  explore,
  type StreamBlueprint,
  type StreamEvent,
} from '../../../src/connectors/index.js';
import { SkippableError } from '../../../src/errors/index.js';
import {
  FileExternalIds,
  SystemClock,
  boot,
  replayDeadLetters,
} from '../../../src/runtime/index.js';
import type { StreamReport } from '../../../src/runtime/index.js';
import type { Indicator } from '../../../src/stix/index.js';
import { RecordingLog } from '../../support/recording-log.js';

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'octiflow-replay-'));
});

afterEach(() => rm(folder, { recursive: true }));

const seen: string[] = [];

@Stream({ name: 'Sink', retries: 0 })
class Sink {
  @On('create', 'Indicator')
  take({ entity }: StreamEvent<Indicator>): void {
    if (entity.name === 'bad') throw new Error('still broken');
    if (entity.name === 'odd') throw new SkippableError('not for us');
    seen.push(entity.name ?? '');
  }
}

function letter(name: string): string {
  const text = JSON.stringify({
    type: 'create',
    data: { id: 'indicator--1', type: 'indicator', name },
  });

  return JSON.stringify({
    at: '',
    event: 'create',
    id: '1-0',
    code: 'X',
    message: '',
    attempts: 1,
    text,
  });
}

async function replay(file: string): Promise<StreamReport> {
  const clock = new SystemClock();
  const blueprint = explore(Sink) as StreamBlueprint;
  const env = {
    OPENCTI_URL: 'http://127.0.0.1:1',
    OPENCTI_TOKEN: 'x',
    CONNECTOR_ID: '0d4c7c9e-6f0b-4f43-9a52-6d1b0f3a8f11',
  };
  const sources = readConfigSources({ env, folders: [folder] });
  const booted = boot({ blueprint, sources, clock, logFor: () => new RecordingLog() });
  try {
    const { signal } = new AbortController();
    return await replayDeadLetters(file, { booted, blueprint, clock, signal });
  } finally {
    await booted.dispose();
  }
}

describe('replayDeadLetters', () => {
  it('keeps in the file what fails again, and nothing else', async () => {
    const file = join(folder, 'dead.ndjson');
    await writeFile(file, `${['one', 'bad', 'odd', 'two'].map(letter).join('\n')}\n`);

    const report = await replay(file);
    const left = (await readFile(file, 'utf8')).trim().split('\n');

    expect(report).toMatchObject({ received: 4, handled: 2, skipped: 1, deadLettered: 1 });
    expect(seen).toEqual(['one', 'two']);
    expect(left).toHaveLength(1);
    expect(left[0]).toContain('bad');
  });

  it('says which file is not there', async () => {
    await expect(replay(join(folder, 'none.ndjson'))).rejects.toMatchObject({
      code: 'STREAM_DEAD_LETTERS',
    });
  });
});

describe('file of external ids', () => {
  it('remembers pairs across processes, and shrugs off a line that was cut', async () => {
    const file = join(folder, 'ids.ndjson');
    const first = await FileExternalIds.open(file);
    await first.keep('a', '1');
    await first.keep('b', '2');
    await first.keep('a', '3');
    await first.forget('b');
    await first.close();
    await writeFile(file, '["c","4', { flag: 'a' });

    const second = await FileExternalIds.open(file);
    const found = [await second.externalId('a'), await second.externalId('b')];
    const back = [await second.entityId('3'), await second.entityId('1')];
    await second.close();

    expect(found).toEqual(['3', undefined]);
    expect(back).toEqual(['a', undefined]);
  });

  it('refuses a file that is none', async () => {
    const file = join(folder, 'ids.ndjson');
    await writeFile(file, 'what is this\n');

    await expect(FileExternalIds.open(file)).rejects.toMatchObject({ code: 'STREAM_EXTERNAL_IDS' });
  });
});
