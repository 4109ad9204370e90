import {
  OPENCTI_EXTENSION,
  isMeta,
  readExtension,
  writeExtension,
  type StixObject,
} from '../../stix/index.js';

/** STIX ids of the organizations that an object is shared with. */
export function organizationsOf(object: StixObject): readonly string[] {
  const { x_opencti_granted_refs: own } = object as { x_opencti_granted_refs?: unknown };
  const extended = readExtension(object, 'granted_refs');

  return [...new Set([...textsIn(own), ...textsIn(extended)])];
}

/**
 * Gives copies of objects that are shared with some organizations too. What an object is already
 * shared with stays. Markings, labels and the like are everybody's and stay as they are.
 *
 * @see pycti `OpenCTIConnectorHelper.send_stix2_bundle`
 */
export function sharedWith(
  objects: readonly StixObject[],
  organizations: readonly string[],
): readonly StixObject[] {
  if (organizations.length === 0) return objects;

  return objects.map(object => (isMeta(object) ? object : shared(object, organizations)));
}

function shared(object: StixObject, organizations: readonly string[]): StixObject {
  const all = [...new Set([...organizationsOf(object), ...organizations])];
  const { extensions } = object as { extensions?: Readonly<Record<string, unknown>> };
  const hasExtension = extensions != null && Object.hasOwn(extensions, OPENCTI_EXTENSION);
  if (hasExtension) return writeExtension(object, OPENCTI_EXTENSION, 'granted_refs', all);

  return { ...object, x_opencti_granted_refs: all } as StixObject;
}

function textsIn(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.filter(item => typeof item === 'string') : [];
}
