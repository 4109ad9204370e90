import { UnchangedObjects } from '../../../../src/runtime/contents/unchanged-objects.js';
import type {
  ContentRecord,
  ContentStore,
} from '../../../../src/runtime/contents/content-store.js';
import type { SentContent } from '../../../../src/runtime/sent-objects.js';
import type { StixObject } from '../../../../src/stix/index.js';
import { RecordingLog } from '../../../support/recording-log.js';

const tool = (n: number, name = 'x'): StixObject & { name: string } => ({
  ...{ type: 'tool', id: `tool--${n}`, name },
});

/** Keeps records in a list, and fails when told to. */
class ListStore implements ContentStore {
  readonly place = 'a list';
  records: ContentRecord[] = [];
  urgent = 0;
  replacements = 0;
  isDiscarded = false;
  failing: string | undefined;

  async *load(): AsyncGenerator<ContentRecord> {
    this.failIfToldTo();
    yield* [...this.records];
  }

  async append(records: readonly ContentRecord[], isUrgent: boolean): Promise<void> {
    this.failIfToldTo();
    this.records.push(...records);
    if (isUrgent) this.urgent += 1;
  }

  async replace(contents: Iterable<SentContent>): Promise<void> {
    this.failIfToldTo();
    this.replacements += 1;
    this.records = [...contents];
  }

  async discard(): Promise<void> {
    this.isDiscarded = true;
    this.records = [];
  }

  async close(): Promise<void> {}

  private failIfToldTo(): void {
    if (this.failing) throw Object.assign(new Error('no'), { code: this.failing });
  }
}

async function opened(store = new ListStore()) {
  const log = new RecordingLog();
  const unchanged = new UnchangedObjects(log, store);
  await unchanged.open();
  const send = async (...objects: StixObject[]) => {
    const unsent = await unchanged.unsent(objects);
    await unchanged.confirmed(unsent);
    return unsent;
  };

  return { log, store, unchanged, send };
}

describe('the memory of what an import has sent', () => {
  it('holds back what an earlier process sent as it is', async () => {
    const first = await opened();
    await first.send(tool(1), tool(2));

    const second = await opened(first.store);

    expect(await second.send(tool(1), tool(2, 'new'), tool(3))).toEqual([tool(2, 'new'), tool(3)]);
  });

  it('takes the old content out of the store before the new one is sent, for good', async () => {
    const { unchanged, send, store } = await opened();
    await send(tool(1, 'old'));
    const before = store.urgent;

    await unchanged.unsent([tool(1, 'new')]);
    const afterCrash = await opened(store);

    expect([before, store.urgent]).toEqual([0, 1]);
    expect(await afterCrash.send(tool(1, 'old'))).toEqual([tool(1, 'old')]);
  });

  it('keeps nothing that was not confirmed', async () => {
    const { unchanged, store } = await opened();

    await unchanged.unsent([tool(1)]);

    expect(store.records).toEqual([]);
  });

  it('forgets everything when it is cleared, also what is on its way meanwhile', async () => {
    const { unchanged, send, store } = await opened();
    await send(tool(1));
    const onItsWay = await unchanged.unsent([tool(2)]);

    await unchanged.clear();
    await unchanged.confirmed(onItsWay);

    expect(store.records).toEqual([]);
    expect(await send(tool(1), tool(2))).toEqual([tool(1), tool(2)]);
  });

  it('tells what a run did not meet, and forgets it when told to', async () => {
    const { unchanged, send, store } = await opened();
    await send(tool(1), tool(2));

    unchanged.beginRun();
    await send(tool(2));
    const gone = unchanged.vanished();
    await unchanged.forget(gone);

    expect([gone, unchanged.vanished()]).toEqual([['tool--1'], []]);
    expect((await opened(store)).unchanged.vanished()).toEqual([]);
  });

  it('starts empty, with a warning, when the store can not be read', async () => {
    const store = new ListStore();
    store.records = [{ id: 'tool--1', hash: 1n }];
    store.load = async function* () {
      yield { id: 'tool--1', hash: 1n };
      throw new Error('line 2 is no record');
    };

    const { log, send, unchanged } = await opened(store);

    expect(log.at('warn')).toEqual(['what was sent before can not be read, starting without']);
    expect(unchanged.vanished()).toEqual([]);
    expect(store.records).toEqual([]);
    expect(await send(tool(1))).toEqual([tool(1)]);
  });

  it('goes on in memory, and leaves nothing out of date behind, when nothing can be kept', async () => {
    const { log, send, store } = await opened();
    await send(tool(1));
    store.failing = 'ENOSPC';

    await send(tool(2));
    store.failing = undefined;
    await send(tool(3));

    expect(log.at('warn')).toHaveLength(1);
    expect(log.text).toContain('ENOSPC');
    expect([store.isDiscarded, store.records]).toEqual([true, []]);
    expect(await send(tool(1), tool(2), tool(3))).toEqual([]);
  });

  it('says so when what is out of date stays', async () => {
    const { log, send, store } = await opened();
    store.failing = 'EROFS';
    store.discard = () => Promise.reject(new Error('EROFS'));

    await send(tool(1));

    expect(log.at('error')).toEqual(['delete this file: it is out of date']);
  });

  it('writes the store anew before it grows without bounds', async () => {
    const { send, store } = await opened();

    for (let n = 0; n < 6_000; n++) await send(tool(1, `version ${n}`));

    expect(store.replacements).toBe(1);
    expect(store.records.length).toBeLessThan(10_100);
  });

  it('needs no store', async () => {
    const unchanged = new UnchangedObjects(new RecordingLog());
    await unchanged.open();
    await unchanged.confirmed(await unchanged.unsent([tool(1)]));

    expect(await unchanged.unsent([tool(1)])).toEqual([]);
    await unchanged.close();
  });
});
