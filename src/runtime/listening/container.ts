import { ENTITY_GROUPS, entityNameOf, isMeta, type StixObject } from '../../stix/index.js';

/** Whether an object is one that holds others: a report, a case, a grouping, a note … */
export function isContainer(object: StixObject): boolean {
  const name = entityNameOf(object);

  return ENTITY_GROUPS.Container.some(container => container === name);
}

/**
 * A copy of a container that refers to some objects and no others: OpenCTI adds them to those that
 * the container holds already. Markings, labels and the like are not put into containers, nor is the
 * author of what is. Undefined when there is nothing to put in.
 */
export function filledContainer(
  container: StixObject,
  objects: readonly StixObject[],
  authorId?: string,
): StixObject | undefined {
  const ids = objects
    .filter(object => !isMeta(object) && object.id !== container.id && object.id !== authorId)
    .map(({ id }) => id);
  if (ids.length === 0) return undefined;

  return { ...container, object_refs: [...new Set(ids)] } as StixObject;
}
