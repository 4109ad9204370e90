import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { readSettingValue, Duration, Secret, type SettingType } from '../../../src/config/index.js';
import { ConfigError } from '../../../src/errors/index.js';

interface Vector {
  readonly name: string;
  readonly input: {
    readonly fn: string;
    readonly env_value: string | null;
    readonly yaml_path: readonly [string, string] | null;
    readonly config: Record<string, Record<string, unknown>> | null;
    readonly is_number: boolean;
    readonly default: unknown;
    readonly required: boolean;
  };
  readonly output: unknown;
}

const vectors = (
  JSON.parse(readFileSync(join(__dirname, '../../vectors/tlp.json'), 'utf8')) as {
    cases: Vector[];
  }
).cases.filter(({ input }) => input.fn === 'get_config_variable');

/** Where a required value is nowhere, pycti gives nothing; here required means required. */
const isDeparture = ({ input, output }: Vector): boolean => input.required && output === null;

function readVector({ input }: Vector): unknown {
  const [section = '', key = ''] = input.yaml_path ?? [];
  const raw = input.env_value ?? input.config?.[section]?.[key];
  const type = input.is_number ? 'integer' : 'any';

  return readSettingValue(raw, { type, required: input.required, default: input.default });
}

const read = (raw: unknown, type: SettingType): unknown => readSettingValue(raw, { type });

describe('readSettingValue', () => {
  it.each(vectors.filter(vector => !isDeparture(vector)))('reads as pycti does: $name', vector => {
    const isError = typeof vector.output === 'object' && 'error' in (vector.output ?? {});

    if (isError) expect(() => readVector(vector)).toThrow(ConfigError);
    else expect(readVector(vector)).toEqual(vector.output);
  });

  it.each(vectors.filter(isDeparture))('refuses what pycti lets pass: $name', vector => {
    expect(() => readVector(vector)).toThrow('the value is missing.');
  });

  it.each(['true', 'TRUE', 'yes', 'Yes', 'on', '1', 't', 'Y', ' true ', true, 1])(
    'takes %j for true where a boolean is wanted',
    raw => {
      expect(read(raw, 'boolean')).toBe(true);
    },
  );

  it.each(['false', 'FALSE', 'no', 'No', 'off', '0', 'f', 'N', false, 0])(
    'takes %j for false where a boolean is wanted',
    raw => {
      expect(read(raw, 'boolean')).toBe(false);
    },
  );

  it('leaves those words alone where text is wanted', () => {
    expect(['no', 'TRUE', '1'].map(raw => read(raw, 'text'))).toEqual(['no', 'TRUE', '1']);
  });

  it('reads a boolean or else text', () => {
    expect(read('FALSE', 'boolean-or-text')).toBe(false);
    expect(read('/etc/ca.pem', 'boolean-or-text')).toBe('/etc/ca.pem');
  });

  it.each<[string, unknown, SettingType, unknown]>([
    ['a fraction', '0.75', 'number', 0.75],
    ['a number with a power', '1e3', 'number', 1_000],
    ['underscores', '1_000.5', 'number', 1_000.5],
    ['a negative whole number', ' -5 ', 'integer', -5],
    ['a comma list', ' a, b ,,c', 'list', ['a', 'b', 'c']],
    ['a YAML list', ['a ', 7, true], 'list', ['a', '7', 'true']],
    ['a list of numbers', '1, 2.5', 'number-list', [1, 2.5]],
    ['a date', '2024-02-29', 'date', new Date('2024-02-29T00:00:00Z')],
    ['a moment without zone', '2024-02-29 12:00', 'date', new Date('2024-02-29T12:00:00Z')],
    ['a moment with zone', '2024-02-29T12:00:00+02:00', 'date', new Date('2024-02-29T10:00:00Z')],
    ['an absolute URL', ' https://a.example/x ', 'url', new URL('https://a.example/x')],
    ['a YAML number as text', 7, 'text', '7'],
    ['a YAML map', { x: [1] }, 'any', { x: [1] }],
  ])('reads %s', (_what, raw, type, expected) => {
    expect(read(raw, type)).toEqual(expected);
  });

  it('reads durations and secrets as what they are', () => {
    expect((read('PT1H', 'duration') as Duration).seconds).toBe(3_600);
    expect((read(90, 'duration') as Duration).seconds).toBe(90);
    expect((read('sesame', 'secret') as Secret).reveal()).toBe('sesame');
  });

  it.each<[SettingType, unknown]>([
    ['number', 'abc'],
    ['number', '0x10'],
    ['number', 'Infinity'],
    ['number', '1__0'],
    ['number', Number.NaN],
    ['number', true],
    ['integer', '1.5'],
    ['integer', ''],
    ['integer', null],
    ['integer', '99999999999999999999'],
    ['integer', []],
    ['boolean', 'maybe'],
    ['boolean', 2],
    ['boolean', [1]],
    ['text', {}],
    ['text', 'a\0b'],
    ['list', { a: 1 }],
    ['list', [['a']]],
    ['number-list', 'a,b'],
    ['duration', true],
    ['duration', 'soon'],
    ['secret', 'ChangeMe'],
    ['secret', 'CHANGE_ME'],
    ['secret', ['a']],
    ['date', '2024-02-30'],
    ['date', '31.12.2024'],
    ['date', '2024-13-01T00:00:00Z'],
    ['url', 'localhost'],
    ['url', '//a.example'],
  ])('refuses as %s: %j', (type, raw) => {
    expect(() => read(raw, type)).toThrow(
      expect.objectContaining({ code: 'CONFIG_VALUE' }) as Error,
    );
  });

  it('never repeats what it refuses', () => {
    expect(() => read('s3cr3t', 'number')).toThrow(/^the value is not a number\.$/);
  });

  it('brings letters into one case first', () => {
    expect(readSettingValue('Tlp:Amber', { type: 'text', case: 'upper' })).toBe('TLP:AMBER');
    expect(readSettingValue(['A', 1], { type: 'list', case: 'lower' })).toEqual(['a', '1']);
  });

  it('gives the default for nothing and for empty text, and null for null', () => {
    const reading = { type: 'text', default: 'd' } as const;

    expect([undefined, '', null].map(raw => readSettingValue(raw, reading))).toEqual([
      'd',
      'd',
      null,
    ]);
  });

  it('answers any value of any type with a value or a ConfigError', () => {
    const types = fc.constantFrom<SettingType>(
      ...(['text', 'number', 'integer', 'boolean', 'boolean-or-text', 'list'] as const),
      ...(['number-list', 'duration', 'secret', 'date', 'url', 'any'] as const),
    );

    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.anything()), types, (raw, type) => {
        try {
          read(raw, type);
        } catch (error) {
          expect(error).toBeInstanceOf(ConfigError);
        }
      }),
      { numRuns: 500 },
    );
  });
});
