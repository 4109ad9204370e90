import { SentObjects } from '../../../../src/sandbox/stream/sent-objects.js';

describe('sent objects', () => {
  it('forget the one sent longest ago when there are five thousand others', () => {
    const sent = new SentObjects();
    for (let n = 0; n < 5_000; n += 1) sent.add(`id-${n}`);
    sent.add('id-0');

    sent.add('one more');

    expect(sent.has('id-0')).toBe(true);
    expect(sent.has('id-1')).toBe(false);
    expect(sent.has('one more')).toBe(true);
  });

  it('forget what is gone', () => {
    const sent = new SentObjects();
    sent.add('a');

    sent.delete('a');

    expect(sent.has('a')).toBe(false);
  });
});
