import { idFromParts } from '../../ids/entity-id.js';
import { EMBEDDED_RECIPES, ENTITY_RECIPES } from '../../ids/entity-recipes.js';
import { observableShape } from '../../ids/observable/observable-shapes.js';
import { isAbsent, type Members } from '../../ids/observable/shape.js';
import { stixId } from '../../ids/stix-id.js';
import { TLP_LEVELS } from '../../marking/levels.js';
import { tlpOf } from '../../marking/tlp-of.js';

/** The members of an object that has a type. */
export type Typed = Members & { readonly type: string };

/** The properties that an object's id is made from. */
export function identityProperties(type: string): readonly string[] {
  const recipe = ENTITY_RECIPES.get(type) ?? EMBEDDED_RECIPES.get(type);
  if (recipe) return recipe.members.map(({ name, property }) => property ?? name);

  return observableShape(type)?.identity ?? [];
}

/**
 * The id that OpenCTI expects for an object; undefined when nothing tells the object apart, so that
 * any id is as good. A marking is read as OpenCTI reads it, whatever form it has.
 *
 * @throws BundleError as `stixId` does.
 */
export function expectedId(object: Typed): string | undefined {
  if (object.type === 'marking-definition') return markingId(object);
  const shape = observableShape(object.type);
  const isRandom = shape?.identity.every(property => isAbsent(object[property])) ?? false;

  return isRandom ? undefined : stixId(object);
}

function markingId(marking: Typed): string {
  const tlp = tlpOf(marking);
  if (tlp !== undefined) return TLP_LEVELS[tlp].id;

  const { x_opencti_definition_type: definition_type, x_opencti_definition: definition } = marking;
  const isOpenctis = definition_type != null && definition != null;
  return isOpenctis ? idFromParts(marking.type, { definition_type, definition }) : stixId(marking);
}
