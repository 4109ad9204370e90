import { PublishWindow } from '../../../src/transport/publish-window.js';

const windowOf = (messages: number, bytes: number) => new PublishWindow({ messages, bytes });

function taken(window: PublishWindow, ...sizes: number[]): PublishWindow {
  for (const size of sizes) window.take(size);

  return window;
}

describe('PublishWindow', () => {
  it('admits messages up to its number', () => {
    const window = taken(windowOf(3, 1_000), 1, 1);

    expect(window.admits(1)).toBe(true);
    window.take(1);
    expect(window.admits(1)).toBe(false);
  });

  it('admits bytes up to its size, exactly', () => {
    const window = taken(windowOf(100, 1_000), 600);

    expect(window.admits(400)).toBe(true);
    expect(window.admits(401)).toBe(false);
  });

  it('admits a message larger than itself when nothing else is on its way', () => {
    const window = windowOf(100, 1_000);

    expect(window.admits(5_000)).toBe(true);
    window.take(5_000);
    expect(window.admits(1)).toBe(false);
    window.release(5_000);
    expect(window.admits(1)).toBe(true);
  });

  it('stays shut, once full, until a quarter is confirmed', () => {
    const window = taken(windowOf(8, 1_000), 1, 1, 1, 1, 1, 1, 1, 1);
    window.admits(1);

    window.release(1);
    const afterOne = [window.isOpen, window.admits(1)];
    window.release(1);
    const afterTwo = [window.isOpen, window.admits(1)];

    expect([afterOne, afterTwo]).toEqual([
      [false, false],
      [true, true],
    ]);
  });

  it('works with a single message', () => {
    const window = taken(windowOf(1, 1_000), 1);

    expect(window.admits(1)).toBe(false);
    window.release(1);
    expect(window.admits(1)).toBe(true);
  });
});
