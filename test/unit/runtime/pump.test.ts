import { Observable, Subject, defer, firstValueFrom, lastValueFrom, of, toArray } from 'rxjs';
import { pump } from '../../../src/runtime/pump.js';

/** Counts how far it has been read, and whether it was closed. */
function countingSource(length: number) {
  const seen = { pulled: 0, closed: false };
  async function* values(): AsyncGenerator<number> {
    try {
      while (seen.pulled < length) yield (seen.pulled += 1);
    } finally {
      seen.closed = true;
    }
  }

  return { seen, values: values() };
}

const settled = (): Promise<void> => new Promise(resolve => setImmediate(resolve));

describe('pump', () => {
  it('pulls the next value only after the work on the last one completes', async () => {
    const { seen, values } = countingSource(3);
    const works = [new Subject<string>(), new Subject<string>(), new Subject<string>()];
    const results = lastValueFrom(pump(values, n => works[n - 1] ?? of<string>()).pipe(toArray()));

    await settled();
    expect(seen.pulled).toBe(1);

    works[0]?.next('a');
    works[0]?.complete();
    await settled();
    expect(seen.pulled).toBe(2);

    works[1]?.complete();
    await settled();
    works[2]?.next('c');
    works[2]?.complete();

    expect(await results).toEqual(['a', 'c']);
  });

  it('works on as many values at once as it is told, and pulls no further', async () => {
    const { seen, values } = countingSource(10);
    const subscription = pump(values, () => new Subject(), { concurrency: 4 }).subscribe();

    await settled();
    subscription.unsubscribe();

    expect(seen.pulled).toBe(4);
  });

  it('goes through two hundred thousand works that complete at once, without growing the stack', async () => {
    const { values } = countingSource(200_000);
    let sum = 0;

    await lastValueFrom(
      pump(values, n => [n]),
      { defaultValue: 0 },
    ).then(last => (sum = last));

    expect(sum).toBe(200_000);
  });

  it('reads synchronous iterables too', async () => {
    expect(await lastValueFrom(pump([1, 2, 3], n => of(n * 2)).pipe(toArray()))).toEqual([2, 4, 6]);
  });

  it('completes on an empty source', async () => {
    expect(await lastValueFrom(pump([], () => of(1)).pipe(toArray()))).toEqual([]);
  });

  it('ends with the error of a work and closes the source', async () => {
    const { seen, values } = countingSource(10);
    const failing = pump(values, n =>
      defer(() => {
        if (n === 2) throw new Error('work 2');
        return of(n);
      }),
    );

    await expect(lastValueFrom(failing)).rejects.toThrow('work 2');
    await settled();

    expect(seen).toEqual({ pulled: 2, closed: true });
  });

  it('ends with the error of a work that throws before it gives an Observable', async () => {
    const failing = pump([1], (): Observable<number> => {
      throw new Error('thrown at once');
    });

    await expect(lastValueFrom(failing)).rejects.toThrow('thrown at once');
  });

  it('ends with the error of the source', async () => {
    async function* broken(): AsyncGenerator<number> {
      yield 1;
      throw new Error('source broke');
    }

    await expect(lastValueFrom(pump(broken(), n => of(n)))).rejects.toThrow('source broke');
  });

  it('stops pulling, drops the work in the air and closes the source when it is unsubscribed', async () => {
    const { seen, values } = countingSource(10);
    let dropped = false;
    const endless = new Observable(() => () => {
      dropped = true;
    });
    const subscription = pump(values, () => endless).subscribe();

    await settled();
    subscription.unsubscribe();
    await settled();

    expect({ ...seen, dropped }).toEqual({ pulled: 1, closed: true, dropped: true });
  });

  it('is cold: it reads nothing until it is subscribed to', async () => {
    const { seen, values } = countingSource(1);
    const cold = pump(values, n => of(n));

    await settled();
    expect(seen.pulled).toBe(0);

    expect(await firstValueFrom(cold)).toBe(1);
  });
});
