import { ConfigError } from '../errors/index.js';
import { MISSING, problemWith, type ConfigProblem } from './config-problem.js';
import type { ConfigSources } from './config-sources.js';
import { findGiven, type GivenValue } from './find-given.js';
import { readSettingValue } from './read-setting-value.js';
import type { SettingNames } from './setting-names.js';
import type { SettingRecord } from './setting-record.js';
import type { SettingType } from './setting-type.js';

/** What a setting has come to, validators aside. */
export interface SettledSetting {
  readonly record: SettingRecord;
  readonly value: unknown;
  /** Whether the operator has set it, even to something that can't be read. */
  readonly isGiven: boolean;
  /** What the operator gave; undefined where the default stands. */
  readonly given?: GivenValue;
  readonly problem?: ConfigProblem;
}

/** What {@link settle} looks into. */
export interface SettleOptions {
  readonly sources: ConfigSources;
  readonly names: SettingNames;
  /** Defaults by YAML path, in YAML's spelling; they stand above those of the class. */
  readonly defaults: Readonly<Record<string, unknown>>;
}

/** Types whose spelling counts, not what YAML makes of it: a password may be `0123`. */
const SPELT: ReadonlySet<SettingType> = new Set(['text', 'secret', 'list', 'date', 'url']);

/** Looks up and converts one setting; what is wrong with it is returned, not thrown. */
export function settle(record: SettingRecord, options: SettleOptions): SettledSetting {
  let given: GivenValue | undefined;
  try {
    given = findGiven(record, options.sources, name => options.names.hasVariable(name));
    if (given) return { record, isGiven: true, given, value: read(record, given) };
  } catch (error) {
    if (!(error instanceof ConfigError) || error.code !== 'CONFIG_VALUE') throw error;
    const problem = problemWith(record, String(error.details['rule']), given?.spelling, given);

    return { record, isGiven: true, ...(given && { given }), value: undefined, problem };
  }
  const value = defaultOf(record, options.defaults);
  const isMissing = record.isRequired && value === undefined;

  return {
    record,
    isGiven: false,
    value,
    ...(isMissing && { problem: problemWith(record, MISSING, undefined, undefined) }),
  };
}

function read(record: SettingRecord, given: GivenValue): unknown {
  const raw = SPELT.has(record.type) ? given.spelling : given.raw;
  const value = readSettingValue(raw, record);
  // pycti takes the word `no` for a boolean even where it wants a number; we do not.
  if (record.type === 'integer' && typeof value === 'boolean') {
    throw new ConfigError('CONFIG_VALUE', { rule: 'is not a whole number' });
  }

  return value;
}

function defaultOf(record: SettingRecord, defaults: Readonly<Record<string, unknown>>): unknown {
  const path = record.yamlPath ?? '';
  const raw = Object.hasOwn(defaults, path) ? defaults[path] : undefined;
  if (raw === undefined || raw === null) return record.default;

  try {
    return readSettingValue(raw, { type: record.type, ...(record.case && { case: record.case }) });
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    throw new ConfigError('CONFIG_DECLARATION', {
      where: `The default of ${path}`,
      reason: `it ${String(error.details['rule'])}`,
      fix: 'correct what the decorator of the connector says',
    });
  }
}
