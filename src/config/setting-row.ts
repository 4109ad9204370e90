import { MASK, Secret } from './secret.js';
import type { SettledSetting } from './settle.js';
import { plainValue } from './shown-value.js';

/** A setting as people may see it. */
export interface SettingRow {
  /** The environment variable. */
  readonly env: string;
  /** Section and key in `config.yml`; undefined for a setting of the environment alone. */
  readonly yamlPath?: string;
  /** What the setting is for. */
  readonly description: string;
  /** Where the value comes from: `environment`, the path of a file, or `default`. */
  readonly origin: string;
  /** The value, shortened; `[secret]` for a secret, undefined where there is none. */
  readonly shown?: string;
  /** Whether every connector has this setting. */
  readonly isBuiltIn: boolean;
}

/** Shows a setting with its origin and, unless it is a secret, its value. */
export function settingRow(
  { record, value, given }: SettledSetting,
  isBuiltIn: boolean,
): SettingRow {
  const isSecret = record.isSecret || value instanceof Secret;

  return Object.freeze({
    env: record.env,
    ...(record.yamlPath && { yamlPath: record.yamlPath }),
    description: record.description,
    origin: given?.origin ?? 'default',
    ...(value !== undefined && { shown: isSecret ? MASK : plainValue(value) }),
    isBuiltIn,
  });
}
