import {
  comparePositions,
  readPosition,
  writePosition,
} from '../../../../src/sandbox/stream/stream-position.js';

describe('readPosition', () => {
  it.each([
    ['0', '0-0'],
    ['0-0', '0-0'],
    ['1772615553120-3', '1772615553120-3'],
    ['1772615553120', '1772615553120-0'],
    ['2026-03-04T09:12:33.120Z', '1772615553120-0'],
    ['2026-03-04', '1772582400000-0'],
  ])('takes %s as %s', (text, position) => {
    const read = readPosition(text);

    expect(read && writePosition(read)).toBe(position);
  });

  it.each(['', 'now', '$', '-1', '1-2-3', '1-', 'x-1', '9'.repeat(30), '__proto__', 'March 4'])(
    'does not take %j',
    text => {
      expect(readPosition(text)).toBeUndefined();
    },
  );
});

describe('comparePositions', () => {
  it('orders by time, then by number', () => {
    const positions = ['2-1', '10-0', '2-10', '2-2'].flatMap(text => readPosition(text) ?? []);

    expect(positions.sort(comparePositions).map(writePosition)).toEqual([
      '2-1',
      '2-2',
      '2-10',
      '10-0',
    ]);
  });
});
