import fc from 'fast-check';
import { BundleError } from '../../../../src/errors/index.js';
import { PythonDatetime } from '../../../../src/stix/index.js';

const MORNING = { year: 2024, month: 1, day: 15, hour: 10, minute: 30 };

describe('PythonDatetime', () => {
  it.each([
    ['no offset', {}, '2024-01-15T10:30:00'],
    ['UTC', { utcOffsetSeconds: 0 }, '2024-01-15T10:30:00+00:00'],
    ['an offset to the east', { utcOffsetSeconds: 7_200 }, '2024-01-15T10:30:00+02:00'],
    ['an offset to the west', { utcOffsetSeconds: -19_800 }, '2024-01-15T10:30:00-05:30'],
    ['an offset with seconds', { utcOffsetSeconds: 561 }, '2024-01-15T10:30:00+00:09:21'],
    ['milliseconds', { microsecond: 123_000 }, '2024-01-15T10:30:00.123000'],
    ['a microsecond', { microsecond: 1 }, '2024-01-15T10:30:00.000001'],
  ])('is written with %s as Python does', (_, parts, expected) => {
    expect(new PythonDatetime({ ...MORNING, ...parts }).isoFormat()).toBe(expected);
  });

  it('moves to UTC across the end of a year', () => {
    const moment = new PythonDatetime({
      year: 2023,
      month: 12,
      day: 31,
      hour: 23,
      utcOffsetSeconds: -7_200,
    });

    expect(moment.toUtc().isoFormat()).toBe('2024-01-01T01:00:00+00:00');
  });

  it('keeps years before 100', () => {
    expect(new PythonDatetime({ year: 33, month: 4, day: 3 }).toUtc().isoFormat()).toBe(
      '0033-04-03T00:00:00+00:00',
    );
  });

  it('agrees with Date on every moment that a Date can hold', () => {
    const years = { min: new Date('0001-01-02'), max: new Date('9999-12-30'), noInvalidDate: true };

    fc.assert(
      fc.property(fc.date(years), date => {
        const text = PythonDatetime.fromDate(date).isoFormat('milliseconds');

        expect(text.replace('+00:00', 'Z')).toBe(date.toISOString());
      }),
    );
  });

  it.each([
    ['month 13', { ...MORNING, month: 13 }],
    ['30 February', { ...MORNING, month: 2, day: 30 }],
    ['29 February of a common year', { year: 2023, month: 2, day: 29 }],
    ['hour 24', { ...MORNING, hour: 24 }],
    ['second 60', { ...MORNING, second: 60 }],
    ['year 0', { ...MORNING, year: 0 }],
    ['half a day', { ...MORNING, day: 1.5 }],
    ['an offset of a day', { ...MORNING, utcOffsetSeconds: 86_400 }],
    ['text', { ...MORNING, day: '15' as never }],
  ])('refuses %s', (_, parts) => {
    expect(() => new PythonDatetime(parts)).toThrow(BundleError);
  });

  it('refuses an invalid Date', () => {
    expect(() => PythonDatetime.fromDate(new Date(NaN))).toThrow(BundleError);
  });

  it('refuses to leave the calendar for UTC', () => {
    const first = new PythonDatetime({ year: 1, month: 1, day: 1, utcOffsetSeconds: 3_600 });

    expect(() => first.toUtc()).toThrow(BundleError);
  });
});
