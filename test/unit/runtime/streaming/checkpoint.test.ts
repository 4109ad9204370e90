import { Checkpoint } from '../../../../src/runtime/index.js';

function position(checkpoint: Checkpoint): string {
  checkpoint.advance();

  return checkpoint.position;
}

describe('checkpoint', () => {
  it('stays before the lowest event that is not done', () => {
    const checkpoint = new Checkpoint('0-0');
    const [first, second, third] = ['1-0', '2-0', '3-0'].map(id => checkpoint.begin(id));
    checkpoint.mark('9-0');

    third?.();
    first?.();
    const before = position(checkpoint);
    second?.();

    expect(before).toBe('1-0');
    expect(position(checkpoint)).toBe('9-0');
  });

  it('does not let a heartbeat pass an event that is not done', () => {
    const checkpoint = new Checkpoint('0-0');
    checkpoint.begin('1-0');

    for (let n = 2; n < 50; n++) checkpoint.mark(`${n}-0`);

    expect(position(checkpoint)).toBe('0-0');
  });

  it('passes a position that events share only when another has come', () => {
    const checkpoint = new Checkpoint('0-0');
    checkpoint.begin('1-0')();
    const early = position(checkpoint);
    checkpoint.mark('1-0');
    const stillEarly = position(checkpoint);
    checkpoint.begin('1-0')();
    checkpoint.begin('2-0');

    expect([early, stillEarly, position(checkpoint)]).toEqual(['0-0', '0-0', '1-0']);
  });

  it('counts an event without a position to the one before it', () => {
    const checkpoint = new Checkpoint('0-0');
    checkpoint.begin('1-0')();
    const nameless = checkpoint.begin(undefined);
    checkpoint.mark('2-0');
    const before = position(checkpoint);
    nameless();

    expect([before, position(checkpoint)]).toEqual(['0-0', '2-0']);
  });

  it('is far ahead when thousands are done beyond one that is not', () => {
    const checkpoint = new Checkpoint('0-0');
    checkpoint.begin('1-0');

    for (let n = 2; n < 10_100; n++) checkpoint.begin(`${n}-0`)();

    expect(checkpoint.isFarAhead).toBe(true);
  });
});
