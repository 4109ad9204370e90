import { Subject, filter, map, of, type Observable } from 'rxjs';
import {
  FatalError,
  RetryableError,
  SkippableError,
  TransportError,
} from '../../../src/errors/index.js';
import type { StixObject } from '../../../src/stix/index.js';
import { idOf, importOf, malware, pagesFrom, rig } from './import-rig.js';

const settled = (): Promise<void> => new Promise(resolve => setImmediate(resolve));

describe('a run of an import', () => {
  it('saves the bookmark of each page, in order, after its objects are sent', async () => {
    const { run, store, outbox } = rig(importOf(() => pagesFrom(1, 3)));

    const report = await run();

    expect(report).toMatchObject({ outcome: 'ok', pages: 3, items: 3, objects: 3, messages: 3 });
    expect(outbox.sent).toEqual([idOf(1), idOf(2), idOf(3)]);
    expect(store.saves).toEqual([{ at: 1 }, { at: 2 }, { at: 3 }]);
  });

  it('gives fetch the bookmark that was saved', async () => {
    const given: unknown[] = [];
    const { run } = rig(
      importOf(from => (given.push(from), pagesFrom(5, 5))),
      { at: 4 },
    );

    await run();

    expect(given).toEqual([expect.objectContaining({ at: 4 })]);
  });

  it('fetches again at once when the page says that there is more', async () => {
    const given: (number | undefined)[] = [];
    const { run } = rig(
      importOf(from => {
        given.push(from?.at);
        const at = (from?.at ?? 0) + 1;
        return of({ items: [at], bookmark: { at }, more: at < 3 });
      }),
    );

    const report = await run();

    expect(given).toEqual([undefined, 1, 2]);
    expect(report.pages).toBe(3);
  });

  it('opens no work and sends nothing when the source has nothing new', async () => {
    const { run, works, outbox } = rig(
      importOf(() => [{ items: [], bookmark: { at: 1 }, note: 'unchanged' }]),
    );

    const report = await run();

    expect(report).toMatchObject({ outcome: 'ok', messages: 0, notes: ['unchanged'] });
    expect([works, outbox.sent]).toEqual([[], []]);
  });

  it('sends what two pages share once', async () => {
    const { run, outbox } = rig(
      importOf(() => pagesFrom(1, 2), { convert: n => [malware('0'), malware(n)] }),
    );

    const report = await run();

    expect(outbox.sent).toEqual([idOf('0'), idOf(1), idOf(2)]);
    expect(report.objects).toBe(3);
  });

  it('passes the objects of a page through refine', async () => {
    const refine = (objects: Observable<StixObject>): Observable<StixObject> =>
      objects.pipe(
        filter(object => object.id !== idOf(2)),
        map(object => ({ ...object, confidence: 80 })),
      );
    const { run, outbox } = rig(
      importOf(() => [{ items: [1, 2, 3], bookmark: { at: 3 } }], { refine }),
    );

    await run();

    expect(outbox.sent).toEqual([idOf(1), idOf(3)]);
  });

  it('asks for the second page only when there is room on the queue', async () => {
    const room = new Subject<void>();
    let asked = 0;
    const { run } = rig(importOf(() => pagesFrom(1, 2), {}, { lookahead: 0 }));
    const done = run({
      whenQueueHasRoom: () => {
        asked += 1;
        return asked < 2
          ? Promise.resolve()
          : new Promise(resolve => room.subscribe(() => resolve()));
      },
    });
    await settled();
    await settled();
    expect(asked).toBe(2);

    room.next();
    room.next();
    await settled();
    room.next();

    expect(await done).toMatchObject({ pages: 2 });
  });
});

describe('a page that fails', () => {
  it('is fetched again from the last saved bookmark, and nothing before it is', async () => {
    const given: (number | undefined)[] = [];
    const { run, clock, outbox, store } = rig(
      importOf(from => {
        given.push(from?.at);
        return pagesFrom((from?.at ?? 0) + 1, 3);
      }),
    );
    outbox.refuse = attempt => {
      if (attempt === 2) throw new RetryableError('the broker hiccups');
    };

    const done = run();
    await settled();
    await clock.advance(1_000);
    const report = await done;

    expect(given).toEqual([undefined, 1]);
    expect(store.saves).toEqual([{ at: 1 }, { at: 2 }, { at: 3 }]);
    expect(report).toMatchObject({ outcome: 'ok', pages: 3 });
  });

  it('is tried again as often as the connector says, then fails the run with its bookmark unmoved', async () => {
    const { run, clock, outbox, store, works } = rig(
      importOf(from => pagesFrom((from?.at ?? 0) + 1, 3), {}, { pageRetries: 2 }),
    );
    let tries = 0;
    outbox.refuse = attempt => {
      if (attempt === 1) return;
      tries += 1;
      throw new RetryableError('the broker is away');
    };

    const done = run();
    for (let i = 0; i < 5; i++) await clock.advance(10_000);
    const report = await done;

    expect(tries).toBe(3);
    expect(report).toMatchObject({ outcome: 'failed', pages: 1, bookmark: { at: 1 } });
    expect(store.saves).toEqual([{ at: 1 }]);
    expect(works[0]?.closed).toMatchObject({ inError: true });
  });

  it('is not tried for ever by a source that starts at the beginning each time', async () => {
    const { run, clock, outbox } = rig(
      importOf(() => pagesFrom(1, 2), {}, { bookmark: undefined }),
    );
    outbox.refuse = attempt => {
      if (attempt > 1) throw new RetryableError('the broker is away');
    };

    const done = run();
    for (let i = 0; i < 8; i++) await clock.advance(60_000);

    expect(await done).toMatchObject({ outcome: 'failed' });
  });

  it('waits as long as a RetryableError asks', async () => {
    const { run, clock, outbox } = rig(importOf(() => pagesFrom(1, 1)));
    outbox.refuse = attempt => {
      if (attempt === 1) throw new RetryableError('429', { afterMs: 45_000 });
    };

    const done = run();
    await settled();
    await clock.advance(44_999);
    expect(outbox.sent).toEqual([]);
    await clock.advance(1);

    expect(await done).toMatchObject({ outcome: 'ok' });
  });

  it('with a FatalError is not tried again', async () => {
    let fetches = 0;
    const { run, works } = rig(
      importOf(() => {
        fetches += 1;
        throw new FatalError('the key has expired', { fix: 'renew it' });
      }),
    );

    const report = await run();

    expect(fetches).toBe(1);
    expect(report).toMatchObject({ outcome: 'failed', errors: [{ code: 'SOURCE_FATAL' }] });
    expect(works[0]?.closed).toMatchObject({
      message: expect.stringContaining('renew it'),
      inError: true,
    });
  });

  it('reports the messages that were declared and not confirmed', async () => {
    const { run, outbox, works } = rig(
      importOf(() => [{ items: [1, 2, 3], bookmark: { at: 3 } }], {}, { pageRetries: 0 }),
    );
    outbox.refuse = () => {
      throw new TransportError('TRANSPORT_UNREACHABLE', {
        host: 'broker',
        port: 1,
        confirmed: 1,
      } as never);
    };

    await run();

    expect(works[0]).toMatchObject({ expected: 3, reported: 2 });
  });

  it('names the method of the connector that threw', async () => {
    const { run, clock } = rig(
      importOf(
        async function* () {
          yield* [];
          throw new TypeError('x is not a function');
        },
        {},
        { pageRetries: 0 },
      ),
    );

    const report = await run();
    await clock.advance(0);

    expect(report.errors).toEqual([
      { code: 'UNEXPECTED', message: 'Numbers.fetch failed: x is not a function' },
    ]);
  });

  it.each([
    ['null', null],
    ['a number', 5],
    ['an object without an id', { type: 'malware' }],
  ])('because convert emits %s is refused, not sent', async (_, rubbish) => {
    const { run, outbox } = rig(
      importOf(() => pagesFrom(1, 1), { convert: () => [rubbish as never] }, { pageRetries: 0 }),
    );

    const report = await run();

    expect(report).toMatchObject({ outcome: 'failed', errors: [{ code: 'UNEXPECTED' }] });
    expect(outbox.sent).toEqual([]);
  });
});

describe('an item that is skipped', () => {
  const skipOdd = (n: number): StixObject[] => {
    if (n % 2 === 1) throw new SkippableError('it is odd');
    return [malware(n)];
  };
  const page = { items: [1, 2, 3, 4], bookmark: { at: 4 } };

  it('is counted and named, and the rest of its page is sent', async () => {
    const { run, outbox, works } = rig(importOf(() => [page], { convert: skipOdd }));

    const report = await run();

    expect(report).toMatchObject({ outcome: 'partial', items: 4, skipped: 2, objects: 2 });
    expect(report.errors).toEqual([
      { code: 'SOURCE_SKIP', message: 'it is odd', item: 'item 1' },
      { code: 'SOURCE_SKIP', message: 'it is odd', item: 'item 3' },
    ]);
    expect(outbox.sent).toEqual([idOf(2), idOf(4)]);
    expect(works[0]?.closed?.message).toMatch(/2 items skipped; first: it is odd/);
  });

  it('fails its page when there are more than the connector allows', async () => {
    const { run, outbox } = rig(
      importOf(() => [page], { convert: skipOdd }, { maxSkipped: 1, pageRetries: 0 }),
    );

    expect(await run()).toMatchObject({ outcome: 'failed' });
    expect(outbox.sent).toEqual([]);
  });

  it('is skipped all the same when an Observable says so', async () => {
    const convert = (n: number): Promise<StixObject> =>
      n === 1 ? Promise.reject(new SkippableError('not this one')) : Promise.resolve(malware(n));
    const { run } = rig(importOf(() => [{ items: [1, 2], bookmark: { at: 2 } }], { convert }));

    expect(await run()).toMatchObject({ skipped: 1, objects: 1 });
  });
});

describe('a run that is told to stop', () => {
  it('finishes the page in the air, saves its bookmark and asks for no other', async () => {
    const { run, stopping, outbox, store } = rig(importOf(() => pagesFrom(1, 100)));
    outbox.refuse = attempt => {
      if (attempt === 3) stopping.abort(new Error('SIGTERM'));
    };

    const report = await run();

    expect(report).toMatchObject({ outcome: 'partial', pages: 3, bookmark: { at: 3 } });
    expect(store.saves.at(-1)).toEqual({ at: 3 });
  });

  it('does not wait for a source that is stuck', async () => {
    const { run, stopping } = rig(
      importOf(async function* () {
        await new Promise(() => undefined);
        yield { items: [1], bookmark: { at: 1 } };
      }),
    );

    const done = run();
    stopping.abort(new Error('SIGTERM'));

    expect(await done).toMatchObject({ outcome: 'partial', pages: 0 });
  });
});

describe('a state that was reset in OpenCTI during the run', () => {
  it('ends the run, so that the next one starts from the beginning', async () => {
    const { run, store, outbox } = rig(importOf(() => pagesFrom(1, 10), {}, { lookahead: 0 }));
    store.outcome = 'reset';

    const report = await run();

    expect(report).toMatchObject({ outcome: 'partial', pages: 1, bookmark: null });
    expect(report.notes).toEqual([expect.stringMatching(/reset in OpenCTI/)]);
    expect(outbox.sent).toEqual([idOf(1)]);
  });
});
