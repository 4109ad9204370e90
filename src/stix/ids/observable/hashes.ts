import { invalid, inside, type Cleaner, type Place } from './cleaner.js';
import { dictionary } from './container-cleaners.js';

/** A hash algorithm: how STIX spells it, when STIX knows it, and what its values look like. */
interface Algorithm {
  readonly spelling?: string;
  readonly value: RegExp;
}

/** By name in capitals, without hyphens. */
const ALGORITHMS: Readonly<Record<string, Algorithm>> = {
  MD5: { spelling: 'MD5', value: hexOf(32) },
  MD6: { value: hexOf(32, 40, 56, 64, 96, 128) },
  RIPEMD160: { value: hexOf(40) },
  SHA1: { spelling: 'SHA-1', value: hexOf(40) },
  SHA224: { value: hexOf(56) },
  SHA256: { spelling: 'SHA-256', value: hexOf(64) },
  SHA384: { value: hexOf(96) },
  SHA512: { spelling: 'SHA-512', value: hexOf(128) },
  SHA3224: { value: hexOf(56) },
  SHA3256: { spelling: 'SHA3-256', value: hexOf(64) },
  SHA3384: { value: hexOf(96) },
  SHA3512: { spelling: 'SHA3-512', value: hexOf(128) },
  SSDEEP: { spelling: 'SSDEEP', value: /^[a-z0-9/+:.]{1,128}$/i },
  WHIRLPOOL: { value: hexOf(128) },
  TLSH: { spelling: 'TLSH', value: hexOf(70) },
};

/** The algorithms of STIX under its own spelling, which most hashes come with. */
const SPELT_RIGHT: ReadonlyMap<string, Algorithm> = new Map(
  Object.values(ALGORITHMS).flatMap(algorithm =>
    algorithm.spelling === undefined ? [] : [[algorithm.spelling, algorithm] as const],
  ),
);

/** The hash that makes an id, if it is there; else the first one. */
const PREFERRED = ['MD5', 'SHA-1', 'SHA-256', 'SHA-512'];

/**
 * Hashes by algorithm. Names are matched without regard to case and hyphens and take STIX's spelling;
 * values keep their case. Algorithms that STIX does not know are custom.
 *
 * @see STIX 2.1 section 2.7, as the OASIS Python library cleans it
 */
export const hashes: Cleaner = (value, at) => {
  const entries = Object.entries(dictionary(value, at) as object);

  // A map keeps the first place of an algorithm that is spelt twice, and its last value.
  return Object.fromEntries(
    new Map(entries.map(([name, digest]) => [spellingOf(name, digest, inside(at, name)), digest])),
  );
};

/** The one hash that an id is made from, of hashes that were cleaned. */
export function identifyingHash(cleaned: Readonly<Record<string, unknown>>): object {
  const chosen = PREFERRED.find(name => Object.hasOwn(cleaned, name)) ?? Object.keys(cleaned)[0];

  return chosen === undefined ? {} : { [chosen]: cleaned[chosen] };
}

function spellingOf(name: string, digest: unknown, at: Place): string {
  const algorithm = SPELT_RIGHT.get(name) ?? algorithmNamed(name);
  if (algorithm && !(typeof digest === 'string' && algorithm.value.test(digest))) {
    throw invalid(at, `is not a ${name} hash`);
  }
  if (!algorithm?.spelling && !at.allowCustom) throw invalid(at, 'is no hash algorithm of STIX');

  return algorithm?.spelling ?? name;
}

function algorithmNamed(name: string): Algorithm | undefined {
  const key = name.replaceAll('-', '').toUpperCase();

  return Object.hasOwn(ALGORITHMS, key) ? ALGORITHMS[key] : undefined;
}

function hexOf(...lengths: readonly number[]): RegExp {
  return new RegExp(`^(?:${lengths.map(length => `[0-9a-f]{${length}}`).join('|')})$`, 'i');
}
