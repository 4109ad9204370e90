import { BundleError } from '../../errors/index.js';
import type { Contribution, Parts } from './contribution.js';

/** One member of the object that is hashed. */
export interface HashedMember {
  /** Name under which the property is hashed. */
  readonly name: string;
  readonly contribution: Contribution;
  /** STIX property that is hashed, when it has another name. */
  readonly property?: string;
  /** The member is left out unless this holds. */
  readonly when?: (parts: Parts) => boolean;
}

/** How the id of one STIX type follows from an object's properties. */
export interface EntityRecipe {
  /** What the id begins with. */
  readonly type: string;
  /** Properties that an object must have, though they may be null. */
  readonly required: readonly string[];
  /** What is hashed, in the order of canonical JSON. */
  readonly members: readonly HashedMember[];
  /** Finds the parts in an object that may keep them in several places. */
  readonly read?: (object: Parts) => Parts;
  /** The id of parts that have a fixed one. */
  readonly fixedId?: (parts: Parts) => string | undefined;
}

/** The canonical JSON that is hashed; undefined when no property contributes. */
export function hashedName(recipe: EntityRecipe, parts: Parts): string | undefined {
  let text = '';
  for (const { name, property, contribution, when } of recipe.members) {
    if (when && !when(parts)) continue;
    text += `${text && ','}"${name}":${contribution(parts, property ?? name, recipe.type)}`;
  }

  return text === '' ? undefined : `{${text}}`;
}

/**
 * The parts that an object's id is made from.
 *
 * @throws BundleError `BUNDLE_PROPERTY_MISSING`.
 */
export function partsOf(recipe: EntityRecipe, object: Parts): Parts {
  for (const property of recipe.required) {
    if (object[property] === undefined) {
      throw new BundleError('BUNDLE_PROPERTY_MISSING', { type: recipe.type, property });
    }
  }

  return recipe.read ? recipe.read(object) : object;
}
