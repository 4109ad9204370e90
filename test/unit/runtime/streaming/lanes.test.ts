import fc from 'fast-check';
import { Lanes } from '../../../../src/runtime/index.js';
import { deferred } from '../../../support/deferred.js';

describe('lanes', () => {
  it('runs as many tasks at once as it may, and those of a key one after the other', async () => {
    const lanes = new Lanes(2);
    const gates = { a1: deferred(), a2: deferred(), b1: deferred(), c1: deferred() };
    const started: string[] = [];
    const offer = (name: keyof typeof gates): void =>
      lanes.offer({
        keys: [name.slice(0, 1)],
        run: () => {
          started.push(name);
          return gates[name].promise;
        },
      });
    offer('a1');
    offer('a2');
    offer('b1');
    offer('c1');
    const atFirst = [...started];

    gates.b1.resolve();
    await lanes.change();
    gates.a1.resolve();
    await lanes.change();

    expect(atFirst).toEqual(['a1', 'b1']);
    expect(started).toEqual(['a1', 'b1', 'c1', 'a2']);
  });

  it('starts nothing more once it is closed', async () => {
    const lanes = new Lanes(1);
    const gate = deferred();
    let isStarted = false;
    lanes.offer({ keys: ['a'], run: () => gate.promise });
    lanes.offer({ keys: ['b'], run: () => void (isStarted = true) });

    lanes.close();
    gate.resolve();
    await lanes.idle();

    expect(isStarted).toBe(false);
  });

  it('keeps the order of every key, whatever is offered and however long it takes', async () => {
    const task = fc.record({
      keys: fc.uniqueArray(fc.constantFrom('a', 'b', 'c', 'd'), { minLength: 1, maxLength: 3 }),
      turns: fc.integer({ min: 0, max: 3 }),
    });

    await fc.assert(
      fc.asyncProperty(fc.array(task, { maxLength: 40 }), fc.integer({ min: 1, max: 4 }), run),
      { numRuns: 50 },
    );

    async function run(
      tasks: readonly { keys: string[]; turns: number }[],
      concurrency: number,
    ): Promise<void> {
      const lanes = new Lanes(concurrency);
      const ended: number[] = [];
      let running = 0;
      tasks.forEach(({ keys, turns }, n) =>
        lanes.offer({
          keys,
          run: () => {
            running += 1;
            expect(running).toBeLessThanOrEqual(concurrency);
            return settle(n, turns);
          },
        }),
      );
      await lanes.idle();

      expect(ended).toHaveLength(tasks.length);
      for (const key of ['a', 'b', 'c', 'd']) {
        const own = ended.filter(n => tasks[n]?.keys.includes(key));
        expect(own).toEqual([...own].sort((a, b) => a - b));
      }

      function settle(n: number, turns: number): Promise<void> | undefined {
        const end = (): void => {
          running -= 1;
          ended.push(n);
        };
        if (turns > 0) return turnsOf(turns).then(end);
        end();
        return undefined;
      }
    }
  });
});

async function turnsOf(count: number): Promise<void> {
  for (let n = 0; n < count; n++) await Promise.resolve();
}
