import { retryAfterMs } from '../../../src/http/index.js';

const now = new Date('2026-05-04T12:00:00Z');

describe('retryAfterMs', () => {
  it.each([
    ['0', 0],
    ['120', 120_000],
    [' 7 ', 7_000],
    ['Mon, 04 May 2026 12:01:00 GMT', 60_000],
    ['Mon, 04 May 2026 11:00:00 GMT', 0],
  ])('reads %j', (header, ms) => {
    expect(retryAfterMs(header, now)).toBe(ms);
  });

  it.each([
    undefined,
    '',
    '   ',
    '-5',
    '1.5',
    'soon',
    '99999999999999',
    'NaN',
    '2026-05',
    '\u0000',
  ])('makes nothing of %j', header => {
    expect(retryAfterMs(header, now)).toBeUndefined();
  });
});
