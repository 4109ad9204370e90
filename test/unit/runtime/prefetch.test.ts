import { prefetch } from '../../../src/runtime/prefetch.js';

function source(length: number) {
  const seen = { read: 0, closed: false };
  async function* values(): AsyncGenerator<number> {
    try {
      while (seen.read < length) yield (seen.read += 1);
    } finally {
      seen.closed = true;
    }
  }

  return { seen, values: values() };
}

const settled = (): Promise<void> => new Promise(resolve => setImmediate(resolve));

describe('prefetch', () => {
  it.each([0, 1, 3])('reads no more than %i values ahead of its consumer', async ahead => {
    const { seen, values } = source(10);
    const reader = prefetch(values, ahead);

    await reader.next();
    await settled();

    expect(seen.read).toBe(1 + ahead);
    await reader.return(undefined);
  });

  it.each([0, 1, 20])('gives every value in order with %i ahead', async ahead => {
    const given: number[] = [];

    for await (const value of prefetch(source(10).values, ahead)) given.push(value);

    expect(given).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
  });

  it('gives the failure of a value read ahead when that value is asked for, not before', async () => {
    async function* broken(): AsyncGenerator<number> {
      yield 1;
      throw new Error('second value');
    }
    const reader = prefetch(broken(), 1);

    expect(await reader.next()).toEqual({ done: false, value: 1 });
    await settled();
    await expect(reader.next()).rejects.toThrow('second value');
  });

  it('closes the source when its consumer leaves', async () => {
    const { seen, values } = source(10);

    for await (const _ of prefetch(values, 1)) break;

    expect(seen.closed).toBe(true);
  });
});
