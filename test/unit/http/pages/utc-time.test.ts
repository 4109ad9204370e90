import { utcTime } from '../../../../src/http/index.js';

const noon = Date.UTC(2026, 4, 4, 12);

describe('utcTime', () => {
  it.each([
    '2026-05-04T12:00:00Z',
    '2026-05-04T12:00:00.000Z',
    '2026-05-04T14:00:00+02:00',
    '2026-05-04T12:00:00',
    '2026-05-04 12:00:00',
    '2026-05-04 12:00',
    '2026-05-04T12:00:00.000000',
    '2026-05-04 14:00:00+0200',
    ' 2026-05-04T12:00:00 ',
    'Mon, 04 May 2026 12:00:00 GMT',
    'Mon, 04 May 2026 12:00:00 +0000',
    'Mon, 04 May 2026 08:00:00 EDT',
    'Mon, 04 May 2026 12:00:00',
    '4 May 2026 12:00:00 UT',
    'Monday, 4 May 2026 12:00:00 GMT',
    1777896000,
    1777896000000,
    '1777896000',
    '1777896000000',
    new Date('2026-05-04T12:00:00Z'),
  ])('reads %j in UTC', value => {
    expect(utcTime(value)).toBe(noon);
  });

  it('takes a day for its beginning in UTC', () => {
    expect(utcTime('2026-05-04')).toBe(Date.UTC(2026, 4, 4));
  });

  it.each([
    undefined,
    null,
    '',
    'soon',
    {},
    [],
    true,
    '2026-13-40',
    '12',
    '05/04/2026',
    'May 2026',
    '2026',
  ])('reads nothing in %j', value => {
    expect(utcTime(value)).toBeNaN();
  });
});
