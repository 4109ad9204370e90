import { abortable } from '../../../../src/http/pages/abortable.js';

describe('abortable', () => {
  it('gives what the generator gives', async () => {
    const given: number[] = [];
    const items = abortable(async function* () {
      yield 1;
      yield 2;
    });

    for await (const item of items) given.push(item);

    expect(given).toEqual([1, 2]);
  });

  it('ends a step that is pending when the reader stops, and cleans up', async () => {
    let isCleaned = false;
    const iterator = abortable<number>(async function* (signal) {
      try {
        await new Promise((_resolve, reject) => {
          signal.addEventListener('abort', () => reject(signal.reason as Error));
        });
        yield 1;
      } finally {
        isCleaned = true;
      }
    })[Symbol.asyncIterator]();
    const pending = iterator.next();
    const outcome = expect(pending).rejects.toThrow('aborted');

    await iterator.return?.();

    await outcome;
    expect(isCleaned).toBe(true);
  });

  it('begins anew for each reader', async () => {
    let begun = 0;
    const items = abortable(async function* () {
      begun += 1;
      yield begun;
    });

    for await (const _ of items) break;
    for await (const _ of items) break;

    expect(begun).toBe(2);
  });
});
