import { FakeClock } from '../../../src/testing/index.js';
import { Outage } from '../../../src/transport/outage.js';

const policy = { random: () => 1 };

describe('Outage', () => {
  it('asks for no pause before the first try', () => {
    expect(new Outage(policy, new FakeClock()).pauseMs).toBe(0);
  });

  it('doubles the pauses from half a second to half a minute', () => {
    const outage = new Outage(policy, new FakeClock());

    const pauses = Array.from({ length: 9 }, () => {
      outage.failed('connection refused');
      return outage.pauseMs;
    });

    expect(pauses).toEqual([500, 1_000, 2_000, 4_000, 8_000, 16_000, 30_000, 30_000, 30_000]);
  });

  it('spreads the pauses over their upper half', () => {
    const outage = new Outage({ random: () => 0 }, new FakeClock());
    outage.failed('connection refused');

    expect(outage.pauseMs).toBe(250);
  });

  it('is over after five minutes, and never pauses past them', async () => {
    const clock = new FakeClock();
    const outage = new Outage(policy, clock);
    for (let i = 0; i < 10; i++) outage.failed('connection refused');

    await clock.advance(299_000);
    const before = [outage.isOver, outage.pauseMs];
    await clock.advance(1_000);

    expect(before).toEqual([false, 1_000]);
    expect(outage.isOver).toBe(true);
    expect(outage.pauseMs).toBe(0);
  });

  it('is over after the tries allowed, if they are limited', () => {
    const outage = new Outage({ ...policy, maxAttempts: 2 }, new FakeClock());

    outage.failed('connection refused');
    const afterOne = outage.isOver;
    outage.failed('no such host');

    expect([afterOne, outage.isOver]).toEqual([false, true]);
    expect(outage.reason).toBe('no such host');
  });

  it('tries once even without any time', () => {
    expect(new Outage({ ...policy, deadlineMs: 0 }, new FakeClock()).isOver).toBe(false);
  });
});
