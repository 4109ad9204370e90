import type { StixRecord } from './stix-record.js';

/** A reference that leads nowhere. */
export interface MissingReference {
  /** The member it stands in. */
  readonly property: string;
  readonly ref: string;
}

/** Members that end like references but are data of the platform. */
const NOT_REFERENCES = new Set(['x_opencti_granted_refs']);

/** Every reference of an object, by member. Empty ones are left out. */
export function* referencesOf(object: StixRecord): Generator<MissingReference> {
  for (const [property, value] of Object.entries(object)) {
    if (!isReference(property)) continue;
    for (const ref of Array.isArray(value) ? value : [value]) {
      if (typeof ref === 'string' && ref !== '') yield { property, ref };
    }
  }
}

/**
 * The object with its references replaced: what `resolve` gives for each. Repeats that appear because
 * two ids mean the same object are dropped, as are members that are null.
 */
export function withReferences(object: StixRecord, resolve: (ref: string) => string): StixRecord {
  if (!Object.keys(object).some(isReference)) return object;
  const entries = Object.entries(object).flatMap(([property, value]) => {
    if (!isReference(property)) return [[property, value] as const];
    if (value === null) return [];
    if (Array.isArray(value)) {
      const refs = value.map(ref => (typeof ref === 'string' ? resolve(ref) : (ref as unknown)));
      return [[property, [...new Set(refs)]] as const];
    }
    return [[property, typeof value === 'string' ? resolve(value) : value] as const];
  });

  return Object.fromEntries(entries) as StixRecord;
}

/** The object without references to one id. */
export function withoutReference(object: StixRecord, id: string): StixRecord {
  const entries = Object.entries(object).flatMap(([property, value]) => {
    if (!isReference(property)) return [[property, value] as const];
    if (Array.isArray(value)) {
      return [[property, value.filter(ref => ref !== id) as unknown[]] as const];
    }
    return value === id ? [] : [[property, value] as const];
  });

  return Object.fromEntries(entries) as StixRecord;
}

/** True for a member that holds ids of other objects. */
export function isReference(property: string): boolean {
  return property.includes('_ref') && /_refs?$/.test(property) && !NOT_REFERENCES.has(property);
}
