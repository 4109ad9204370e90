import { inspect } from 'node:util';
import { validateBundle, type StixObject } from '../stix/index.js';

/** What a matcher says. */
export interface MatcherResult {
  readonly pass: boolean;
  /** What is said when the expectation fails. */
  readonly message: () => string;
}

/** What jest lends a matcher, as far as it is needed here. */
export interface MatcherContext {
  /** Deep equality that knows asymmetric matchers. */
  equals(left: unknown, right: unknown): boolean;
}

/** The matchers, as `expect(…)` offers them. */
export interface StixMatchers<R> {
  /**
   * Expects an object among others that has at least these properties: `{ type: 'ipv4-addr' }`. Values
   * may be asymmetric (`expect.stringContaining('x')`). Takes a bundle, objects, or whatever has
   * `objects`.
   */
  toContainStix(partial: Readonly<Record<string, unknown>>): R;
  /** Expects a bundle, or objects, in which `validateBundle` finds nothing. */
  toBeValidBundle(): R;
}

/**
 * Matchers for STIX. Register them once, in a test or in a file of `setupFilesAfterEnv`:
 *
 * ```ts
 * import { stixMatchers } from 'octiflow/testing';
 *
 * expect.extend(stixMatchers);
 * ```
 *
 * The types are there for jest's globals. With `@jest/globals` say:
 * `declare module 'expect' { interface Matchers<R> extends StixMatchers<R> {} }`.
 */
export const stixMatchers = {
  /** See {@link StixMatchers.toContainStix}. */
  toContainStix(
    this: MatcherContext,
    received: unknown,
    partial: Readonly<Record<string, unknown>>,
  ): MatcherResult {
    const objects = stixIn(received);
    const equals = (left: unknown, right: unknown): boolean => this.equals(left, right);
    const pass = objects.some(object => hasAll(object, partial, equals));
    const expected = inspect(partial, { depth: 6 });

    return {
      pass,
      message: () =>
        pass
          ? `expected no object with ${expected}`
          : `expected an object with ${expected}\n\namong ${objects.length}:\n${closest(objects, partial)}`,
    };
  },

  /** See {@link StixMatchers.toBeValidBundle}. */
  toBeValidBundle(this: unknown, received: unknown): MatcherResult {
    const findings = validateBundle(bundleOf(received));
    const pass = findings.length === 0;
    const list = findings.map(
      ({ path, code, message }) => `  ${path || 'bundle'}: ${message} (${code})`,
    );

    return {
      pass,
      message: () =>
        pass
          ? 'expected a bundle with findings, and there are none'
          : `expected a valid bundle:\n${list.join('\n')}`,
    };
  },
};

function stixIn(received: unknown): readonly StixObject[] {
  if (Array.isArray(received)) return received as StixObject[];
  const objects: unknown = (received as { objects?: unknown } | null | undefined)?.objects;
  if (Array.isArray(objects)) return objects as StixObject[];

  throw new TypeError('toContainStix takes a bundle, a list of objects, or something with objects');
}

/** Objects alone are put into a bundle; whatever else is judged as it is. */
function bundleOf(received: unknown): unknown {
  if (!Array.isArray(received)) return received;

  return {
    type: 'bundle',
    id: 'bundle--00000000-0000-4000-8000-000000000000',
    objects: received as unknown[],
  };
}

function hasAll(
  actual: unknown,
  partial: unknown,
  equals: (left: unknown, right: unknown) => boolean,
): boolean {
  if (!isPlain(partial)) return equals(actual, partial);
  if (!isPlain(actual)) return false;

  return Object.entries(partial).every(
    ([name, value]) =>
      (value === undefined || Object.hasOwn(actual, name)) && hasAll(actual[name], value, equals),
  );
}

function isPlain(value: unknown): value is Readonly<Record<string, unknown>> {
  return (
    typeof value === 'object' &&
    value !== null &&
    !Array.isArray(value) &&
    !('asymmetricMatch' in value)
  );
}

/** Those of the same type first: that is what the reader looks for. */
function closest(
  objects: readonly StixObject[],
  { type }: Readonly<Record<string, unknown>>,
): string {
  const alike = objects.filter(object => object.type === type);
  const shown = (alike.length > 0 ? alike : objects).slice(0, 10);

  return shown.map(object => inspect(object, { depth: 3 })).join('\n');
}
