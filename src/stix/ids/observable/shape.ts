import { BundleError } from '../../../errors/index.js';
import { asObject } from './container-cleaners.js';
import { invalid, inside, type Cleaner, type Place } from './cleaner.js';

/** Members of an object, cleaned or not. */
export type Members = Readonly<Record<string, unknown>>;

/** What an object of STIX may look like. */
export interface Shape {
  readonly properties: Readonly<Record<string, Cleaner>>;
  readonly required?: readonly string[];
  /** At least one of these must be there. */
  readonly anyOf?: readonly string[];
  /** Says what is wrong with properties that are right one by one; undefined when nothing is. */
  readonly conflict?: (cleaned: Members) => string | undefined;
}

/** A part of an object that has a shape of its own. */
export function shaped(shape: Shape): Cleaner {
  return (value, at) => cleanShape(shape, asObject(value, at), at);
}

/** A shape of which at least one property must be there. */
export function nonEmpty(properties: Shape['properties']): Shape {
  return { properties, anyOf: Object.keys(properties) };
}

/**
 * Cleans the members of an object. Null and empty lists count as absent.
 *
 * @param mayHaveMore true: members that the shape does not name are let through.
 * @throws BundleError `BUNDLE_PROPERTY_INVALID`, `BUNDLE_PROPERTY_MISSING`,
 * `BUNDLE_PROPERTY_UNKNOWN`, `BUNDLE_PROPERTIES_CONFLICT`.
 */
export function cleanShape(
  shape: Shape,
  members: Members,
  at: Place,
  mayHaveMore = at.allowCustom,
): Members {
  const cleaned: [string, unknown][] = [];
  for (const [name, value] of Object.entries(members)) {
    if (isAbsent(value)) continue;
    const cleaner = Object.hasOwn(shape.properties, name) ? shape.properties[name] : undefined;
    if (!cleaner) refuseUnlessCustom(name, at, mayHaveMore);
    cleaned.push([name, cleaner ? cleaner(value, inside(at, name)) : value]);
  }
  const result = Object.fromEntries(cleaned);
  checkPresence(shape, result, at);
  checkConflict(shape, result, at);

  return result;
}

/** True for what counts as not being there. */
export function isAbsent(value: unknown): boolean {
  return value == null || (Array.isArray(value) && value.length === 0);
}

function refuseUnlessCustom(name: string, at: Place, mayHaveMore: boolean): void {
  const property = inside(at, name).property;
  if (!mayHaveMore) throw new BundleError('BUNDLE_PROPERTY_UNKNOWN', { type: at.type, property });
  if (!/^[a-z]/.test(name)) throw invalid(inside(at, name), 'has a name that is not lower case');
}

function checkPresence(shape: Shape, cleaned: Members, at: Place): void {
  const missing = shape.required?.find(name => !Object.hasOwn(cleaned, name));
  if (missing !== undefined) {
    const property = inside(at, missing).property;
    throw new BundleError('BUNDLE_PROPERTY_MISSING', { type: at.type, property });
  }
  if (shape.anyOf && !shape.anyOf.some(name => Object.hasOwn(cleaned, name))) {
    throw conflict(at, `one of ${shape.anyOf.join(', ')} must be there`);
  }
}

function checkConflict(shape: Shape, cleaned: Members, at: Place): void {
  const problem = shape.conflict?.(cleaned);
  if (problem !== undefined) throw conflict(at, problem);
}

function conflict(at: Place, problem: string): BundleError {
  const where = at.property === '' ? problem : `in "${at.property}", ${problem}`;

  return new BundleError('BUNDLE_PROPERTIES_CONFLICT', { type: at.type, problem: where });
}
