import fc from 'fast-check';
import { RateGate } from '../../../../src/runtime/index.js';
import { FakeClock } from '../../../../src/testing/index.js';

const { signal } = new AbortController();

describe('rate gate', () => {
  it('lets a full number through at once, and the next when the first is 60 seconds old', async () => {
    const clock = new FakeClock();
    const gate = new RateGate(2, clock);
    const passed: number[] = [];
    const pass = (): Promise<void> =>
      gate.pass(signal).then(() => void passed.push(clock.monotonic()));

    void pass();
    await clock.advance(30_000);
    for (let n = 0; n < 3; n++) void pass();
    await clock.advance(120_000);

    expect(passed).toEqual([0, 30_000, 60_000, 90_000]);
  });

  it('never lets more through in any 60 seconds', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 5 }),
        fc.array(fc.integer({ min: 0, max: 70_000 }), { minLength: 1, maxLength: 12 }),
        async (most, gaps) => {
          const clock = new FakeClock();
          const gate = new RateGate(most, clock);
          const passed: number[] = [];
          for (const gap of gaps) {
            void gate.pass(signal).then(() => passed.push(clock.monotonic()));
            await clock.advance(gap);
          }
          await clock.advance(gaps.length * 60_000);

          expect(passed).toHaveLength(gaps.length);
          passed.forEach((at, index) => {
            const earlier = passed[index - most];
            if (earlier !== undefined) expect(at - earlier).toBeGreaterThanOrEqual(60_000);
          });
        },
      ),
      { numRuns: 20 },
    );
  });

  it('lets everything through without a limit', async () => {
    const clock = new FakeClock();
    const gate = new RateGate(undefined, clock);

    await Promise.all(Array.from({ length: 1_000 }, () => gate.pass(signal)));

    expect(clock.pending).toBe(0);
  });

  it('stops waiting when it is told to', async () => {
    const gate = new RateGate(1, new FakeClock());
    const ending = new AbortController();
    await gate.pass(signal);

    const waiting = gate.pass(ending.signal);
    ending.abort(new Error('the end'));

    await expect(waiting).rejects.toThrow('the end');
  });
});
