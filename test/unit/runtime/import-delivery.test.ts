import { TransportError } from '../../../src/errors/index.js';
import type { Bundle } from '../../../src/stix/index.js';
import { NoQueue, type BundleCopy, type Envelope } from '../../../src/transport/index.js';
import { idOf, importOf, malware, pagesFrom, rig } from './import-rig.js';

/** A copy that keeps what it is given, and the order of things. */
function fakeCopy(order: string[], place = 'a folder') {
  const kept: { readonly bundle: Bundle; readonly envelope: Envelope }[] = [];
  const copy: BundleCopy & { refusing: boolean } = {
    place,
    refusing: false,
    write: async (bundle, envelope) => {
      if (copy.refusing) {
        throw new TransportError('TRANSPORT_COPY_FAILED', { place, reason: 'the disk is full' });
      }
      order.push(place);
      kept.push({ bundle, envelope });
    },
    close: async () => undefined,
  };

  return { copy, kept };
}

describe('copies of what is sent', () => {
  it('get each page as a whole, before the queue does', async () => {
    const order: string[] = [];
    const [folder, store] = [fakeCopy(order, 'a folder'), fakeCopy(order, 'a store')];
    const { run, outbox } = rig(importOf(() => [{ items: [1, 2], bookmark: { at: 2 } }]));
    outbox.refuse = () => void order.push('the queue');

    await run({ copies: [folder.copy, store.copy] });

    expect(order).toEqual(['a folder', 'a store', 'the queue']);
    expect(folder.kept).toEqual([
      {
        bundle: expect.objectContaining({ type: 'bundle', objects: [malware(1), malware(2)] }),
        envelope: { applicantId: 'user', draftId: null },
      },
    ]);
    expect(store.kept).toEqual(folder.kept);
  });

  it('that fail keep the page from the queue, and its bookmark where it was', async () => {
    const { copy } = fakeCopy([]);
    copy.refusing = true;
    const { run, outbox, store } = rig(importOf(() => pagesFrom(1, 1), {}, { pageRetries: 0 }));

    const report = await run({ copies: [copy] });

    expect(report).toMatchObject({
      outcome: 'failed',
      errors: [{ code: 'TRANSPORT_COPY_FAILED' }],
    });
    expect([outbox.sent, store.saves]).toEqual([[], []]);
  });

  it('hold nothing that is not sent', async () => {
    const { copy, kept } = fakeCopy([]);
    const { run } = rig(
      importOf(() => pagesFrom(1, 2), { convert: n => [malware(0), malware(n)] }),
    );

    await run({ copies: [copy] });

    expect(kept.map(({ bundle }) => bundle.objects.map(({ id }) => id))).toEqual([
      [idOf(0), idOf(1)],
      [idOf(2)],
    ]);
  });

  it('are all there is without a queue: no work is opened, and bookmarks are saved', async () => {
    const { copy, kept } = fakeCopy([]);
    const { run, works, store } = rig(importOf(() => pagesFrom(1, 2)));

    const report = await run({ copies: [copy], outbox: new NoQueue(), openWork: undefined });

    expect(report).toMatchObject({ outcome: 'ok', pages: 2, objects: 2, messages: 0 });
    expect(report).not.toHaveProperty('work');
    expect([works, kept.length, store.saves.length]).toEqual([[], 2, 2]);
  });

  it('without a queue fail without a work', async () => {
    const { copy } = fakeCopy([]);
    copy.refusing = true;
    const { run, works } = rig(importOf(() => pagesFrom(1, 1), {}, { pageRetries: 0 }));

    const report = await run({ copies: [copy], outbox: new NoQueue(), openWork: undefined });

    expect([report.outcome, works]).toEqual(['failed', []]);
  });
});

describe('grouped delivery', () => {
  const manyOf = (count: number) =>
    importOf(() => [{ items: Array.from({ length: count }, (_, n) => n), bookmark: { at: 1 } }]);

  it('puts up to 100 objects in a message that is not to be split', async () => {
    const { run, outbox } = rig(manyOf(250));

    const report = await run({ delivery: 'grouped' });

    const [send] = outbox.sends;
    expect(send?.messages.map(({ length }) => length)).toEqual([100, 100, 50]);
    expect(send?.envelope).toMatchObject({ noSplit: true, workId: 'work_1' });
    expect(report).toMatchObject({ objects: 250, messages: 3 });
  });

  it('announces objects, which is what OpenCTI counts', async () => {
    const { run, works } = rig(manyOf(250));

    await run({ delivery: 'grouped' });

    expect(works[0]).toMatchObject({ expected: 250, reported: 0 });
  });

  it('reports the objects of groups that were not confirmed', async () => {
    const { run, works, outbox } = rig(manyOf(250));
    outbox.refuse = () => {
      throw new TransportError('TRANSPORT_CLOSED', { confirmed: 200 });
    };

    await run({ delivery: 'grouped' });

    expect(works[0]).toMatchObject({ expected: 250, reported: 50 });
  });

  it('is not the default', async () => {
    const { run, outbox } = rig(manyOf(2));

    await run();

    expect(outbox.sends[0]?.messages).toHaveLength(2);
    expect(outbox.sends[0]?.envelope).not.toHaveProperty('noSplit');
  });
});
