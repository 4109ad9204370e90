import { PositionKeeper } from '../../../../src/runtime/index.js';
import { FakeClock } from '../../../../src/testing/index.js';
import { RecordingLog } from '../../../support/recording-log.js';

function start(save?: (position: string) => Promise<unknown>) {
  const clock = new FakeClock();
  const log = new RecordingLog();
  const saves: string[] = [];
  const note = (position: string): Promise<unknown> => {
    saves.push(`${position} at ${clock.monotonic()}`);
    return save?.(position) ?? Promise.resolve();
  };

  return { clock, log, saves, keeper: new PositionKeeper({ save: note, clock, log }, '0-0') };
}

describe('position keeper', () => {
  it('saves at once, and what comes within a second together', async () => {
    const { clock, saves, keeper } = start();

    keeper.offer('1-0', false);
    keeper.offer('2-0', false);
    await clock.advance(400);
    keeper.offer('3-0', false);
    await clock.advance(5_000);

    expect(saves).toEqual(['1-0 at 0', '3-0 at 1000']);
  });

  it('saves a position that moved without an event every 30 seconds only', async () => {
    const { clock, saves, keeper } = start();

    for (let second = 0; second <= 60; second += 5) {
      keeper.offer(`${second + 1}-0`, true);
      await clock.advance(5_000);
    }

    expect(saves).toEqual(['1-0 at 0', '31-0 at 30000', '61-0 at 60000']);
  });

  it('saves an event although heartbeats have just been saved', async () => {
    const { clock, saves, keeper } = start();

    keeper.offer('1-0', true);
    await clock.advance(2_000);
    keeper.offer('2-0', false);
    await clock.advance(0);

    expect(saves).toEqual(['1-0 at 0', '2-0 at 2000']);
  });

  it('saves nothing twice', async () => {
    const { clock, saves, keeper } = start();

    keeper.offer('0-0', false);
    await clock.advance(5_000);
    await keeper.close();

    expect(saves).toEqual([]);
  });

  it('saves what is left when it is closed, without waiting for the second to pass', async () => {
    const { clock, saves, keeper } = start();
    keeper.offer('1-0', false);
    await clock.advance(10);
    keeper.offer('2-0', false);

    await keeper.close();

    expect(saves).toEqual(['1-0 at 0', '2-0 at 10']);
    expect(clock.pending).toBe(0);
  });

  it('saves nothing more once it is dropped', async () => {
    const { clock, saves, keeper } = start();
    keeper.offer('1-0', false);
    await clock.advance(10);
    keeper.offer('2-0', false);

    await keeper.drop();
    await clock.advance(60_000);

    expect(saves).toEqual(['1-0 at 0']);
  });

  it('goes on when a save fails, and says so', async () => {
    const { clock, log, saves, keeper } = start(() => Promise.reject(new Error('away')));

    keeper.offer('1-0', false);
    await clock.advance(1_000);
    keeper.offer('2-0', false);
    await clock.advance(1_000);

    expect(saves).toEqual(['1-0 at 0', '2-0 at 1000']);
    expect(log.at('warn')).toEqual(['position not saved yet', 'position not saved yet']);
  });
});
