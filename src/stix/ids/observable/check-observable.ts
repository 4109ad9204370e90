import type { Identifiable } from '../identifiable.js';
import { unknownType } from '../unknown-type.js';
import { extendsRoot } from './extensions.js';
import { observableShape } from './observable-shapes.js';
import { cleanShape, type Members } from './shape.js';

/** How {@link checkObservable} treats what STIX does not define. */
export interface CheckObservableOptions {
  /** Lets custom properties, extensions and hash algorithms pass. Default true. */
  readonly allowCustom?: boolean;
}

/**
 * Checks an observable against STIX 2.1 in all its properties: types, ranges, hashes, references,
 * extensions, and what must or must not stand together. `stixId` looks only at the properties that it
 * needs.
 *
 * @returns the observable as STIX writes it: hash names spelt right, numbers and dates in one form,
 * empty members gone.
 * @throws BundleError `BUNDLE_TYPE_UNKNOWN`, `BUNDLE_PROPERTY_MISSING`, `BUNDLE_PROPERTY_INVALID`,
 * `BUNDLE_PROPERTY_UNKNOWN`, `BUNDLE_PROPERTIES_CONFLICT`.
 * @see STIX 2.1 section 6, as the OASIS Python library checks it
 */
export function checkObservable(
  observable: Identifiable,
  { allowCustom = true }: CheckObservableOptions = {},
): Readonly<Record<string, unknown>> {
  const type = observable?.type;
  const shape = observableShape(type);
  if (!shape) throw unknownType(type);
  const members = observable as unknown as Members;
  const at = { type, property: '', allowCustom, checkReferences: true };

  return cleanShape(shape, members, at, allowCustom || extendsRoot(members));
}
