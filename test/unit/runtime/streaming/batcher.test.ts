import { Batcher } from '../../../../src/runtime/streaming/batcher.js';
import { FakeClock } from '../../../../src/testing/index.js';

function start(size: number) {
  const clock = new FakeClock();
  const batches: string[] = [];
  const take = (items: readonly number[]): void => {
    batches.push(`${items.join(' ')} at ${clock.monotonic()}`);
  };

  return { clock, batches, batcher: new Batcher({ size, withinMs: 5_000, clock, take }) };
}

describe('batcher', () => {
  it('hands over a full batch at once, in order', () => {
    const { batches, batcher } = start(2);

    for (const item of [1, 2, 3, 4, 5]) batcher.add(item);

    expect(batches).toEqual(['1 2 at 0', '3 4 at 0']);
    expect(batcher.held).toBe(1);
  });

  it('waits for a batch from its first item on', async () => {
    const { clock, batches, batcher } = start(10);

    batcher.add(1);
    await clock.advance(4_000);
    batcher.add(2);
    await clock.advance(1_000);
    batcher.add(3);
    await clock.advance(5_000);

    expect(batches).toEqual(['1 2 at 5000', '3 at 10000']);
    expect(clock.pending).toBe(0);
  });

  it('gives a batch that follows a full one all of its time', async () => {
    const { clock, batches, batcher } = start(2);

    batcher.add(1);
    await clock.advance(3_000);
    batcher.add(2);
    batcher.add(3);
    await clock.advance(10_000);

    expect(batches).toEqual(['1 2 at 3000', '3 at 8000']);
  });

  it('hands over no empty batch, and lets go of what it is told to drop', async () => {
    const { clock, batches, batcher } = start(2);

    batcher.flush();
    batcher.add(1);
    batcher.drop();
    await clock.advance(10_000);

    expect(batches).toEqual([]);
    expect(batcher.held).toBe(0);
    expect(clock.pending).toBe(0);
  });
});
