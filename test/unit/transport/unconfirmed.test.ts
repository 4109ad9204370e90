import { assert, array, boolean, constantFrom, property, record, integer } from 'fast-check';
import { Delivery } from '../../../src/transport/delivery.js';
import { Unconfirmed, type OutgoingMessage } from '../../../src/transport/unconfirmed.js';

const delivery = new Delivery();
const message = (order: number): OutgoingMessage => ({
  id: `identity--${order}`,
  body: Buffer.from(`body ${order}`),
  delivery,
  order,
});
const filled = (count: number): Unconfirmed => {
  const unconfirmed = new Unconfirmed();
  for (let order = 1; order <= count; order++) unconfirmed.add(message(order));

  return unconfirmed;
};
const orders = (messages: readonly OutgoingMessage[]) => messages.map(({ order }) => order);

describe('Unconfirmed', () => {
  it('settles one message by its tag', () => {
    const unconfirmed = filled(3);

    expect(orders(unconfirmed.settle(1, false))).toEqual([1]);
    expect(orders(unconfirmed.drain())).toEqual([2, 3]);
  });

  it('settles all messages up to a tag', () => {
    const unconfirmed = filled(5);

    expect(orders(unconfirmed.settle(3, true))).toEqual([1, 2, 3]);
    expect(orders(unconfirmed.drain())).toEqual([4, 5]);
  });

  it('settles out of order, and each message once', () => {
    const unconfirmed = filled(4);

    expect(orders(unconfirmed.settle(2, false))).toEqual([2]);
    expect(orders(unconfirmed.settle(2, false))).toEqual([]);
    expect(orders(unconfirmed.settle(3, true))).toEqual([1, 3]);
    expect(orders(unconfirmed.settle(4, false))).toEqual([4]);
    expect(unconfirmed.isEmpty).toBe(true);
  });

  it.each([0, -1, 9, 1e9, Number.NaN])('gives nothing for tag %d, which is not on its way', tag => {
    const unconfirmed = filled(2);

    expect(unconfirmed.settle(tag, false)).toEqual([]);
    expect(orders(unconfirmed.drain())).toEqual([1, 2]);
  });

  it('gives nothing when an old tag is confirmed again with all before it', () => {
    const unconfirmed = filled(4);
    unconfirmed.settle(3, true);

    expect(unconfirmed.settle(2, true)).toEqual([]);
    expect(orders(unconfirmed.settle(4, false))).toEqual([4]);
  });

  it('counts tags from 1 again after it was drained', () => {
    const unconfirmed = filled(3);
    unconfirmed.settle(2, true);
    unconfirmed.drain();

    unconfirmed.add(message(10));

    expect(orders(unconfirmed.settle(1, false))).toEqual([10]);
  });

  it('knows a returned message by its body, the first of equal ones that is not returned', () => {
    const unconfirmed = new Unconfirmed();
    for (const order of [1, 2, 3])
      unconfirmed.add({ ...message(order), body: Buffer.from('same') });

    const returned = [1, 2, 3, 4].map(() => unconfirmed.markReturned(Buffer.from('same'))?.order);

    expect(returned).toEqual([1, 2, 3, undefined]);
  });

  it('does not know a returned body that was never published', () => {
    expect(filled(2).markReturned(Buffer.from('other'))).toBeUndefined();
  });

  it('hands out every message exactly once, whatever the broker confirms', () => {
    const steps = array(
      record({
        act: constantFrom('add', 'settle'),
        tag: integer({ min: 0, max: 60 }),
        all: boolean(),
      }),
      { maxLength: 200 },
    );

    assert(
      property(steps, given => {
        const unconfirmed = new Unconfirmed();
        const settled: number[] = [];
        let added = 0;

        for (const { act, tag, all } of given) {
          if (act === 'add') unconfirmed.add(message(++added));
          else settled.push(...orders(unconfirmed.settle(tag, all)));
        }
        settled.push(...orders(unconfirmed.drain()));

        expect(settled.sort((a, b) => a - b)).toEqual(
          Array.from({ length: added }, (_, i) => i + 1),
        );
      }),
    );
  });
});
