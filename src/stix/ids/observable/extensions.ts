import { asObject, isStixId } from './container-cleaners.js';
import { invalid, inside, type Cleaner, type Place } from './cleaner.js';
import { EXTENSION_SHAPES } from './extension-shapes.js';
import { cleanShape, type Members } from './shape.js';

/**
 * The `extensions` of an observable: those that STIX defines are cleaned, those of an extension
 * definition are taken whole, any other is custom.
 */
export const extensions: Cleaner = (value, at) => {
  const entries = Object.entries(asObject(value, at));

  return Object.fromEntries(
    entries.map(([name, extension]) => [name, cleanExtension(name, extension, inside(at, name))]),
  );
};

/** True when an extension says that it adds properties to the object's root. */
export function extendsRoot(members: Members): boolean {
  const { extensions: all } = members;
  if (typeof all !== 'object' || all === null) return false;

  return Object.values(all as Members).some(
    extension => (extension as Members | null)?.extension_type === 'toplevel-property-extension',
  );
}

function cleanExtension(name: string, extension: unknown, at: Place): Members {
  const members = asObject(extension, at);
  const shape = Object.hasOwn(EXTENSION_SHAPES, name) ? EXTENSION_SHAPES[name] : undefined;
  if (shape) return cleanShape(shape, members, at);

  const isDefined = name.startsWith('extension-definition--');
  if (isDefined && !isStixId(name)) throw invalid(at, 'is not the id of an extension definition');
  if (!isDefined && !at.allowCustom) throw invalid(at, 'is no extension of STIX');

  return members;
}
