import { BundleError } from '../../../errors/index.js';

/** Where a value stands, and how strictly it is read. */
export interface Place {
  /** STIX type of the object, for errors. */
  readonly type: string;
  /** Path of the property, for errors. */
  readonly property: string;
  /** Properties, extensions and hash algorithms that STIX does not define are let through. */
  readonly allowCustom: boolean;
  /** References are checked for the types that they may lead to. */
  readonly checkReferences: boolean;
}

/**
 * Brings a value into the form that STIX gives it, or throws. Null and absent values never get here.
 *
 * @throws BundleError `BUNDLE_PROPERTY_INVALID`.
 */
export type Cleaner = (value: unknown, at: Place) => unknown;

/** Makes the error of a value that can't be cleaned; `problem` continues `"size" of a file …`. */
export function invalid({ type, property }: Place, problem: string): BundleError {
  return new BundleError('BUNDLE_PROPERTY_INVALID', { type, property, problem });
}

/** The place of a member of what stands at a place. */
export function inside(at: Place, member: string | number): Place {
  const { type, property, allowCustom, checkReferences } = at;
  const path = property === '' ? String(member) : `${property}.${member}`;

  return { type, property: path, allowCustom, checkReferences };
}
