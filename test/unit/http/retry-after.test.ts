import { retryAfterMs } from '../../../src/http/index.js';
import { pauseAskedMs } from '../../../src/http/retry-after.js';

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

describe('pauseAskedMs', () => {
  const now = new Date('2026-05-04T12:00:00Z');

  it.each<[string, Record<string, string>, number | undefined]>([
    ['what Retry-After says', { 'retry-after': '30', 'x-ratelimit-remaining': '0' }, 30_000],
    ['seconds', { 'ratelimit-remaining': '0', 'ratelimit-reset': '12' }, 12_000],
    ['a moment', { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': '1777896060' }, 60_000],
    [
      'a moment that has passed',
      { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': '1777895000' },
      0,
    ],
    [
      'nothing while there is something left',
      { 'x-ratelimit-remaining': '3', 'x-ratelimit-reset': '60' },
      undefined,
    ],
    ['nothing without a reset', { 'x-ratelimit-remaining': '0' }, undefined],
    [
      'nothing of nonsense',
      { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': 'soon' },
      undefined,
    ],
    ['nothing', {}, undefined],
  ])('reads %s', (_what, headers, expected) => {
    expect(pauseAskedMs(headers, now)).toBe(expected);
  });
});
