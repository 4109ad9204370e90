import fc from 'fast-check';
import { dateWindows, type DateWindowsOptions } from '../../../../src/http/index.js';

const day = (text: string): Date => new Date(`${text}T00:00:00.000Z`);
const texts = (options: DateWindowsOptions): string[] =>
  [...dateWindows(options)].map(
    ({ from, to, isLast }) =>
      `${from.toISOString().slice(0, 13)} ${to.toISOString().slice(0, 13)}${isLast ? ' last' : ''}`,
  );

describe('dateWindows', () => {
  it('cuts time into windows, oldest first, the last one shorter', () => {
    expect(texts({ from: day('2026-01-01'), to: day('2026-01-06'), maxDays: 2 })).toEqual([
      '2026-01-01T00 2026-01-03T00',
      '2026-01-03T00 2026-01-05T00',
      '2026-01-05T00 2026-01-06T00 last',
    ]);
  });

  it('begins earlier by the overlap, once', () => {
    const options = { from: day('2026-01-02'), to: day('2026-01-03'), maxDays: 1 };

    expect(texts({ ...options, overlapMs: 3_600_000 })).toEqual([
      '2026-01-01T23 2026-01-02T23',
      '2026-01-02T23 2026-01-03T00 last',
    ]);
  });

  it('is empty when the source is not ahead of the bookmark', () => {
    expect(texts({ from: day('2026-01-02'), to: day('2026-01-02'), maxDays: 1 })).toEqual([]);
    expect(texts({ from: day('2026-01-03'), to: day('2026-01-02'), maxDays: 1 })).toEqual([]);
  });

  it('leaves no moment out and none is longer than allowed', () => {
    const moment = fc.integer({ min: 0, max: 4_000_000_000_000 });
    fc.assert(
      fc.property(
        moment,
        fc.integer({ min: 1, max: 1e10 }),
        fc.integer({ min: 1, max: 400 }),
        (at, length, maxDays) => {
          const windows = [
            ...dateWindows({ from: new Date(at), to: new Date(at + length), maxDays }),
          ];

          expect(windows[0]?.from.getTime()).toBe(at);
          expect(windows.at(-1)?.to.getTime()).toBe(at + length);
          windows.forEach(({ from, to, isLast }, index) => {
            const next = windows[index + 1];
            expect(next?.from ?? to).toEqual(to);
            expect(isLast).toBe(next === undefined);
            expect(to.getTime() - from.getTime()).toBeLessThanOrEqual(maxDays * 86_400_000);
          });
        },
      ),
    );
  });

  it.each([
    { from: new Date(NaN), to: day('2026-01-01'), maxDays: 1 },
    { from: day('2026-01-01'), to: new Date(NaN), maxDays: 1 },
    { from: day('2026-01-01'), to: day('2026-01-02'), maxDays: 0 },
    { from: day('2026-01-01'), to: day('2026-01-02'), maxDays: -1 },
    { from: day('2026-01-01'), to: day('2026-01-02'), maxDays: NaN },
  ])('refuses %j', options => {
    expect(() => [...dateWindows(options)]).toThrow(
      expect.objectContaining({ code: 'HTTP_OPTION' }),
    );
  });
});
