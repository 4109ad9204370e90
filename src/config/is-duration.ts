import { ValidateBy, buildMessage, type ValidationOptions } from 'class-validator';
import { Duration } from './duration.js';

/** What {@link IsPositiveDuration} accepts beside durations above zero. */
export interface PositiveDurationOptions {
  /** Least length, in ISO 8601 (`'PT1S'`). Default: anything above zero. */
  readonly atLeast?: string;
  /** Whether zero is fine as well. Default false. */
  readonly orZero?: boolean;
}

/** Accepts a {@link Duration}, negative ones and zero too. */
export function IsDuration(options?: ValidationOptions): PropertyDecorator {
  return ValidateBy(
    {
      name: 'isDuration',
      validator: {
        validate: (value: unknown) => value instanceof Duration,
        defaultMessage: buildMessage(each => `${each}$property must be a duration`, options),
      },
    },
    options,
  );
}

/**
 * Accepts a {@link Duration} that goes forward. A schedule with a period of zero, less than zero,
 * or a fraction of a second would spin.
 */
export function IsPositiveDuration(
  { atLeast, orZero = false }: PositiveDurationOptions = {},
  options?: ValidationOptions,
): PropertyDecorator {
  const least = atLeast === undefined ? undefined : Duration.parse(atLeast);
  const limit = least ? `at least ${least.toString()}` : 'longer than zero';
  const isLongEnough = ({ seconds }: Duration): boolean =>
    least ? seconds >= least.seconds : seconds > 0;

  return ValidateBy(
    {
      name: 'isPositiveDuration',
      validator: {
        validate: (value: unknown) =>
          value instanceof Duration && (isLongEnough(value) || (orZero && value.seconds === 0)),
        defaultMessage: buildMessage(
          each => `${each}$property must be ${limit}${orZero ? ', or zero' : ''}`,
          options,
        ),
      },
    },
    options,
  );
}
