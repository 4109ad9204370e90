import { Slots } from '../../../../src/http/gates/slots.js';

const never = new AbortController().signal;
const where = 'https://a.example/';

describe('Slots', () => {
  it('lets as many in as there are slots, and the next one when somebody leaves', async () => {
    const slots = new Slots(2);
    const inside: number[] = [];
    const enter = async (number: number) => {
      const leave = await slots.enter(where, never);
      inside.push(number);
      return leave;
    };
    const [first] = await Promise.all([enter(1), enter(2)]);
    const third = enter(3);
    await Promise.resolve();
    expect(inside).toEqual([1, 2]);

    first?.();
    await third;

    expect(inside).toEqual([1, 2, 3]);
  });

  it('keeps the order of arrival', async () => {
    const slots = new Slots(1);
    const order: number[] = [];
    const pass = async (number: number) => {
      const leave = await slots.enter(where, never);
      order.push(number);
      leave();
    };

    await Promise.all([pass(1), pass(2), pass(3)]);

    expect(order).toEqual([1, 2, 3]);
  });

  it('forgets who no longer waits', async () => {
    const slots = new Slots(1);
    const leave = await slots.enter(where, never);
    const abort = new AbortController();
    const waiting = slots.enter(where, abort.signal);
    const next = slots.enter(where, never);

    abort.abort(new Error('stopped'));
    leave();

    await expect(waiting).rejects.toThrow('stopped');
    await expect(next).resolves.toBeInstanceOf(Function);
  });

  it('counts who leaves twice once', async () => {
    const slots = new Slots(1);
    const leave = await slots.enter(where, never);
    leave();
    leave();
    await slots.enter(where, never);
    let isThirdInside = false;

    void slots.enter(where, never).then(() => (isThirdInside = true));
    await new Promise(resolve => setImmediate(resolve));

    expect(isThirdInside).toBe(false);
  });

  it('lets nobody in whose signal has aborted', async () => {
    const signal = AbortSignal.abort(new Error('stopped'));

    await expect(new Slots(1).enter(where, signal)).rejects.toThrow('stopped');
  });
});
