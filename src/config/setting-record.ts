import { ConfigError } from '../errors/index.js';
import { isConfigClass, type ConfigClass } from './config.js';
import { declaredSettings, readConfigMetadata, type DeclaredSetting } from './config-metadata.js';
import { propertyRules, type PropertyRules } from './property-rules.js';
import { readSettingValue } from './read-setting-value.js';
import type { SettingDeprecation, SettingOptions } from './setting.js';
import { typeOfClass, typeOfValue, type SettingType } from './setting-type.js';
import { snakeCase } from './snake-case.js';

/** Everything that is known about a setting before anybody sets it. Plain data, frozen. */
export interface SettingRecord {
  /** Name of the class that declares it. */
  readonly className: string;
  /** Name of the property. */
  readonly property: string;
  /** First part of its names, in snake case. */
  readonly section: string;
  /** The environment variable, such as `CISA_CATALOG_URL`. */
  readonly env: string;
  /** Variables that are read where that one is not set. */
  readonly otherEnv: readonly string[];
  /** Section and key in `config.yml`; undefined for a setting of the environment alone. */
  readonly yamlPath?: string;
  /** Old variables and YAML paths that still work. */
  readonly formerly: readonly string[];
  readonly type: SettingType;
  /** Whether the value is never shown. */
  readonly isSecret: boolean;
  /** Whether the operator has to give it. */
  readonly isRequired: boolean;
  readonly description: string;
  /** A value that would do, or what makes one. */
  readonly example?: string | (() => string);
  /** The value without the operator, as the instance has it; undefined when there is none. */
  readonly default?: unknown;
  readonly case?: 'lower' | 'upper';
  readonly deprecated?: SettingDeprecation;
  /** How the default differs from a Python connector's. */
  readonly departure?: string;
  /** What its class-validator decorators say. */
  readonly rules: PropertyRules;
}

/** Names of text settings whose value is kept from view although their type does not say so. */
const SECRET_NAME =
  /(password|passwd|passphrase|secret|token|api_?key|private_?key|credentials?)$/i;

/**
 * The settings of a class marked with `@Config`, those of its parents included.
 *
 * @throws ConfigError `CONFIG_DECLARATION` or `CONFIG_SETTING_TYPE`
 */
export function settingsOf(cls: ConfigClass): readonly SettingRecord[] {
  const { section } = readConfigMetadata(cls);
  if (!isConfigClass(cls) || section === undefined) {
    throw declarationError(cls, 'it has no section', "mark it with @Config('section')");
  }
  const initial = initialValues(cls);
  const records = declaredSettings(cls).map(setting =>
    recordOf(cls, section, setting, initial[setting.property]),
  );
  refuseTwins(cls, records);

  return Object.freeze(records);
}

function initialValues(cls: ConfigClass): Readonly<Record<string, unknown>> {
  try {
    return new cls() as Readonly<Record<string, unknown>>;
  } catch (cause) {
    throw declarationError(
      cls,
      'it can not be built without arguments',
      'give it no constructor; what it needs are settings',
      cause,
    );
  }
}

function recordOf(
  cls: ConfigClass,
  section: string,
  { property, options, designType }: DeclaredSetting,
  initial: unknown,
): SettingRecord {
  const rules = propertyRules(cls, property);
  const type = resolvedType(options, designType, initial, rules);
  if (type === undefined) {
    throw new ConfigError('CONFIG_SETTING_TYPE', {
      className: cls.name,
      property,
      found: foundType(designType),
    });
  }
  const key = snakeCase(property);
  const [env = '', ...otherEnv] = [options.env ?? `${section}_${key}`.toUpperCase()].flat();
  const value = defaultOf(cls, property, type, options.default, initial);

  return Object.freeze({
    className: cls.name,
    property,
    section,
    env,
    otherEnv: Object.freeze(otherEnv),
    ...(options.yaml !== false && { yamlPath: options.yaml ?? `${section}.${key}` }),
    formerly: Object.freeze([...(options.formerly ?? [])]),
    type,
    isSecret: options.secret ?? (type === 'secret' || (type === 'text' && SECRET_NAME.test(key))),
    isRequired: value === undefined && !rules.isConditional,
    description: options.description,
    ...(options.example !== undefined && { example: options.example }),
    ...(value !== undefined && { default: value }),
    ...(options.case && { case: options.case }),
    ...(options.deprecated && { deprecated: Object.freeze({ ...options.deprecated }) }),
    ...(options.departure && { departure: options.departure }),
    rules,
  });
}

/** What the compiler recorded counts first; where it recorded nothing useful, what can be seen. */
function resolvedType(
  options: SettingOptions,
  designType: unknown,
  initial: unknown,
  rules: PropertyRules,
): SettingType | undefined {
  if (options.type !== undefined) return options.type;
  const recorded = typeOfClass(designType);
  const seen = typeOfValue(initial ?? options.default);
  if (recorded !== 'list') return recorded ?? seen ?? rules.type;

  return seen === 'number-list' || rules.type === 'number' ? 'number-list' : 'list';
}

function defaultOf(
  cls: ConfigClass,
  property: string,
  type: SettingType,
  declared: unknown,
  initial: unknown,
): unknown {
  if (declared === undefined) return initial ?? undefined;
  if (typeOfValue(declared) === type) return declared;

  try {
    return readSettingValue(declared, { type });
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    const reason = `the default of ${property} ${String(error.details['rule'])}`;
    throw declarationError(cls, reason, 'correct `default`, or initialise the property', error);
  }
}

function refuseTwins(cls: ConfigClass, records: readonly SettingRecord[]): void {
  const names = records.flatMap(record =>
    [record.env, record.otherEnv, record.yamlPath ?? []].flat(),
  );
  const twin = names.find((name, index) => names.indexOf(name) !== index);
  if (twin === undefined) return;

  throw declarationError(
    cls,
    `two of its settings read ${twin}`,
    'rename one of the properties, or name its variable with @Setting({ env, yaml })',
  );
}

function foundType(designType: unknown): string {
  if (typeof designType !== 'function') return 'the compiler recorded none';
  if (designType === Object || designType === Function) {
    return 'it is a union, an interface, or a class imported with `import type`';
  }

  return designType.name;
}

function declarationError(
  cls: ConfigClass,
  reason: string,
  fix: string,
  cause?: unknown,
): ConfigError {
  return new ConfigError('CONFIG_DECLARATION', { where: cls.name, reason, fix }, { cause });
}
