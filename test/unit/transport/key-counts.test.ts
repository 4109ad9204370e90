import { KeyCounts } from '../../../src/transport/key-counts.js';

describe('KeyCounts', () => {
  it('counts by key, until it is told to forget', () => {
    const counts = new KeyCounts();

    const first = [counts.increment('a'), counts.increment('b'), counts.increment('a')];
    counts.forget('a');

    expect(first).toEqual([1, 1, 2]);
    expect([counts.of('a'), counts.of('b'), counts.of('constructor')]).toEqual([0, 1, 0]);
  });

  it('keeps the thousand that were counted last', () => {
    const counts = new KeyCounts();

    for (let i = 0; i <= 1_000; i++) counts.increment(`key ${i}`);

    expect([counts.of('key 0'), counts.of('key 1'), counts.of('key 1000')]).toEqual([0, 1, 1]);
  });
});
