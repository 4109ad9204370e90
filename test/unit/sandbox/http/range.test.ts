import { rangeOf } from '../../../../src/sandbox/http/storage-routes.js';

describe('rangeOf', () => {
  it.each([
    ['bytes=0-4', { start: 0, end: 4 }],
    ['bytes=5-', { start: 5, end: 9 }],
    ['bytes=-3', { start: 7, end: 9 }],
    ['bytes=-30', { start: 0, end: 9 }],
    ['bytes=8-100', { start: 8, end: 9 }],
    ['bytes=10-', 'none'],
    ['bytes=5-4', 'none'],
    ['bytes=-0', 'none'],
    ['bytes=-', undefined],
    ['bytes=0-1,3-4', undefined],
    ['lines=0-4', undefined],
    ['', undefined],
    [undefined, undefined],
    [`bytes=${'9'.repeat(50)}-`, undefined],
  ])('reads %j of ten bytes as %j', (header, expected) => {
    expect(rangeOf(header, 10)).toEqual(expected);
  });

  it('finds nothing in an empty file', () => {
    expect(rangeOf('bytes=0-', 0)).toBe('none');
  });
});
