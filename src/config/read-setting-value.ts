import { ConfigError } from '../errors/index.js';
import { convertValue } from './convert-value.js';
import type { SettingType } from './setting-type.js';

/** How a raw value is to be read. */
export interface SettingReading {
  readonly type: SettingType;
  /** Whether a value has to be there. Default false. */
  readonly required?: boolean;
  /** What stands when there is no value. */
  readonly default?: unknown;
  /** The case that letters are brought into first. */
  readonly case?: 'lower' | 'upper';
}

/**
 * Turns what stands in the environment (text) or in `config.yml` (any YAML value) into the value
 * of a setting. An absent value (`undefined`) and an empty text give the default; a value that is
 * required and has none is refused, where pycti lets it pass.
 *
 * @throws ConfigError `CONFIG_VALUE`; its message never holds the value
 * @see pycti's `get_config_variable`, which the types `any` and `integer` follow to the letter
 */
export function readSettingValue(raw: unknown, reading: SettingReading): unknown {
  if (raw === undefined) return withoutValue(reading, reading.default);
  // Python's int() refuses an empty text and null, so a whole number never falls back from them.
  if (raw === '' && reading.type !== 'integer') return withoutValue(reading, reading.default);
  if (raw === null && reading.type !== 'integer') return withoutValue(reading, null);

  return convertValue(cased(raw, reading.case), reading.type);
}

function withoutValue(reading: SettingReading, value: unknown): unknown {
  const isMissing = reading.required && (reading.default ?? undefined) === undefined;
  if (isMissing) throw new ConfigError('CONFIG_VALUE', { rule: 'is missing' });

  return value;
}

function cased(raw: unknown, to: 'lower' | 'upper' | undefined): unknown {
  if (to === undefined) return raw;
  if (Array.isArray(raw)) return raw.map(item => cased(item, to));
  if (typeof raw !== 'string') return raw;

  return to === 'lower' ? raw.toLowerCase() : raw.toUpperCase();
}
