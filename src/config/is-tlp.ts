import { ValidateBy, buildMessage, type ValidationOptions } from 'class-validator';

const LEVELS = new Set([
  'TLP:CLEAR',
  'TLP:WHITE',
  'TLP:GREEN',
  'TLP:AMBER',
  'TLP:AMBER+STRICT',
  'TLP:RED',
]);

/**
 * Accepts a Traffic Light Protocol level as OpenCTI writes it, such as `TLP:AMBER+STRICT`. Give the
 * setting `case: 'upper'` to take small letters as well.
 *
 * @see https://www.first.org/tlp/
 */
export function IsTlp(options?: ValidationOptions): PropertyDecorator {
  return ValidateBy(
    {
      name: 'isTlp',
      validator: {
        validate: (value: unknown) => typeof value === 'string' && LEVELS.has(value),
        defaultMessage: buildMessage(
          each => `${each}$property must be one of ${[...LEVELS].join(', ')}`,
          options,
        ),
      },
    },
    options,
  );
}
