import type { FactsOf } from '../errors/index.js';
import type { GivenValue } from './find-given.js';
import { MASK } from './secret.js';
import type { SettingRecord } from './setting-record.js';
import { shownValue } from './shown-value.js';

/** One thing that is wrong with the operator's settings. */
export type ConfigProblem = FactsOf<'CONFIG_INVALID'>['problems'][number];

/** The rule that a setting breaks which is required and not there. */
export const MISSING = 'missing';

/**
 * Says what is wrong with a setting, so that the operator can act; a secret is never shown.
 *
 * @param value what breaks the rule; undefined where nothing is there to show
 * @param given where it comes from; undefined for a default
 */
export function problemWith(
  record: SettingRecord,
  rule: string,
  value: unknown,
  given: GivenValue | undefined,
): ConfigProblem {
  const { isSecret, yamlPath, description, example } = record;
  const isOwnName = given === undefined || given.name === yamlPath;

  return {
    variable: isOwnName ? record.env : given.name,
    ...(yamlPath && { yamlPath }),
    rule,
    ...(value !== undefined && { shown: isSecret ? MASK : shownValue(value) }),
    ...(given?.place && { origin: given.place }),
    description,
    ...(typeof example === 'function' && { example: example(), isFresh: true }),
    ...(typeof example === 'string' && { example }),
  };
}
