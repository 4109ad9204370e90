import { BundleError } from '../../errors/index.js';
import { readPattern } from './read-pattern.js';

/**
 * Pattern that is met when all of these are, each by an object of its own.
 *
 * ```ts
 * pattern.and(pattern.equals('url:value', url), pattern.equals('mutex:name', name));
 * // [url:value = '…'] AND [mutex:name = '…']
 * ```
 *
 * @throws BundleError `BUNDLE_PATTERN_INVALID`.
 */
export function and(...patterns: readonly string[]): string {
  return joined('AND', patterns);
}

/**
 * Pattern that is met when one of these is.
 *
 * @throws BundleError `BUNDLE_PATTERN_INVALID`.
 */
export function or(...patterns: readonly string[]): string {
  return joined('OR', patterns);
}

/**
 * Pattern that is met when these are, one after the other.
 *
 * @throws BundleError `BUNDLE_PATTERN_INVALID`.
 */
export function followedBy(...patterns: readonly string[]): string {
  return joined('FOLLOWEDBY', patterns);
}

/**
 * Pattern that is met by one object that meets all of these, such as a file with two hashes.
 *
 * ```ts
 * pattern.allOf(pattern.fileHash('MD5', md5), pattern.equals('file:name', 'a.exe'));
 * // [file:hashes.MD5 = '…' AND file:name = 'a.exe']
 * ```
 *
 * @throws BundleError `BUNDLE_PATTERN_INVALID`, also when one of them is about several objects.
 */
export function allOf(...patterns: readonly string[]): string {
  return inOneObservation('AND', patterns);
}

/**
 * Pattern that is met by one object that meets one of these, such as a file that is known by several
 * hashes.
 *
 * @throws BundleError `BUNDLE_PATTERN_INVALID`, also when one of them is about several objects.
 */
export function anyOf(...patterns: readonly string[]): string {
  return inOneObservation('OR', patterns);
}

function joined(operator: string, patterns: readonly string[]): string {
  const only = checked(patterns);
  if (only !== undefined) return only;

  return sound(patterns.map(inParentheses).join(` ${operator} `));
}

function inParentheses(pattern: string): string {
  const isOne = pattern.endsWith(']') && readPattern(pattern).observations === 1;

  return isOne ? pattern : `(${pattern})`;
}

function inOneObservation(operator: string, patterns: readonly string[]): string {
  const only = checked(patterns);
  if (only !== undefined) return only;

  return sound(`[${patterns.map(insideOf).join(` ${operator} `)}]`);
}

function insideOf(pattern: string): string {
  const text = pattern.trim();
  const { observations, comparisons } = readPattern(text);
  if (observations !== 1 || !text.startsWith('[') || !text.endsWith(']')) {
    throw invalid('one of the patterns is not about one object');
  }
  const inside = text.slice(1, -1);

  return comparisons.length === 1 ? inside : `(${inside})`;
}

/** The only pattern, if there is one; throws when there is none, or one of them can't be read. */
function checked(patterns: readonly string[]): string | undefined {
  if (patterns.length === 0) throw invalid('there is no pattern to combine');
  for (const pattern of patterns) {
    const { problem } = readPattern(pattern);
    if (problem !== undefined) throw invalid(problem);
  }

  return patterns.length === 1 ? patterns[0] : undefined;
}

/** A comment at the end of one pattern would swallow what comes after it. */
function sound(pattern: string): string {
  const { problem } = readPattern(pattern);
  if (problem === undefined) return pattern;

  throw invalid(`put together, they are no pattern: ${problem}`);
}

function invalid(problem: string): BundleError {
  return new BundleError('BUNDLE_PATTERN_INVALID', { problem });
}
