import { StreamTally } from '../../../../src/runtime/index.js';
import { StreamProgress } from '../../../../src/runtime/streaming/stream-progress.js';
import { RecordingLog } from '../../../support/recording-log.js';

describe('stream progress', () => {
  it('tells what became of the events since it last told, and how many there were in all', async () => {
    const log = new RecordingLog();
    const tally = new StreamTally();
    const progress = new StreamProgress(tally, log);

    Object.assign(tally, { handled: 3, ignored: 1, position: '1-0' });
    await progress.tell();
    Object.assign(tally, { handled: 5, skipped: 1, position: '2-0' });
    await progress.tell();

    expect(log.lines.map(({ facts }) => facts)).toEqual([
      { handled: 3, ignored: 1, position: '1-0', total: 3 },
      { handled: 2, skipped: 1, position: '2-0', total: 5 },
    ]);
  });

  it('says nothing where no event was finished', async () => {
    const log = new RecordingLog();
    const tally = new StreamTally();
    const progress = new StreamProgress(tally, log);

    Object.assign(tally, { ignored: 100, position: '1-0' });
    await progress.tell();

    expect(log.lines).toEqual([]);
  });

  it('goes on when the report can not be written', async () => {
    const log = new RecordingLog();
    const full = (): Promise<void> => Promise.reject(new Error('the disk is full'));

    await new StreamProgress(new StreamTally(), log, full).tell();

    expect(log.at('warn')).toEqual(['report not written']);
  });
});
