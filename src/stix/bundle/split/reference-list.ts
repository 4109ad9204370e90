import { BundleError } from '../../../errors/index.js';

/** The references of one member, while they are being followed. */
export interface ReferenceList {
  readonly property: string;
  /** The member holds one reference, not a list. */
  readonly isSingle: boolean;
  /** The member's value before it was followed. */
  readonly value: unknown;
  /** Each reference once, in order; what is not text stays, to be cut. */
  readonly refs: readonly unknown[];
  /** How often each reference was listed, when any was listed twice. */
  readonly times: ReadonlyMap<unknown, number> | undefined;
  /** Place of the reference that is being followed. */
  at: number;
  /** References kept so far; undefined while all were. */
  kept: unknown[] | undefined;
}

/** Says whether the values of a member are references, by its name. */
export function isReferenceProperty(property: string): boolean {
  return property.endsWith('_ref') || property.endsWith('_refs');
}

/**
 * Opens a member that holds references.
 *
 * pycti reads text in a list's place character by character; so does this.
 *
 * @returns the references; undefined for null, absent, and an empty list, which stay as they are.
 * @throws BundleError `BUNDLE_MEMBER_MALFORMED` for a value that can't hold references.
 */
export function openReferences(
  id: string,
  property: string,
  value: unknown,
  cleanup: boolean,
): ReferenceList | undefined {
  if (value === null || value === undefined) return undefined;

  const isSingle = property.endsWith('_ref');
  const all = isSingle ? singleReference(value, cleanup) : listOf(value);
  if (all === undefined) {
    const expected = isSingle ? 'the text of an id' : 'a list of ids';
    throw new BundleError('BUNDLE_MEMBER_MALFORMED', { id, property, expected });
  }
  if (all.length === 0) return undefined;

  const times = all.length === 1 ? undefined : timesOf(all);
  const refs = times === undefined ? all : [...times.keys()];
  return { property, isSingle, value, refs, times, at: 0, kept: undefined };
}

/** Gives what the member holds after its references were followed. */
export function keptReferences(list: ReferenceList): unknown {
  if (list.isSingle) return list.kept === undefined ? list.value : null;

  return list.kept ?? list.refs;
}

/** Gives what the member holds while one of its references is being followed, as pycti leaves it. */
export function halfReadReferences(list: ReferenceList): unknown {
  return list.at === 0 ? list.value : (list.kept ?? list.refs.slice(0, list.at));
}

function singleReference(value: unknown, cleanup: boolean): readonly unknown[] | undefined {
  const canBeCut = cleanup && typeof value !== 'object';

  return typeof value === 'string' || canBeCut ? [value] : undefined;
}

function listOf(value: unknown): readonly unknown[] | undefined {
  if (Array.isArray(value)) return value as unknown[];

  return typeof value === 'string' ? Array.from(value) : undefined;
}

/** Counts each reference; undefined when each is there once. */
function timesOf(refs: readonly unknown[]): ReadonlyMap<unknown, number> | undefined {
  if (new Set(refs).size === refs.length) return undefined;

  const times = new Map<unknown, number>();
  for (const ref of refs) times.set(ref, (times.get(ref) ?? 0) + 1);

  return times;
}
