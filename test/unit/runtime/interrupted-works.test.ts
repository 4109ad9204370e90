import type { UnfinishedWork } from '../../../src/platform/index.js';
import { InterruptedWorks } from '../../../src/runtime/interrupted-works.js';
import { runName, runOpenedAt } from '../../../src/runtime/run-name.js';
import { away } from '../../support/scripted-queries.js';
import { RecordingLog } from '../../support/recording-log.js';

const STARTED = new Date('2026-03-01T12:00:00.000Z');
const before = (minutes: number): string =>
  runName('Alpha', new Date(STARTED.getTime() - minutes * 60_000));

const left = (id: string, differences: Partial<UnfinishedWork> = {}): UnfinishedWork => ({
  id,
  name: before(5),
  isProcessed: false,
  errors: [],
  tracking: { expected: 10, processed: 10 },
  ...differences,
});

/** A platform with these works open. */
function rig(...open: UnfinishedWork[]) {
  const log = new RecordingLog();
  const done: string[] = [];
  const tracking = new Map(open.map(work => [work.id, work.tracking]));
  const queue: { messages: number | undefined } = { messages: 0 };
  const works = new InterruptedWorks({
    ...{ name: 'Alpha', startedAt: STARTED, log },
    listOpen: async () => (done.push('list'), open),
    workOf: id => ({
      processed: async (message, inError) =>
        void done.push(`${id} processed ${inError ? 'in error' : ''}: ${message.split(':')[0]}`),
      report: async (_error, times = 1) => void done.push(`${id} reported ${times}`),
      tracking: async () => tracking.get(id),
    }),
    readQueue: async () =>
      queue.messages === undefined ? undefined : { messages: queue.messages },
  });

  return { works, done, queue, tracking, log };
}

describe('the works of a process that was killed', () => {
  it('are closed in error', async () => {
    const { works, done, log } = rig(left('w1'));

    await works.close();

    expect(done).toEqual(['list', 'w1 processed in error: interrupted']);
    expect(log.at('warn')).toEqual(['work of an earlier process closed']);
  });

  it('get what was announced and never sent reported, after they are closed', async () => {
    const { works, done } = rig(left('w1', { tracking: { expected: 10, processed: 4 } }));

    await works.close();

    expect(done).toEqual(['list', 'w1 processed in error: interrupted', 'w1 reported 6']);
  });

  it('are waited for while messages are in the queue, and settled at the next look', async () => {
    const { works, done, queue, tracking } = rig(
      left('w1', { tracking: { expected: 10, processed: 4 } }),
    );
    queue.messages = 3;

    await works.close();
    const early = [...done];
    queue.messages = 0;
    tracking.set('w1', { expected: 10, processed: 7 });
    await works.close();
    await works.close();

    expect(early).toEqual(['list', 'w1 processed in error: interrupted']);
    expect(done.slice(2)).toEqual(['w1 reported 3']);
  });

  it('are not settled while nobody knows what is in the queue', async () => {
    const { works, done, queue } = rig(left('w1', { tracking: { expected: 2, processed: 1 } }));
    queue.messages = undefined;

    await works.close();

    expect(done).toEqual(['list', 'w1 processed in error: interrupted']);
  });

  it('that another process marked before are settled, and not marked again', async () => {
    const { works, done } = rig(
      left('w1', {
        isProcessed: true,
        errors: ['interrupted: the process ended'],
        tracking: { expected: 2, processed: 1 },
      }),
    );

    await works.close();

    expect(done).toEqual(['list', 'w1 reported 1']);
  });

  it('are left to OpenCTI when the rest is too much to report', async () => {
    const { works, done, log } = rig(left('w1', { tracking: { expected: 9_000, processed: 0 } }));

    await works.close();

    expect(done).toHaveLength(2);
    expect(log.at('warn')).toContain('work of an earlier process left to OpenCTI');
  });

  it('may be gone by the time they are settled', async () => {
    const { works, done, tracking } = rig(left('w1', { tracking: { expected: 2, processed: 1 } }));
    tracking.delete('w1');

    await works.close();

    expect(done).toEqual(['list', 'w1 processed in error: interrupted']);
  });

  it.each([
    ['that its run closed', { isProcessed: true }],
    ['of another connector', { name: before(5).replace('Alpha', 'Beta') }],
    ['of a connector whose name ends the same', { name: before(5).replace('Alpha', 'My Alpha') }],
    ['that this process opened', { name: before(-1) }],
    ['of a request', { name: 'Enrichment of 1.2.3.4' }],
    ['with a date that is none', { name: 'Alpha run @ 2026-99-01T00:00:00.000Z' }],
    ['without a name', { name: '' }],
  ])('are not those %s', async (_what, differences) => {
    const { works, done } = rig(
      left('w1', { tracking: { expected: 10, processed: 4 }, ...differences }),
    );

    await works.close();

    expect(done).toEqual(['list']);
  });

  it('cost a warning when OpenCTI does not answer, and are looked for again', async () => {
    const log = new RecordingLog();
    let asked = 0;
    const works = new InterruptedWorks({
      ...{ name: 'Alpha', startedAt: STARTED, log },
      listOpen: async () => {
        asked += 1;
        throw away();
      },
      workOf: () => ({}) as never,
      readQueue: async () => undefined,
    });

    await works.close();
    await works.close();

    expect(asked).toBe(2);
    expect(log.at('warn')).toEqual(Array(2).fill('works of an earlier process not closed'));
  });
});

describe('the name of a run', () => {
  it('tells when its work was opened', () => {
    expect(runOpenedAt('Alpha', runName('Alpha', STARTED))).toEqual(STARTED);
  });
});
