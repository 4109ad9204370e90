import type { Parts } from './contribution.js';
import { idBy } from './entity-id.js';
import type { Identifiable } from './identifiable.js';
import { EMBEDDED_RECIPES, ENTITY_RECIPES } from './entity-recipes.js';
import { partsOf } from './entity-recipe.js';
import { observableId } from './observable/observable-id.js';
import { observableShape } from './observable/observable-shapes.js';
import { unknownType } from './unknown-type.js';

/**
 * The id that OpenCTI's Python client gives a STIX object, from its properties alone: the same thing
 * has the same id, whoever sends it and whenever. The object's present `id` is not looked at.
 *
 * Domain objects, relationships, sightings, markings, vocabularies, labels, external references and
 * kill chain phases follow pycti; observables follow the OASIS Python library. An observable with none
 * of the properties that count, and every process, gets a random id.
 *
 * Dates count as they are written: `2024-01-15T10:30:00Z` and `2024-01-15T10:30:00.000Z` make two ids.
 * The platform itself writes milliseconds, as a `Date` does.
 *
 * @throws BundleError `BUNDLE_TYPE_UNKNOWN`, `BUNDLE_PROPERTY_MISSING` when a property that counts is
 * absent, `BUNDLE_PROPERTY_INVALID`, `BUNDLE_NOT_CANONICAL`.
 * @see STIX 2.1 section 2.9; pycti `generate_id` of each class
 */
export function stixId(object: Identifiable): string {
  const type: unknown = object?.type;
  if (typeof type !== 'string') throw unknownType(type);

  const parts = object as unknown as Parts;
  const recipe = ENTITY_RECIPES.get(type) ?? EMBEDDED_RECIPES.get(type);
  if (recipe) return idBy(recipe, partsOf(recipe, parts));
  const shape = observableShape(type);
  if (shape) return observableId(type, shape, parts);

  throw unknownType(type);
}
