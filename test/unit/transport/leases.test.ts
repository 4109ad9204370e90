import { FakeClock } from '../../../src/testing/index.js';
import { Leases } from '../../../src/transport/leases.js';

let clock: FakeClock;
let leases: Leases;
let expired: string[];

beforeEach(() => {
  clock = new FakeClock();
  leases = new Leases(1_000, clock);
  expired = [];
});

const hold = (name: string) => leases.hold(() => void expired.push(name));

describe('Leases', () => {
  it('end after their time, each for itself', async () => {
    hold('first');
    await clock.advance(600);
    hold('second');

    await clock.advance(400);
    const atFirst = [...expired];
    await clock.advance(600);

    expect([atFirst, expired]).toEqual([['first'], ['first', 'second']]);
  });

  it('do not end when they are given up', async () => {
    const giveUp = hold('first');
    hold('second');

    giveUp();
    await clock.advance(1_000);

    expect(expired).toEqual(['second']);
  });

  it('end on time after an earlier one was given up', async () => {
    const giveUp = hold('first');
    await clock.advance(600);
    hold('second');
    giveUp();

    await clock.advance(999);
    const early = [...expired];
    await clock.advance(1);

    expect([early, expired]).toEqual([[], ['second']]);
  });

  it('share one timer, which ends when nothing is held', async () => {
    const giveUps = ['first', 'second', 'third'].map(hold);
    const timers = clock.pending;

    for (const giveUp of giveUps) giveUp();
    await clock.advance(1_000);

    expect([timers, clock.pending]).toEqual([1, 0]);
  });

  it('begin again after a silence', async () => {
    hold('first');
    await clock.advance(5_000);

    hold('second');
    await clock.advance(1_000);

    expect(expired).toEqual(['first', 'second']);
  });

  it('leave no timer behind when they are closed', async () => {
    hold('first');
    leases.close();

    await clock.advance(1_000);

    expect([expired, clock.pending]).toEqual([[], 0]);
  });
});
