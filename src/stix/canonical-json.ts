import { BundleError } from '../errors/index.js';

/** Deeper nesting than any STIX object needs, and far from the end of the stack. */
const MAX_DEPTH = 1_000;

const LONE_SURROGATE = /\p{Surrogate}/u;

/**
 * Writes a value as canonical JSON: no blanks, members sorted by the UTF-16 code units of their
 * names, numbers as ECMAScript writes them, text escaped no more than JSON demands. Equal values give
 * equal text, which is what ids are hashed from.
 *
 * Takes text, finite numbers, booleans, null, arrays and plain objects. As in JSON, members that are
 * undefined are left out.
 *
 * @throws BundleError `BUNDLE_NOT_CANONICAL` for anything else, for a lone surrogate in a text, and
 * for nesting deeper than 1000 levels, a value that holds itself included.
 * @see RFC 8785, as `stix2.canonicalization` of the OASIS Python library implements it
 */
export function canonicalJson(value: unknown): string {
  return write(value, []);
}

/**
 * Writes one text as canonical JSON, quotes included.
 *
 * @throws BundleError `BUNDLE_NOT_CANONICAL` for a lone surrogate.
 */
export function canonicalText(text: string): string {
  if (LONE_SURROGATE.test(text)) throw notCanonical('a text holds half of a surrogate pair');

  return JSON.stringify(text);
}

function write(value: unknown, ancestors: object[]): string {
  switch (typeof value) {
    case 'string':
      return canonicalText(value);
    case 'number':
      return canonicalNumber(value);
    case 'boolean':
      return value ? 'true' : 'false';
    case 'object':
      return value === null ? 'null' : writeContainer(value, ancestors);
    default:
      throw notCanonical(`it holds a value of type ${typeof value}`);
  }
}

function canonicalNumber(value: number): string {
  if (!Number.isFinite(value)) throw notCanonical(`${value} is not a finite number`);

  return JSON.stringify(value);
}

function writeContainer(value: object, ancestors: object[]): string {
  if (ancestors.length === MAX_DEPTH) throw tooDeep(ancestors);

  ancestors.push(value);
  const text = Array.isArray(value)
    ? writeList(value, ancestors)
    : writeMembers(asPlainObject(value), ancestors);
  ancestors.pop();

  return text;
}

function writeList(list: readonly unknown[], ancestors: object[]): string {
  let text = '[';
  for (let i = 0; i < list.length; i++) {
    if (i > 0) text += ',';
    text += write(list[i], ancestors);
  }

  return `${text}]`;
}

function writeMembers(object: Readonly<Record<string, unknown>>, ancestors: object[]): string {
  let text = '{';
  for (const name of Object.keys(object).sort()) {
    const member = object[name];
    if (member === undefined) continue;
    if (text.length > 1) text += ',';
    text += `${canonicalText(name)}:${write(member, ancestors)}`;
  }

  return `${text}}`;
}

/** Dates, maps and class instances have no JSON of their own: hashing them would hash nothing. */
function asPlainObject(value: object): Readonly<Record<string, unknown>> {
  const prototype: unknown = Object.getPrototypeOf(value);
  // The second test is for plain objects of another realm, such as a worker's or a test's.
  const isPlain = prototype === null || Object.getPrototypeOf(prototype) === null;
  if (!isPlain) throw notCanonical(`it holds a ${value.constructor?.name || 'class instance'}`);

  return value as Readonly<Record<string, unknown>>;
}

function tooDeep(ancestors: readonly object[]): BundleError {
  const isCycle = new Set(ancestors).size < ancestors.length;

  return notCanonical(
    isCycle ? 'it holds itself' : `it is nested more than ${MAX_DEPTH} levels deep`,
  );
}

function notCanonical(problem: string): BundleError {
  return new BundleError('BUNDLE_NOT_CANONICAL', { problem });
}
