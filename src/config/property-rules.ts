import { getMetadataStorage } from 'class-validator';
import type { SettingType } from './setting-type.js';

/** What the class-validator decorators of a property say, as plain data. */
export interface PropertyRules {
  /** Whether the property may be missing (`@IsOptional`), or is looked at only sometimes. */
  readonly isConditional: boolean;
  /** The only values allowed (`@IsIn`). */
  readonly allowed?: readonly unknown[];
  /** Least value (`@Min`). */
  readonly min?: number;
  /** Greatest value (`@Max`). */
  readonly max?: number;
  /** What the text is, in JSON Schema's words: `uri`, `uuid`. */
  readonly format?: string;
  /** The type that the decorators let see. */
  readonly type?: SettingType;
}

const TEXT_RULES = new Set(['isTlp', 'isString', 'isUrl', 'isUuid', 'isEmail', 'matches']);
const NUMBER_RULES = new Set(['isInt', 'isNumber', 'min', 'max', 'isPositive']);
const FORMATS: Readonly<Record<string, string>> = {
  isUrl: 'uri',
  isUuid: 'uuid',
  isEmail: 'email',
};

/** Reads the class-validator decorators of one property. */
export function propertyRules(cls: new () => unknown, property: string): PropertyRules {
  const metadata = getMetadataStorage()
    .getTargetValidationMetadatas(cls, '', false, false)
    .filter(({ propertyName }) => propertyName === property);
  const named = new Map(metadata.map(({ name, constraints }) => [name, constraints as unknown]));
  const first = (name: string): unknown => (named.get(name) as unknown[] | undefined)?.[0];
  const allowed = first('isIn') as readonly unknown[] | undefined;
  const names = [...named.keys()].filter(name => name !== undefined);

  return {
    isConditional: metadata.some(({ type }) => type === 'conditionalValidation'),
    ...(allowed && { allowed }),
    ...(typeof first('min') === 'number' && { min: first('min') as number }),
    ...(typeof first('max') === 'number' && { max: first('max') as number }),
    ...formatOf(names),
    ...typeOf(names, allowed),
  };
}

function formatOf(names: readonly string[]): { format?: string } {
  const format = names.map(name => FORMATS[name]).find(found => found !== undefined);

  return format === undefined ? {} : { format };
}

function typeOf(
  names: readonly string[],
  allowed: readonly unknown[] | undefined,
): { type?: SettingType } {
  const isText = names.some(name => TEXT_RULES.has(name));
  if (isText || allowed?.every(value => typeof value === 'string')) return { type: 'text' };

  return names.some(name => NUMBER_RULES.has(name)) ? { type: 'number' } : {};
}
