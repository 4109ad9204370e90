import { readExtension, type StixObject } from '../../stix/index.js';

/** A STIX object with whatever members it came with. Never changed in place. */
export type StixRecord = StixObject & Readonly<Record<string, unknown>>;

/** True for what can be stored: an object whose type and id are text. */
export function isStixRecord(value: unknown): value is StixRecord {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  const { type, id } = value as Readonly<Record<string, unknown>>;

  return typeof type === 'string' && type !== '' && typeof id === 'string' && id !== '';
}

/**
 * An attribute of OpenCTI's own: from its extensions, else from the root, where it has the prefix
 * `x_opencti_`.
 */
export function attribute(object: StixRecord, name: string): unknown {
  // The extensions alone, since at the root the name without the prefix means something else.
  const value = readExtension({ extensions: object.extensions }, name);

  return value === undefined ? readExtension(object, `x_opencti_${name}`) : value;
}

/** The text members of a list; anything else counts as an empty list. */
export function texts(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.filter(item => typeof item === 'string') : [];
}

/** True for what OpenCTI takes as "not given". */
export function isEmpty(value: unknown): boolean {
  if (value === undefined || value === null || value === '') return true;
  if (Array.isArray(value)) return value.length === 0;

  return typeof value === 'object' && Object.keys(value).length === 0;
}

/** What people would call the object: its name, value or closest thing to it. */
export function labelOf(object: StixRecord): string {
  const named = NAMING.map(property => object[property]).find(
    value => typeof value === 'string' && value !== '',
  );

  return typeof named === 'string' ? named : object.id;
}

const NAMING = [
  'name',
  'value',
  'x_opencti_definition',
  'abstract',
  'opinion',
  'display_name',
  'user_id',
  'account_login',
  'path',
  'key',
  'subject',
  'relationship_type',
  'url',
  'phase_name',
  'source_name',
];
