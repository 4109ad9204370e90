import 'reflect-metadata';
import { ConfigError } from '../errors/index.js';
import { appendSetting } from './config-metadata.js';
import { SETTING_TYPES, type SettingType } from './setting-type.js';

/** What {@link Setting} says about a property. */
export interface SettingOptions {
  /** What the setting is for and where its value comes from, as a sentence for the operator. */
  readonly description: string;
  /** A value that would do, shown when the operator's is missing or wrong; or what makes one. */
  readonly example?: string | (() => string);
  /**
   * The value when the operator gives none, in the spelling of `config.yml` (`'PT1H'`). A property
   * that is initialised needs none. Without either, and without `@IsOptional()`, the setting is
   * required.
   */
  readonly default?: unknown;
  /** How the value is read. Needed only where the property's type leaves no trace at run time. */
  readonly type?: SettingType;
  /** True keeps text from being shown, as a `Secret` is. Default false. */
  readonly secret?: boolean;
  /**
   * The environment variable, or several that are read in turn. Default: section and property in
   * capitals (`CISA_CATALOG_URL`).
   */
  readonly env?: string | readonly string[];
  /** The place in `config.yml` (`cisa.catalog_url`), or false for none. */
  readonly yaml?: string | false;
  /** Old variables and YAML paths (those with a dot) that still work, with a warning. */
  readonly formerly?: readonly string[];
  /** The case that letters are brought into before anything else. Default: as they are. */
  readonly case?: 'lower' | 'upper';
  /** The setting still works but will go: what to use instead, and when it goes. */
  readonly deprecated?: SettingDeprecation;
  /** How the default differs from a Python connector's; logged once where it stands. */
  readonly departure?: string;
}

/** How a setting is phased out. */
export interface SettingDeprecation {
  /** The variable to use instead. */
  readonly use?: string;
  /** Date or version in which it stops working. */
  readonly removal?: string;
}

const VARIABLE = /^[A-Za-z_][A-Za-z0-9_]*$/;
const YAML_PATH = /^[A-Za-z][\w-]*\.[A-Za-z][\w-]*$/;

/**
 * Declares a property of a {@link Config} class as a setting. Its type, its initial value and its
 * class-validator decorators say what is accepted.
 *
 * ```ts
 * @Setting({ description: 'API key, from Alpha > Account > Keys.' })
 * readonly apiKey!: Secret;
 *
 * @Setting({ description: 'Confidence given to what we add.', default: 60 })
 * @Min(0) @Max(100)
 * readonly confidence!: number;
 * ```
 *
 * @throws ConfigError `CONFIG_DECLARATION` when the options contradict themselves
 */
export function Setting(options: SettingOptions): PropertyDecorator {
  return (target, property) => {
    const where = `@Setting on ${className(target)}.${String(property)}`;
    const problem = problemOf({ ...options }, target, property);
    if (problem) throw new ConfigError('CONFIG_DECLARATION', { where, ...problem });

    appendSetting(target.constructor, {
      property: String(property),
      options: Object.freeze({ ...options }),
      designType: Reflect.getMetadata('design:type', target, property) as unknown,
    });
  };
}

function problemOf(
  options: SettingOptions,
  target: object,
  property: string | symbol,
): { reason: string; fix: string } | undefined {
  const { description, type, yaml, formerly = [] } = options;
  const names = [options.env ?? []].flat();
  if (typeof target === 'function') {
    return { reason: 'the property is static', fix: 'remove `static`: settings live on instances' };
  }
  if (typeof property === 'symbol') {
    return { reason: 'a symbol has no name in the environment', fix: 'give the property a name' };
  }
  if (typeof description !== 'string' || description.trim() === '') {
    return { reason: 'it has no description', fix: 'say in `description` what the setting is for' };
  }
  if (type !== undefined && !SETTING_TYPES.includes(type)) {
    return { reason: `no type is called ${type}`, fix: `use one of ${SETTING_TYPES.join(', ')}` };
  }
  const wrong =
    names.find(name => !VARIABLE.test(name)) ??
    [yaml || []].flat().find(path => !YAML_PATH.test(path)) ??
    formerly.find(name => !VARIABLE.test(name) && !YAML_PATH.test(name));

  return wrong === undefined
    ? undefined
    : {
        reason: `"${wrong}" is neither a variable nor a YAML path`,
        fix: 'write variables as CISA_CATALOG_URL and YAML paths as cisa.catalog_url',
      };
}

function className(target: object): string {
  return typeof target === 'function' ? target.name : target.constructor.name;
}
