import fc from 'fast-check';
import { BundleError } from '../../../../src/errors/index.js';
import { platformTimestamp, PythonDatetime, stixTimestamp } from '../../../../src/stix/index.js';

const date = fc.date({
  min: new Date('1000-01-01'),
  max: new Date('9999-12-30'),
  noInvalidDate: true,
});

describe('platformTimestamp', () => {
  it.each([
    ['2024-01-15T10:30:00Z', '2024-01-15T10:30:00.000Z'],
    ['2024-01-15T10:30:00.999999Z', '2024-01-15T10:30:00.999Z'],
    ['2024-01-15T10:30:00+0530', '2024-01-15T10:30:00.000+05:30'],
    ['2024-01-15 10:30', '2024-01-15T10:30:00.000Z'],
    ['2024-01-15', '2024-01-15T00:00:00.000Z'],
    ['20240115T103000Z', '2024-01-15T10:30:00.000Z'],
    ['20240115 10:30', '2024-01-15T10:30:00.000Z'],
    ['01/02/2024', '2024-01-02T00:00:00.000Z'],
    ['15/01/2024', '2024-01-15T00:00:00.000Z'],
    ['15.01.2024', '2024-01-15T00:00:00.000Z'],
    ['Mon, 15 Jan 2024 10:30:00 GMT', '2024-01-15T10:30:00.000Z'],
    ['Mon, 15 Jan 2024 10:30:00 -0500', '2024-01-15T10:30:00.000-05:00'],
    ['January 15th, 2024 12:05 AM', '2024-01-15T00:05:00.000Z'],
    ['Jan 15 2024 1:05 pm', '2024-01-15T13:05:00.000Z'],
    ['Mon Jan 15 10:30:00 2024', '2024-01-15T10:30:00.000Z'],
    ['2024-Jan-15', '2024-01-15T00:00:00.000Z'],
  ])('reads %s', (text, expected) => {
    expect(platformTimestamp(text)).toBe(expected);
  });

  it('gives a Date its own ISO text', () => {
    fc.assert(
      fc.property(date, moment => {
        expect(platformTimestamp(moment)).toBe(moment.toISOString());
      }),
    );
  });

  it('changes nothing that it has written itself', () => {
    fc.assert(
      fc.property(date, fc.integer({ min: -1_439, max: 1_439 }), (moment, minutes) => {
        const local = { ...PythonDatetime.fromDate(moment), utcOffsetSeconds: minutes * 60 };
        const text = platformTimestamp(new PythonDatetime(local));

        expect(platformTimestamp(text)).toBe(text);
      }),
    );
  });

  it.each([
    '',
    ' ',
    'not a date',
    'yesterday',
    '2024',
    '2024-01',
    '10:30',
    '2024-13-01',
    '2024-02-30',
    '2024-01-15T24:00:00Z',
    '2024-01-15T10:30:00 CET',
    '2024-01-15T10:30:00Z and more',
    '1705314600',
    '2024-01-15\u0000',
    '__proto__',
    '1'.repeat(100_000),
    null,
    5,
    {},
  ])('refuses %j', value => {
    expect(() => platformTimestamp(value as never)).toThrow(BundleError);
  });

  it('refuses a long hostile text without repeating it whole', () => {
    const hostile = `15${'/ '.repeat(50_000)}jan`;

    const refusal = (): string => platformTimestamp(hostile);

    expect(refusal).toThrow(BundleError);
    expect(refusal).toThrow(
      expect.objectContaining({ message: expect.not.stringContaining('jan') }),
    );
  });
});

describe('stixTimestamp', () => {
  it.each([
    ['any', 'exact', '2024-01-15T10:30:00.12Z'],
    ['second', 'exact', '2024-01-15T10:30:00Z'],
    ['second', 'min', '2024-01-15T10:30:00.12Z'],
    ['millisecond', 'exact', '2024-01-15T10:30:00.120Z'],
    ['millisecond', 'min', '2024-01-15T10:30:00.120Z'],
  ] as const)('writes to the precision %s %s', (precision, constraint, expected) => {
    const written = stixTimestamp('2024-01-15T10:30:00.120Z', { precision, constraint });

    expect(written).toBe(expected);
  });

  it('moves an offset to UTC', () => {
    const moment = new PythonDatetime({ year: 2024, month: 1, day: 15, utcOffsetSeconds: 7_200 });

    expect(stixTimestamp(moment)).toBe('2024-01-14T22:00:00Z');
  });

  it.each(['2024-01-15', '2024-01-15T10:30:00+00:00', '2024-01-15T10:30:00.1234567Z', '', 5, null])(
    'refuses %j',
    value => {
      expect(() => stixTimestamp(value as never)).toThrow(BundleError);
    },
  );
});
