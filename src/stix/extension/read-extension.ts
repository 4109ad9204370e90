import {
  MITRE_EXTENSION,
  OPENCTI_EXTENSION,
  OPENCTI_OBSERVABLE_EXTENSION,
} from '../model/extensions.js';

/**
 * Reads what OpenCTI keeps in its extensions: in the one of every object, else in the one of
 * observables, else at the object's root. `type` is never read at the root, where it means the STIX
 * type. A null counts as there, so a null in an extension hides the root. Undefined when it is nowhere.
 *
 * @see pycti `OpenCTIConnectorHelper.get_attribute_in_extension`
 */
export function readExtension(object: object, key: string): unknown {
  for (const id of [OPENCTI_EXTENSION, OPENCTI_OBSERVABLE_EXTENSION]) {
    const extension = ownMember(ownMember(object, 'extensions'), id);
    if (hasMember(extension, key)) return extension[key];
  }

  return key === 'type' ? undefined : ownMember(object, key);
}

/**
 * Reads what MITRE ATT&CK keeps in its extension; undefined when it is not there.
 *
 * @see pycti `OpenCTIConnectorHelper.get_attribute_in_mitre_extension`
 */
export function readMitreExtension(object: object, key: string): unknown {
  return ownMember(ownMember(ownMember(object, 'extensions'), MITRE_EXTENSION), key);
}

function ownMember(value: unknown, key: string): unknown {
  return hasMember(value, key) ? value[key] : undefined;
}

function hasMember(value: unknown, key: string): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, key);
}
