export { Config, isConfigClass, type ConfigClass } from './config.js';
export { Setting, type SettingDeprecation, type SettingOptions } from './setting.js';
export type { SettingType } from './setting-type.js';
export { Secret } from './secret.js';
export { Duration } from './duration.js';
export { IsTlp } from './is-tlp.js';
export { IsDuration, IsPositiveDuration, type PositiveDurationOptions } from './is-duration.js';
export { readConfigSources, type ConfigPlaces, type ConfigSources } from './config-sources.js';
export type { EnvFile, EnvFileValue } from './env-file.js';
export type { YamlFile, YamlValue } from './yaml-file.js';
export { loadConfig, type LoadOptions } from './load-config.js';
export { LoadedConfig, type LoadedParts } from './loaded-config.js';
export type { SettingRow } from './setting-row.js';
export type { ConfigProblem } from './config-problem.js';
export { settingsOf, type SettingRecord } from './setting-record.js';
export type { PropertyRules } from './property-rules.js';
export {
  configJsonSchema,
  type ConfigJsonSchema,
  type JsonSchemaProperty,
} from './config-json-schema.js';
export { settingsMarkdown } from './settings-markdown.js';
export { readSettingValue, type SettingReading } from './read-setting-value.js';
export { ConnectorSettings } from './connector-settings.js';
export { MqSettings } from './mq-settings.js';
export { NetworkSettings } from './network-settings.js';
export { OpenctiSettings } from './opencti-settings.js';
export { S3Settings } from './s3-settings.js';
export { snakeCase } from './snake-case.js';
export { BUILT_IN_SETTINGS } from './built-in-settings.js';
