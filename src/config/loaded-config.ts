import { ConfigError } from '../errors/index.js';
import type { ConfigClass } from './config.js';
import type { SettingRow } from './setting-row.js';

/** What a {@link LoadedConfig} is made of. */
export interface LoadedParts {
  /** An instance of each class, in the order in which the classes were given. */
  readonly instances: ReadonlyMap<ConfigClass, object>;
  /** See {@link LoadedConfig.rows}. */
  readonly rows: readonly SettingRow[];
  /** See {@link LoadedConfig.warnings}. */
  readonly warnings: readonly string[];
  /** See {@link LoadedConfig.departures}. */
  readonly departures: readonly string[];
}

/** Settings that were read and validated: frozen instances, and where each value comes from. */
export class LoadedConfig {
  /** The classes that were loaded, in the order given. */
  readonly classes: readonly ConfigClass[];
  /** Every setting with its origin and, secrets aside, its value. */
  readonly rows: readonly SettingRow[];
  /** What the operator should know although nothing is wrong, a sentence each. */
  readonly warnings: readonly string[];
  /** Where this start differs from a Python connector's, a sentence each. */
  readonly departures: readonly string[];
  private readonly instances: ReadonlyMap<unknown, object>;

  /** Made by `loadConfig`. */
  constructor({ instances, rows, warnings, departures }: LoadedParts) {
    this.classes = Object.freeze([...instances.keys()]);
    this.instances = instances;
    this.rows = Object.freeze(rows);
    this.warnings = Object.freeze(warnings);
    this.departures = Object.freeze(departures);
  }

  /**
   * The settings of a class.
   *
   * @throws ConfigError `CONFIG_NOT_LOADED` when the class was not given to `loadConfig`
   */
  get<T>(cls: new (...args: never[]) => T): T {
    const instance = this.instances.get(cls);
    if (!instance) throw new ConfigError('CONFIG_NOT_LOADED', { className: cls.name });

    return instance as T;
  }
}
