import { UnexpectedError } from '../../../src/errors/index.js';
import type { Work } from '../../../src/platform/index.js';
import { WorkLedger } from '../../../src/runtime/work-ledger.js';
import { FakeClock } from '../../../src/testing/fake-clock.js';

/** Keeps OpenCTI's books of a work: what it expects, what was reported, how it was closed. */
class BookedWork {
  readonly id = 'work_1';
  expected = 0;
  readonly reported: (string | null)[] = [];
  readonly processedWith: { message: string; inError: boolean }[] = [];
  alive = true;
  handled = 0;

  async expect(count: number): Promise<boolean> {
    this.expected += count;
    return this.alive;
  }

  async report(error: { error: string } | null, times = 1): Promise<void> {
    for (let i = 0; i < times; i++) this.reported.push(error && error.error);
  }

  async processed(message: string, inError: boolean): Promise<void> {
    this.processedWith.push({ message, inError });
  }

  async tracking(): Promise<{ expected: number; processed: number }> {
    return { expected: this.expected, processed: this.handled };
  }
}

function ledgerOver(work: BookedWork, countsExpectations = true) {
  const clock = new FakeClock();
  let opened = 0;
  const open = async (): Promise<Work> => {
    opened += 1;
    return work as unknown as Work;
  };

  return {
    clock,
    ledger: new WorkLedger(open, countsExpectations, clock),
    opened: () => opened,
  };
}

describe('the ledger of a work', () => {
  it('opens no work when there is nothing to send', async () => {
    const { ledger, opened } = ledgerOver(new BookedWork());

    expect(await ledger.done('nothing new')).toBeUndefined();
    expect(opened()).toBe(0);
  });

  it('opens one work for all pages of a run', async () => {
    const { ledger, opened } = ledgerOver(new BookedWork());

    await ledger.expect(3);
    ledger.fulfil(3);
    await ledger.expect(2);
    ledger.fulfil(2);

    expect(opened()).toBe(1);
  });

  it('declares what it publishes, no more and no less', async () => {
    const work = new BookedWork();
    const { ledger } = ledgerOver(work);

    await ledger.expect(3);
    ledger.fulfil(3);
    await ledger.expect(2);
    ledger.fulfil(2);
    await ledger.done('done');

    expect(work.expected).toBe(5);
    expect(work.reported).toEqual([]);
  });

  it('uses what a failed send left over for the next one', async () => {
    const work = new BookedWork();
    const { ledger } = ledgerOver(work);

    await ledger.expect(10);
    ledger.fulfil(4);
    await ledger.expect(10);
    ledger.fulfil(10);
    await ledger.done('done');

    expect(work.expected).toBe(14);
    expect(work.reported).toEqual([]);
  });

  it('reports in error what was declared and never sent, so that the work can end', async () => {
    const work = new BookedWork();
    const { ledger } = ledgerOver(work);

    await ledger.expect(5);
    ledger.fulfil(2);
    await ledger.failed(new UnexpectedError('the broker went away'));

    expect(work.reported).toEqual(Array(3).fill('the broker went away'));
    expect(work.processedWith).toEqual([
      { message: expect.stringContaining('the broker went away'), inError: true },
    ]);
  });

  it('opens a work to show a failure that came before anything was sent', async () => {
    const work = new BookedWork();
    const { ledger } = ledgerOver(work);

    const closed = await ledger.failed(new UnexpectedError('the source is down'));

    expect(closed).toMatchObject({ id: 'work_1', status: 'in error' });
    expect(closed?.message).toMatch(/Fix: .*UNEXPECTED/s);
  });

  it('closes a work once, whatever happens after', async () => {
    const work = new BookedWork();
    const { ledger } = ledgerOver(work);
    await ledger.expect(1);
    ledger.fulfil(1);

    await ledger.done('done');
    const second = await ledger.failed(new UnexpectedError('late'));

    expect(second).toMatchObject({ status: 'done', message: 'done' });
    expect(work.processedWith).toHaveLength(1);
  });

  it('stops the run when the work was deleted in OpenCTI', async () => {
    const work = new BookedWork();
    work.alive = false;

    await expect(ledgerOver(work).ledger.expect(1)).rejects.toMatchObject({
      code: 'TRANSPORT_WORK_GONE',
    });
  });

  describe('when OpenCTI’s worker declares the expectations', () => {
    it('holds one expectation until the worker has handled everything', async () => {
      const work = new BookedWork();
      const { ledger, clock } = ledgerOver(work, false);
      await ledger.expect(4);
      ledger.fulfil(4);
      expect(work.expected).toBe(1);

      const closing = ledger.done('done');
      await clock.advance(1_000);
      expect(work.reported).toEqual([]);

      work.handled = 4;
      await clock.advance(1_000);
      await closing;
      expect(work.reported).toEqual([null]);
      expect(work.expected).toBe(1);
    });

    it('leaves the work in progress when the worker does not catch up within five minutes', async () => {
      const work = new BookedWork();
      const { ledger, clock } = ledgerOver(work, false);
      await ledger.expect(4);
      ledger.fulfil(4);

      const closing = ledger.done('done');
      await clock.advance(301_000);

      expect(await closing).toMatchObject({ status: 'done' });
      expect(work.reported).toEqual([]);
    });

    it('does not wait when it is told to stop', async () => {
      const work = new BookedWork();
      const { ledger } = ledgerOver(work, false);
      await ledger.expect(4);
      ledger.fulfil(4);

      expect(await ledger.done('done', AbortSignal.abort(new Error('SIGTERM')))).toBeDefined();
      expect(work.reported).toEqual([]);
    });
  });
});
