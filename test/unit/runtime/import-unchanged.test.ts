import type { Importer, Page } from '../../../src/connectors/index.js';
import { RetryableError, SkippableError, TransportError } from '../../../src/errors/index.js';
import { UnchangedObjects } from '../../../src/runtime/contents/unchanged-objects.js';
import type { ImportParts } from '../../../src/runtime/index.js';
import type { StixObject } from '../../../src/stix/index.js';
import { RecordingLog } from '../../support/recording-log.js';
import { idOf, importOf, malware, rig, type Since } from './import-rig.js';

const renamed = (n: number, name: string): StixObject => ({ ...malware(n), name }) as StixObject;

/** Runs an import of pages again and again, over one memory. Without a bookmark, each run is whole. */
function imports(own: Partial<Importer<number, Since>> = {}, options: object = {}) {
  const unchanged = new UnchangedObjects(new RecordingLog());
  const source = { pages: [[1, 2, 3]] as number[][], names: new Map<number, string>() };
  const convert = (n: number): StixObject[] => {
    const name = source.names.get(n);
    return [name === undefined ? malware(n) : renamed(n, name)];
  };
  const fetch = (): Page<number, Since>[] => source.pages.map(items => ({ items }) as never);
  const Connector = importOf(
    fetch,
    { convert, ...own },
    { bookmark: undefined, skipUnchanged: true, pageRetries: 0, ...options },
  );
  const everything = rig(Connector);
  const run = (over: Partial<ImportParts> = {}) => everything.run({ unchanged, ...over });
  const sentBy = async (over: Partial<ImportParts> = {}): Promise<string[]> => {
    const before = everything.outbox.sent.length;
    await run(over);
    return everything.outbox.sent.slice(before);
  };

  return { ...everything, unchanged, source, run, sentBy };
}

describe('an import that skips what is unchanged', () => {
  it('sends nothing and opens no work when the source is the same', async () => {
    const { run, works, outbox } = imports();
    await run();

    const second = await run();

    expect(second).toMatchObject({
      outcome: 'ok',
      items: 3,
      objects: 0,
      messages: 0,
      notes: ['3 objects unchanged'],
    });
    expect([works.length, outbox.sent.length]).toEqual([1, 3]);
  });

  it('sends what is new and what has changed', async () => {
    const { sentBy, source } = imports();
    await sentBy();
    source.pages = [
      [1, 2],
      [3, 4],
    ];
    source.names.set(2, 'another');

    expect(await sentBy()).toEqual([idOf(2), idOf(4)]);
  });

  it('sends again what was not confirmed', async () => {
    const { sentBy, outbox } = imports();
    outbox.refuse = attempt => {
      if (attempt === 1) throw new RetryableError('the broker is away');
    };
    await sentBy();

    expect(await sentBy()).toHaveLength(3);
  });

  it('sends an object whose changed version may or may not have arrived, even as it was before', async () => {
    const { sentBy, source, outbox } = imports();
    await sentBy();
    source.names.set(2, 'another');
    outbox.refuse = attempt => {
      if (attempt === 2) throw new RetryableError('the broker is away');
    };
    await sentBy();
    source.names.delete(2);

    expect(await sentBy()).toEqual([idOf(2)]);
  });

  it('sends everything again once the state was reset', async () => {
    const { sentBy, unchanged } = imports();
    await sentBy();
    await unchanged.clear();

    expect(await sentBy()).toHaveLength(3);
  });

  it('sends everything again when somebody deleted the work, and with it what was queued', async () => {
    const { sentBy, source } = imports();
    await sentBy();
    source.pages = [[4]];
    const gone = (): never => {
      throw new TransportError('TRANSPORT_WORK_GONE', { work: 'work_1' });
    };
    await sentBy({ openWork: async () => ({ id: 'w', expect: gone, processed: gone }) as never });
    source.pages = [[1, 2, 3]];

    expect(await sentBy()).toHaveLength(3);
  });

  it('keeps a reference to an unchanged object, also with cleanup', async () => {
    const about = (refs: number[]): StixObject =>
      ({ type: 'note', id: 'note--1', content: 'x', object_refs: refs.map(idOf) }) as never;
    const convert = (n: number): StixObject[] => (n === 9 ? [about([1, 2])] : [malware(n)]);
    const { run, source, outbox } = imports({ convert }, { cleanup: true });
    source.pages = [[1, 2]];
    await run();
    source.pages = [[1, 2, 9]];

    await run();

    expect(outbox.objects.slice(2)).toEqual([
      expect.objectContaining({ id: 'note--1', object_refs: [1, 2].map(idOf) }),
    ]);
  });
});

describe('what has vanished from the source', () => {
  const told: (readonly string[])[] = [];
  const onVanished = (ids: readonly string[]): StixObject[] => {
    told.push(ids);
    return ids.map(id => ({ ...malware(0), id, revoked: true }) as StixObject);
  };
  beforeEach(() => (told.length = 0));

  it('is told after a run that read the whole source, and what becomes of it is sent', async () => {
    const { run, sentBy, source } = imports({ onVanished });
    await run();
    source.pages = [[1, 3, 4]];

    const sent = await sentBy();

    expect(told).toEqual([[idOf(2)]]);
    expect(sent).toEqual([idOf(4), idOf(2)]);
  });

  it('is told once', async () => {
    const { run, source } = imports({ onVanished });
    await run();
    source.pages = [[1, 3]];
    await run();

    const third = await run();

    expect(told).toHaveLength(1);
    expect(third).toMatchObject({ messages: 0, notes: ['2 objects unchanged'] });
  });

  it('is sent again when it comes back', async () => {
    const { run, sentBy, source } = imports({ onVanished });
    await run();
    source.pages = [[1, 3]];
    await run();
    source.pages = [[1, 2, 3]];

    expect(await sentBy()).toEqual([idOf(2)]);
  });

  it('is noted in the report and the work', async () => {
    const { run, source, works } = imports({ onVanished });
    await run();
    source.pages = [[1]];

    const report = await run();

    expect(report).toMatchObject({ outcome: 'ok', pages: 1, objects: 2, messages: 2 });
    expect(report.notes).toContain('2 objects vanished from the source');
    expect(works[1]?.closed?.message).toContain('2 objects vanished from the source');
  });

  it('needs no answer', async () => {
    const { run, source } = imports({ onVanished: ids => void told.push(ids) });
    await run();
    source.pages = [[1]];

    expect(await run()).toMatchObject({ outcome: 'ok', messages: 0 });
    expect(told).toEqual([[idOf(2), idOf(3)]]);
  });

  it('is told at most 500 at a time', async () => {
    const { run, source } = imports({ onVanished });
    source.pages = [Array.from({ length: 1_201 }, (_, n) => n)];
    await run();
    source.pages = [[0]];

    await run();

    expect(told.map(({ length }) => length)).toEqual([500, 500, 200]);
  });

  it('is told again by the next run when it could not be sent', async () => {
    const { run, source, outbox } = imports({ onVanished });
    await run();
    source.pages = [[1, 3]];
    outbox.refuse = attempt => {
      if (attempt === 2) throw new RetryableError('the broker is away');
    };
    const second = await run();

    const third = await run();

    expect([second.outcome, third.outcome]).toEqual(['failed', 'ok']);
    expect(told).toEqual([[idOf(2)], [idOf(2)]]);
  });

  it('is not passed over in silence by a connector that can not say what becomes of it', async () => {
    const { run, source } = imports({
      onVanished: () => {
        throw new SkippableError('no idea');
      },
    });
    await run();
    source.pages = [[1, 3]];

    expect(await run()).toMatchObject({ outcome: 'failed' });
  });

  it.each<[string, (all: ReturnType<typeof imports>) => void, object?]>([
    ['gave nothing at all', ({ source }) => (source.pages = [])],
    ['gave an empty page', ({ source }) => (source.pages = [[]])],
    ['had an item that was skipped', ({ source }) => (source.pages = [[1, -1]])],
    ['was left early', ({ stopping }) => stopping.abort(new Error('SIGTERM'))],
    [
      'failed',
      ({ outbox, source }) => {
        source.pages = [[1], [9]];
        outbox.refuse = () => {
          throw new RetryableError('the broker is away');
        };
      },
    ],
  ])('is not guessed at when the source %s', async (_what, change) => {
    const convert = (n: number): StixObject[] => {
      if (n < 0) throw new SkippableError('it is negative');
      return [malware(n)];
    };
    const all = imports({ onVanished, convert });
    await all.run();
    change(all);

    await all.run();

    expect(told).toEqual([]);
  });

  it('is not guessed at by a run that starts from a bookmark', async () => {
    const unchanged = new UnchangedObjects(new RecordingLog());
    const { run } = rig(
      importOf(
        from => [{ items: from ? [2] : [1], bookmark: { at: 1 } }],
        { onVanished },
        { skipUnchanged: true },
      ),
    );
    await run({ unchanged });

    await run({ unchanged });

    expect(told).toEqual([]);
  });
});
