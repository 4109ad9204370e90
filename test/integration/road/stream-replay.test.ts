import { mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
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
  ExternalIds,
  FileExternalIds,
  SystemClock,
  boot,
  replayDeadLetters,
} from '../../../src/runtime/index.js';
import type { ExternalIdStore, StreamReport } from '../../../src/runtime/index.js';
import { Injectable, type Constructor } from '../../../src/injection/index.js';
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

@Stream({ name: 'Keeper' })
class Keeper {
  constructor(readonly ids: ExternalIds) {}

  @On('create')
  take(): void {}
}

@Injectable()
class InMemory extends ExternalIds {
  protected override openStore(): Promise<ExternalIdStore> {
    return Promise.resolve({
      externalId: () => Promise.resolve('from memory'),
      entityId: () => Promise.resolve(undefined),
      keep: () => Promise.resolve(),
      forget: () => Promise.resolve(),
      close: () => Promise.resolve(),
    });
  }
}

@Stream({ name: 'Keeper' })
class KeeperElsewhere {
  constructor(readonly ids: InMemory) {}

  @On('create')
  take(): void {}
}

/** A process of a connector that asks for its ids in its constructor. */
async function withIds<T>(
  use: (ids: ExternalIds) => Promise<T>,
  storePath = folder,
  connector: Constructor = Keeper,
): Promise<T> {
  const clock = new SystemClock();
  const env = {
    OPENCTI_URL: 'http://127.0.0.1:1',
    OPENCTI_TOKEN: 'x',
    CONNECTOR_ID: '0d4c7c9e-6f0b-4f43-9a52-6d1b0f3a8f11',
    CONNECTOR_STORE_PATH: storePath,
  };
  const booted = boot({
    blueprint: explore(connector),
    sources: readConfigSources({ env, folders: [folder] }),
    ...{ clock, logFor: () => new RecordingLog() },
  });
  try {
    return await use((booted.connector as Keeper).ids);
  } finally {
    await booted.dispose();
  }
}

describe('ExternalIds, asked for in a constructor', () => {
  it('keeps ids in CONNECTOR_STORE_PATH, for the next process', async () => {
    await withIds(ids => ids.keep('entity', 'remote'));

    const found = await withIds(async ids => [
      await ids.externalId('entity'),
      await ids.entityId('remote'),
      await ids.externalId('other'),
    ]);

    expect(found).toEqual(['remote', 'entity', undefined]);
  });

  it('makes no file unless it is used', async () => {
    await withIds(() => Promise.resolve());

    expect(await readdir(folder)).toEqual([]);
  });

  it('says which folder can not be written to', async () => {
    const storePath = join(folder, 'missing');

    await expect(withIds(ids => ids.keep('a', 'b'), storePath)).rejects.toMatchObject({
      code: 'STREAM_EXTERNAL_IDS',
      details: { file: expect.stringContaining('missing') },
    });
  });

  it('keeps its ids where a class that extends it says', async () => {
    const kept = await withIds(
      async ids => {
        await ids.keep('entity', 'remote');
        return ids.externalId('entity');
      },
      folder,
      KeeperElsewhere,
    );

    expect(kept).toBe('from memory');
    expect(await readdir(folder)).toEqual([]);
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
