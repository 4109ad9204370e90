import { BundleError } from '../../errors/index.js';
import { hashAlgorithm } from './hash-algorithm.js';
import type { PatternValue } from './comparison.js';
import { readObjectPath, writeObjectPath } from './object-path.js';
import { TokenReader } from './token-reader.js';

/** A property of a kind of object, such as `url:value` or `file:hashes.SHA-256`. */
export type PropertyPath = `${string}:${string}`;

/** What a property is compared with. A `Date` becomes a timestamp. */
export type ComparedValue = PatternValue | Date;

/**
 * Pattern of objects whose property has a value. Quotes and backslashes in the value are escaped.
 *
 * ```ts
 * pattern.equals('url:value', "https://example.com/it's"); // [url:value = 'https://example.com/it\'s']
 * ```
 *
 * @throws BundleError `BUNDLE_PATTERN_INVALID`.
 */
export function equals(path: PropertyPath, value: ComparedValue): string {
  return compare(path, '=', literal(value));
}

/**
 * Pattern of objects whose property has another value.
 *
 * @throws BundleError `BUNDLE_PATTERN_INVALID`.
 */
export function notEquals(path: PropertyPath, value: ComparedValue): string {
  return compare(path, '!=', literal(value));
}

/**
 * Pattern of objects whose property is above a value.
 *
 * @throws BundleError `BUNDLE_PATTERN_INVALID`.
 */
export function greaterThan(path: PropertyPath, value: ComparedValue): string {
  return compare(path, '>', literal(value));
}

/**
 * Pattern of objects whose property is not below a value.
 *
 * @throws BundleError `BUNDLE_PATTERN_INVALID`.
 */
export function greaterOrEqual(path: PropertyPath, value: ComparedValue): string {
  return compare(path, '>=', literal(value));
}

/**
 * Pattern of objects whose property is below a value.
 *
 * @throws BundleError `BUNDLE_PATTERN_INVALID`.
 */
export function lessThan(path: PropertyPath, value: ComparedValue): string {
  return compare(path, '<', literal(value));
}

/**
 * Pattern of objects whose property is not above a value.
 *
 * @throws BundleError `BUNDLE_PATTERN_INVALID`.
 */
export function lessOrEqual(path: PropertyPath, value: ComparedValue): string {
  return compare(path, '<=', literal(value));
}

/**
 * Pattern of objects whose property has one of some values.
 *
 * @throws BundleError `BUNDLE_PATTERN_INVALID`.
 */
export function oneOf(path: PropertyPath, values: readonly ComparedValue[]): string {
  if (values.length === 0) throw invalid('there is no value to compare with');

  return compare(path, 'IN', `(${values.map(literal).join(', ')})`);
}

/**
 * Pattern of objects whose property looks like a text with wild cards: `%` for any text, `_` for any
 * character.
 *
 * @throws BundleError `BUNDLE_PATTERN_INVALID`.
 */
export function like(path: PropertyPath, wildcards: string): string {
  return compare(path, 'LIKE', literal(wildcards));
}

/**
 * Pattern of objects whose property matches a PCRE expression.
 *
 * @throws BundleError `BUNDLE_PATTERN_INVALID`.
 */
export function matches(path: PropertyPath, expression: string): string {
  return compare(path, 'MATCHES', literal(expression));
}

/**
 * Pattern of addresses inside a network in CIDR notation.
 *
 * @throws BundleError `BUNDLE_PATTERN_INVALID`.
 */
export function isSubset(path: PropertyPath, network: string): string {
  return compare(path, 'ISSUBSET', literal(network));
}

/**
 * Pattern of networks that hold another in CIDR notation.
 *
 * @throws BundleError `BUNDLE_PATTERN_INVALID`.
 */
export function isSuperset(path: PropertyPath, network: string): string {
  return compare(path, 'ISSUPERSET', literal(network));
}

/** Pattern of files with a hash. The algorithm may be spelt in any way: `sha256` is `SHA-256`. */
export function fileHash(algorithm: string, hash: string): string {
  const path = writeObjectPath({ type: 'file', path: ['hashes', hashAlgorithm(algorithm)] });

  return `[${path} = ${literal(hash)}]`;
}

function compare(path: string, operator: string, operand: string): string {
  return `[${normalPath(path)} ${operator} ${operand}]`;
}

function normalPath(path: string): string {
  const reader = new TokenReader(String(path));
  const read = readObjectPath(reader);
  reader.expectKind('the end of the path', 'end');

  return writeObjectPath(read);
}

function literal(value: unknown): string {
  if (typeof value === 'string') return `'${escaped(value)}'`;
  if (typeof value === 'boolean' || Number.isFinite(value)) return String(value);
  if (value instanceof Date && !Number.isNaN(value.getTime())) return `t'${value.toISOString()}'`;

  throw invalid('a value is neither text, a finite number, true, false nor a valid Date');
}

function escaped(text: string): string {
  return text.replaceAll('\\', '\\\\').replaceAll("'", "\\'");
}

function invalid(problem: string): BundleError {
  return new BundleError('BUNDLE_PATTERN_INVALID', { problem });
}
