import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { inspect } from 'node:util';
import fc from 'fast-check';
import { Duration } from '../../../src/config/index.js';
import { ConfigError } from '../../../src/errors/index.js';

interface Vector {
  readonly name: string;
  readonly input: { readonly fn: string; readonly duration: string | number };
  readonly output: number | { readonly error: string };
}

const vectors = (
  JSON.parse(readFileSync(join(__dirname, '../../vectors/tlp.json'), 'utf8')) as {
    cases: Vector[];
  }
).cases.filter(({ input }) => input.fn === 'iso_duration_seconds');

describe('Duration', () => {
  it.each(vectors)('reads as pycti does: $name', ({ input, output }) => {
    const read = (): number => Math.trunc(Duration.parse(input.duration).seconds);

    if (typeof output === 'number') expect(read()).toBe(output);
    else expect(read).toThrow(ConfigError);
  });

  // Checked against pydantic 2.13.4.
  it.each([
    ['-PT5M', -300],
    ['+PT5M', 300],
    ['PT1S1H', 3_601],
    ['P1D1Y', 31_622_400],
    ['P1.D', 86_400],
    ['PT1,5S', 1.5],
    ['P1.5M', 3_888_000],
    ['PT1.1234567S', 1.123457],
    ['00:05:00.1234567', 300.123456],
    ['1:00:00', 3_600],
    ['-05:00', -18_000],
    ['100:00:00', 360_000],
    ['1 DAYS,01:00', 90_000],
    ['-1 day, 01:00:00', -90_000],
    ['1 day, ', 86_400],
    ['1d01:00:00', 90_000],
    ['999999999:00', 3_599_999_996_400],
    ['PT4294967295S', 4_294_967_295],
  ])('reads %s as %d seconds', (text, seconds) => {
    expect(Duration.parse(text).seconds).toBe(seconds);
  });

  it.each([
    ...['0:05', '5:00', '23:60', '00:05:00Z', '12:30:45.', 'PT0.5H30M', 'P.5D', 'PTT1S', '-PT'],
    ...['1 dAy', '1ds', '1.5d', '1  day', '1 day ,01:00', '1d 25:00:00', 'P1T1H', 'pt1s', '１d'],
    ...['P1000000000D', 'PT4294967296S', '9999999999:00', '1e3', '+', '-', '1w', 'P1D\n', 'PT1S\0'],
  ])('refuses %j', text => {
    expect(() => Duration.parse(text)).toThrow(
      expect.objectContaining({ code: 'CONFIG_VALUE' }) as Error,
    );
  });

  it.each([Number.NaN, Number.POSITIVE_INFINITY, 1e15, -1e15])('refuses the number %d', number => {
    expect(() => Duration.parse(number)).toThrow(ConfigError);
  });

  it('refuses a text of a million characters at once', () => {
    const hostile = `P${'1.5Y'.repeat(250_000)}`;

    expect(() => Duration.parse(hostile)).toThrow(ConfigError);
  });

  it('prints as canonical ISO 8601 wherever it ends up', () => {
    const duration = Duration.parse('36:00:30');

    expect(String(duration)).toBe('P1DT12H30S');
    expect(JSON.stringify({ duration })).toBe('{"duration":"P1DT12H30S"}');
    expect(inspect(duration)).toBe('P1DT12H30S');
    expect(String(Duration.parse(0))).toBe('PT0S');
    expect(String(Duration.parse(-0.000001))).toBe('-PT0.000001S');
  });

  it('counts milliseconds', () => {
    expect(Duration.parse('PT1.5S').milliseconds).toBe(1_500);
  });

  it('can not be changed', () => {
    const duration = Duration.parse('PT1S');

    expect(() => Object.assign(duration, { seconds: 5 })).toThrow(TypeError);
  });

  it('reads back what it prints', () => {
    const microseconds = fc.integer({ min: -(2 ** 52), max: 2 ** 52 });

    fc.assert(
      fc.property(microseconds, micros => {
        const duration = Duration.parse(micros / 1_000_000);

        expect(Duration.parse(duration.toString()).seconds).toBe(duration.seconds);
      }),
    );
  });

  it('answers any text with a duration or a ConfigError', () => {
    const pieces = fc.constantFrom('P', 'T', '1', '00', ':', '.', 'D', 'day', 'S', '-', ' ', ',');
    const texts = fc.oneof(
      fc.string(),
      fc.array(pieces, { maxLength: 12 }).map(p => p.join('')),
    );

    fc.assert(
      fc.property(texts, text => {
        try {
          expect(Number.isFinite(Duration.parse(text).seconds)).toBe(true);
        } catch (error) {
          expect(error).toBeInstanceOf(ConfigError);
        }
      }),
    );
  });
});
