import type { ConfigClass } from './config.js';
import { Secret } from './secret.js';
import { settingsOf, type SettingRecord } from './setting-record.js';
import type { SettingType } from './setting-type.js';
import { readSettingValue } from './read-setting-value.js';

/** A JSON Schema of the variables that a connector reads. */
export interface ConfigJsonSchema {
  readonly $schema: string;
  readonly $id: string;
  readonly type: 'object';
  readonly properties: Readonly<Record<string, JsonSchemaProperty>>;
  readonly required: readonly string[];
  readonly additionalProperties: true;
}

/** One variable in a {@link ConfigJsonSchema}. */
export type JsonSchemaProperty = Readonly<Record<string, unknown>>;

/** OpenCTI's catalogue hands out the id itself. */
const LEFT_OUT = new Set(['CONNECTOR_ID']);

const TYPES: Readonly<Record<SettingType, JsonSchemaProperty>> = {
  text: { type: 'string' },
  number: { type: 'number' },
  integer: { type: 'integer' },
  boolean: { type: 'boolean' },
  'boolean-or-text': { type: ['boolean', 'string'] },
  list: { type: 'array', items: { type: 'string' } },
  'number-list': { type: 'array', items: { type: 'number' } },
  duration: { type: 'string', format: 'duration' },
  secret: { type: 'string', format: 'password', writeOnly: true },
  date: { type: 'string', format: 'date-time' },
  url: { type: 'string', format: 'uri' },
  any: {},
};

/**
 * A JSON Schema (draft 2020-12) of flat variables, in the shape that OpenCTI's catalogue of
 * connectors expects.
 *
 * @param classes the settings to describe
 * @param name the connector's name; its slug becomes part of `$id`
 * @param defaults defaults by YAML path, as given to `loadConfig`
 */
export function configJsonSchema(
  classes: readonly ConfigClass[],
  name: string,
  defaults: Readonly<Record<string, unknown>> = {},
): ConfigJsonSchema {
  const records = [...new Set(classes)]
    .flatMap(cls => settingsOf(cls))
    .filter(({ env }) => !LEFT_OUT.has(env))
    .map(record => withDefault(record, defaults));

  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    $id: `https://www.filigran.io/connectors/${slug(name)}_config.schema.json`,
    type: 'object',
    properties: Object.fromEntries(records.map(record => [record.env, propertyOf(record)])),
    required: records.filter(({ isRequired }) => isRequired).map(({ env }) => env),
    additionalProperties: true,
  };
}

function withDefault(
  record: SettingRecord,
  defaults: Readonly<Record<string, unknown>>,
): SettingRecord {
  const { yamlPath = '', type } = record;
  const raw = Object.hasOwn(defaults, yamlPath) ? (defaults[yamlPath] ?? undefined) : undefined;
  if (raw === undefined) return record;

  return { ...record, isRequired: false, default: readSettingValue(raw, { type }) };
}

function propertyOf(record: SettingRecord): JsonSchemaProperty {
  const { type, rules, deprecated } = record;
  const value = jsonOf(record.default);

  return {
    description: `${record.description}${phasedOut(deprecated)}`,
    ...TYPES[type],
    ...(record.isSecret && TYPES.secret),
    ...(rules.format && type === 'text' && { format: rules.format }),
    ...(rules.allowed && { enum: rules.allowed }),
    ...(rules.min !== undefined && { minimum: rules.min }),
    ...(rules.max !== undefined && { maximum: rules.max }),
    ...(value !== undefined && !record.isSecret && { default: value }),
    ...(typeof record.example === 'string' && { examples: [record.example] }),
    ...(deprecated && { deprecated: true }),
  };
}

function phasedOut(deprecated: SettingRecord['deprecated']): string {
  if (!deprecated) return '';
  const instead = deprecated.use ? ` Use ${deprecated.use} instead` : ' Deprecated';

  return `${instead}${deprecated.removal ? ` (removal scheduled for ${deprecated.removal})` : ''}.`;
}

function jsonOf(value: unknown): unknown {
  if (value === undefined || value instanceof Secret) return undefined;

  return JSON.parse(JSON.stringify(value)) as unknown;
}

function slug(name: string): string {
  return name
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '');
}
