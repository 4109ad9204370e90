import { NEVER, Observable, concat, of, throwError } from 'rxjs';
import { pulled } from '../../../src/runtime/pulled.js';

async function all<T>(source: AsyncIterable<T> | Iterable<T>): Promise<T[]> {
  const values: T[] = [];
  for await (const value of source) values.push(value);

  return values;
}

describe('pulled', () => {
  it('hands async iterables and iterables over as they are', () => {
    const list = [1, 2];
    async function* lines(): AsyncGenerator<number> {
      yield 1;
    }
    const generator = lines();

    expect(pulled(list)).toBe(list);
    expect(pulled(generator)).toBe(generator);
  });

  it('gives the values of an Observable in order', async () => {
    expect(await all(pulled(of(1, 2, 3)))).toEqual([1, 2, 3]);
  });

  it('gives a promise as one value', async () => {
    expect(await all(pulled(Promise.resolve('page')))).toEqual(['page']);
  });

  it('gives what an Observable emitted before it gives its error', async () => {
    const seen: number[] = [];
    const reading = (async () => {
      for await (const value of pulled(
        concat(
          of(1, 2),
          throwError(() => new Error('late')),
        ),
      )) {
        seen.push(value);
      }
    })();

    await expect(reading).rejects.toThrow('late');
    expect(seen).toEqual([1, 2]);
  });

  it('unsubscribes when its consumer leaves', async () => {
    let released = false;
    const endless = new Observable<number>(subscriber => {
      subscriber.next(1);
      const inner = NEVER.subscribe();
      return () => {
        inner.unsubscribe();
        released = true;
      };
    });

    for await (const _ of pulled(endless)) break;

    expect(released).toBe(true);
  });

  it('unsubscribes from an Observable that is waited for when the signal aborts', async () => {
    let isOpen = true;
    const silent = new Observable<number>(() => () => (isOpen = false));
    const stop = new AbortController();
    const iterator = (pulled(silent, stop.signal) as AsyncIterable<number>)[Symbol.asyncIterator]();

    const step = iterator.next();
    stop.abort();

    expect(await step).toEqual({ done: true, value: undefined });
    expect(isOpen).toBe(false);
  });
});
