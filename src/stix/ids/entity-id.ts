import { BundleError } from '../../errors/index.js';
import type { Parts } from './contribution.js';
import { EMBEDDED_RECIPES, ENTITY_RECIPES, EXTERNAL_REFERENCE } from './entity-recipes.js';
import { hashedName, partsOf, type EntityRecipe } from './entity-recipe.js';
import type { Identifiable } from './identifiable.js';
import { nameUuid } from './name-uuid.js';
import { unknownType } from './unknown-type.js';

/**
 * The id of a domain object, relationship, sighting, marking or vocabulary, from its properties. The
 * older type names (`x-opencti-task`, `x-mitre-data-source`…) give ids of the plain type.
 *
 * @throws BundleError `BUNDLE_TYPE_UNKNOWN` for any other type, `BUNDLE_PROPERTY_MISSING`,
 * `BUNDLE_PROPERTY_INVALID`, `BUNDLE_NOT_CANONICAL`.
 * @see pycti `OpenCTIStix2.generate_standard_id_from_stix`
 */
export function entityId(object: Identifiable): string {
  const recipe = ENTITY_RECIPES.get(object?.type);
  if (!recipe) throw unknownType(object?.type);

  return idBy(recipe, partsOf(recipe, object));
}

/**
 * The id that an object of a type would have, from the properties that count alone. Unlike
 * `stixId`, it takes a property that is absent as null, as OpenCTI's Python client does when it
 * is asked for an id before there is an object.
 *
 * @param type a STIX type of OpenCTI's that is no observable.
 * @param parts the properties that count, under their STIX names.
 * @throws BundleError as {@link entityId}.
 * @see pycti `generate_id` of each class in `entities/`
 */
export function idFromParts(type: string, parts: Readonly<Record<string, unknown>>): string {
  const recipe = ENTITY_RECIPES.get(type) ?? EMBEDDED_RECIPES.get(type);
  if (!recipe) throw unknownType(type);

  return idBy(recipe, parts);
}

/**
 * The id of an external reference: its `url` makes it, else `source_name` and `external_id` together.
 * Undefined when it has neither; OpenCTI can not keep such a reference.
 *
 * @throws BundleError `BUNDLE_NOT_CANONICAL`.
 * @see pycti `ExternalReference.generate_id`
 */
export function externalReferenceId(reference: object): string | undefined {
  const name = hashedName(EXTERNAL_REFERENCE, reference as Parts);

  return name === undefined ? undefined : `${EXTERNAL_REFERENCE.type}--${nameUuid(name)}`;
}

/**
 * The id that a recipe makes from parts.
 *
 * @throws BundleError `BUNDLE_PROPERTY_MISSING` when nothing contributes, which only an external
 * reference can lack.
 */
export function idBy(recipe: EntityRecipe, parts: Parts): string {
  const fixed = recipe.fixedId?.(parts);
  if (fixed !== undefined) return fixed;
  const name = hashedName(recipe, parts);
  if (name !== undefined) return `${recipe.type}--${nameUuid(name)}`;

  throw new BundleError('BUNDLE_PROPERTY_MISSING', { type: recipe.type, property: 'url' });
}
