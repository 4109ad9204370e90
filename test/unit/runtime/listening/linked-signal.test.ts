import { linkedSignal } from '../../../../src/runtime/listening/linked-signal.js';

describe('a linked signal', () => {
  it('follows the shared one, with its reason', () => {
    const shared = new AbortController();
    const { signal } = linkedSignal(shared.signal);

    shared.abort(new Error('stopping'));

    expect(signal.reason).toEqual(new Error('stopping'));
  });

  it('is aborted at once when the shared one is', () => {
    expect(linkedSignal(AbortSignal.abort()).signal.aborted).toBe(true);
  });

  it('follows no more once it is released', () => {
    const shared = new AbortController();
    const { signal, release } = linkedSignal(shared.signal);

    release();
    shared.abort();

    expect(signal.aborted).toBe(false);
  });
});
