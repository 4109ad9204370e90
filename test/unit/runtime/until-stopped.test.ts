import { untilStopped } from '../../../src/runtime/until-stopped.js';

const ready = async (): Promise<void> => undefined;

describe('a source that can be stopped', () => {
  it('gives everything when nobody stops it', async () => {
    const given: number[] = [];
    for await (const n of untilStopped([1, 2, 3], new AbortController().signal, ready))
      given.push(n);

    expect(given).toEqual([1, 2, 3]);
  });

  it('asks before every value and is held back by the answer', async () => {
    let let_go = (): void => undefined;
    const held = new Promise<void>(resolve => (let_go = resolve));
    const asked: number[] = [];
    const source = untilStopped([1, 2], new AbortController().signal, async () => {
      asked.push(asked.length);
      if (asked.length === 2) await held;
    });

    expect((await source.next()).value).toBe(1);
    const second = source.next();
    await new Promise(resolve => setImmediate(resolve));
    expect(asked).toHaveLength(2);

    let_go();
    expect((await second).value).toBe(2);
  });

  it('ends at once when it is stopped while the source is stuck in a fetch', async () => {
    const stopping = new AbortController();
    async function* stuck(): AsyncGenerator<number> {
      yield 1;
      await new Promise(() => undefined);
    }
    const source = untilStopped(stuck(), stopping.signal, ready);
    await source.next();

    const next = source.next();
    stopping.abort();

    expect((await next).done).toBe(true);
  });

  it('closes the source that it leaves', async () => {
    let closed = false;
    function* values(): Generator<number> {
      try {
        yield 1;
        yield 2;
      } finally {
        closed = true;
      }
    }

    for await (const _ of untilStopped(values(), new AbortController().signal, ready)) break;

    expect(closed).toBe(true);
  });
});
