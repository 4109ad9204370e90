import { ConfigError } from '../errors/index.js';
import { brokenRules } from './broken-rules.js';
import { isBuiltInSettings } from './built-in-settings.js';
import type { ConfigClass } from './config.js';
import { configNotes } from './config-notes.js';
import { MISSING, problemWith, type ConfigProblem } from './config-problem.js';
import type { ConfigSources } from './config-sources.js';
import { findStrayNames } from './find-stray-names.js';
import { LoadedConfig } from './loaded-config.js';
import { MASK } from './secret.js';
import { SettingNames } from './setting-names.js';
import { settingsOf } from './setting-record.js';
import { settingRow } from './setting-row.js';
import { settle, type SettledSetting } from './settle.js';

/** What a program says about the settings that it loads. */
export interface LoadOptions {
  /**
   * Defaults by YAML path (`{ 'connector.duration_period': 'P2D' }`): above the defaults of the
   * classes, below everything that the operator gives.
   */
  readonly defaults?: Readonly<Record<string, unknown>>;
  /** What is being started, for the error's first line. Default: its `connector.name`. */
  readonly connector?: string;
}

/**
 * Reads, converts and validates the settings of all classes.
 *
 * @throws ConfigError `CONFIG_INVALID` with every problem there is: missing settings, values that
 * break a rule, misspelt names. `CONFIG_DECLARATION` and `CONFIG_SETTING_TYPE` when a class itself
 * is at fault.
 */
export function loadConfig(
  classes: readonly ConfigClass[],
  sources: ConfigSources,
  options: LoadOptions = {},
): LoadedConfig {
  const { defaults = {} } = options;
  const declared = [...new Set(classes)].map(cls => ({ cls, records: settingsOf(cls) }));
  const names = new SettingNames(declared.flatMap(({ records }) => records));
  refuseUnknownDefaults(defaults, names);
  const loaded = declared.map(({ cls, records }) => ({
    cls,
    settings: records.map(record => settle(record, { sources, names, defaults })),
  }));
  const all = loaded.flatMap(({ settings }) => settings);
  const open = all.filter(({ isGiven }) => !isGiven).map(({ record }) => record);
  const strays = findStrayNames({ names, sources, open });

  const problems = [...loaded.flatMap(problemsOf), ...strays.problems];
  if (problems.length > 0) throw invalid(problems, all, options);

  const { warnings, departures } = configNotes(all);

  return new LoadedConfig({
    instances: new Map(loaded.map(({ cls, settings }) => [cls, instantiate(cls, settings)])),
    rows: loaded.flatMap(({ cls, settings }) =>
      settings.map(setting => settingRow(setting, isBuiltInSettings(cls))),
    ),
    warnings: [...warnings, ...strays.warnings],
    departures,
  });
}

interface SettledClass {
  readonly cls: ConfigClass;
  readonly settings: readonly SettledSetting[];
}

function refuseUnknownDefaults(
  defaults: Readonly<Record<string, unknown>>,
  names: SettingNames,
): void {
  const unknown = Object.keys(defaults).find(path => !names.hasPath(path));
  if (unknown === undefined) return;

  throw new ConfigError('CONFIG_DECLARATION', {
    where: `The default of ${unknown}`,
    reason: 'no setting has this YAML path',
    fix: 'name the setting as config.yml does, such as connector.duration_period',
  });
}

function problemsOf({ cls, settings }: SettledClass): ConfigProblem[] {
  const values = Object.fromEntries(settings.map(({ record, value }) => [record.property, value]));
  const broken = brokenRules(cls, values);

  return settings.flatMap(({ record, value, given, problem }) => {
    const rule = broken.get(record.property);
    if (problem) return problem;
    if (rule === undefined) return [];
    if (value === undefined) return problemWith(record, MISSING, undefined, given);

    // What a validator says may quote the value.
    const said = record.isSecret && given ? rule.replaceAll(String(given.spelling), MASK) : rule;
    return problemWith(record, said, given?.spelling ?? value, given);
  });
}

function invalid(
  problems: readonly ConfigProblem[],
  settled: readonly SettledSetting[],
  { connector }: LoadOptions,
): ConfigError {
  const name = settled.find(({ record }) => record.yamlPath === 'connector.name')?.value;
  // Two classes may read one variable; what is wrong with it is said once.
  const once = new Map(problems.map(problem => [`${problem.variable} ${problem.rule}`, problem]));
  const subject = connector ?? (typeof name === 'string' ? name : undefined);

  return new ConfigError('CONFIG_INVALID', {
    problems: Object.freeze([...once.values()]),
    ...(subject && { connector: subject }),
  });
}

function instantiate(cls: ConfigClass, settings: readonly SettledSetting[]): object {
  const instance = new cls() as Record<string, unknown>;
  for (const { record, value } of settings) {
    instance[record.property] = Array.isArray(value)
      ? Object.freeze([...(value as unknown[])])
      : value;
  }

  return Object.freeze(instance);
}
