import { Duration } from './duration.js';
import { Secret } from './secret.js';

/**
 * How a setting is read.
 *
 * - `text`: as it stands. `url`: an absolute URL, as a `URL`. `secret`: text, as a {@link Secret}.
 * - `number`, and `integer` as Python's `int` reads it (`1_000`; a fraction is cut).
 * - `boolean`: `true`/`false`, `yes`/`no`, `on`/`off`, `1`/`0`, in any case.
 * - `boolean-or-text`: one of those words, or any other text.
 * - `list`, `number-list`: separated by commas and trimmed, or a YAML list.
 * - `duration`: a {@link Duration}. `date`: an ISO 8601 date or moment, UTC unless it says so.
 * - `any`: a YAML value as it is; `true`, `True`, `yes`, `false`, `False` and `no` are booleans.
 */
export type SettingType =
  | 'text'
  | 'number'
  | 'integer'
  | 'boolean'
  | 'boolean-or-text'
  | 'list'
  | 'number-list'
  | 'duration'
  | 'secret'
  | 'date'
  | 'url'
  | 'any';

/** Every {@link SettingType}. */
export const SETTING_TYPES: readonly SettingType[] = [
  ...(['text', 'number', 'integer', 'boolean', 'boolean-or-text', 'list'] as const),
  ...(['number-list', 'duration', 'secret', 'date', 'url', 'any'] as const),
];

const TYPE_OF_CLASS: ReadonlyMap<unknown, SettingType> = new Map<unknown, SettingType>([
  [String, 'text'],
  [Number, 'number'],
  [Boolean, 'boolean'],
  [Array, 'list'],
  [Duration, 'duration'],
  [Secret, 'secret'],
  [Date, 'date'],
  [URL, 'url'],
]);

/** The type of a setting whose property is declared with this class. */
export function typeOfClass(cls: unknown): SettingType | undefined {
  return TYPE_OF_CLASS.get(cls);
}

/** The type of a setting that has this value. */
export function typeOfValue(value: unknown): SettingType | undefined {
  if (value === undefined || value === null) return undefined;
  if (Array.isArray(value) && value.length > 0 && value.every(item => typeof item === 'number')) {
    return 'number-list';
  }

  return typeOfClass(value.constructor);
}
