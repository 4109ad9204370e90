import { hashAlgorithm } from './hash-algorithm.js';
import type { PatternValue } from './comparison.js';
import { propertyOf } from './object-path.js';
import { readPattern } from './read-pattern.js';

/** A value that a pattern looks for. */
export interface PatternObservable {
  /** STIX type, such as `ipv4-addr` or `file`. */
  readonly type: string;
  /** Path of the property, such as `value`, `hashes.SHA-256` or `values[0].data`. */
  readonly property: string;
  readonly value: PatternValue;
}

/** The values that a pattern looks for, or why it could not be read. */
export interface PatternObservables {
  readonly observables: readonly PatternObservable[];
  /** Why there is none, when the text is no STIX pattern. */
  readonly reason?: string;
}

/**
 * Finds the values that a STIX pattern looks for: those of `=` and `IN`, in the order of the text,
 * whatever joins them. What is excluded (`!=`, `NOT`) or only described (`LIKE`, `MATCHES`, `<`, …) is
 * left out. Names of hash algorithms are brought into STIX's spelling.
 *
 * It never throws: what is no pattern gives an empty list and a reason.
 *
 * ```ts
 * const { observables } = pattern.observables("[ipv4-addr:value IN ('198.51.100.7', '198.51.100.8')]");
 * for (const { type, property, value } of observables) console.log(type, property, value);
 * ```
 */
export function observables(text: unknown): PatternObservables {
  const { comparisons, problem } = readPattern(text);
  if (problem !== undefined) return { observables: [], reason: problem };
  const equalities = comparisons.filter(
    ({ operator, negated }) => !negated && (operator === '=' || operator === 'IN'),
  );

  return {
    observables: equalities.flatMap(({ type, path, values }) => {
      const property = propertyOf(
        path.map(step => (path[0] === 'hashes' ? hashAlgorithm(step) : step)),
      );

      return values.map(value => ({ type, property, value }));
    }),
  };
}
