import { Lanes } from '../../../src/transport/lanes.js';

const never = new AbortController().signal;

describe('Lanes', () => {
  it('lets in as many as there are lanes', async () => {
    const lanes = new Lanes(2);
    const third = jest.fn();

    await lanes.enter(never);
    await lanes.enter(never);
    void lanes.enter(never).then(third);
    await Promise.resolve();

    expect(third).not.toHaveBeenCalled();
  });

  it('serves who waits longest', async () => {
    const lanes = new Lanes(1);
    const order: string[] = [];
    await lanes.enter(never);
    const waiting = ['first', 'second'].map(name =>
      lanes.enter(never).then(() => {
        order.push(name);
        lanes.leave();
      }),
    );

    lanes.leave();
    await Promise.all(waiting);

    expect(order).toEqual(['first', 'second']);
  });

  it('takes no lane for who gives up', async () => {
    const lanes = new Lanes(1);
    const giveUp = new AbortController();
    await lanes.enter(never);
    const waiting = lanes.enter(giveUp.signal);

    giveUp.abort(new Error('enough'));
    await expect(waiting).rejects.toThrow('enough');
    lanes.leave();

    await expect(lanes.enter(never)).resolves.toBeUndefined();
  });

  it('refuses who has given up before', async () => {
    await expect(new Lanes(1).enter(AbortSignal.abort(new Error('late')))).rejects.toThrow('late');
  });
});
