import type { Bundle } from '../../stix-object.js';

/** What {@link splitBundle} may be told. */
export interface SplitOptions {
  /**
   * Removes references to objects that the bundle doesn't hold. Author, markings and sharing stay.
   * Default false: they are left for the platform to resolve.
   */
  readonly cleanup?: boolean;
  /** Written as `x_opencti_event_version` on every bundle. Empty text counts. */
  readonly eventVersion?: string;
  /**
   * What happens to a cycle of references.
   *
   * - `pycti` (default): what pycti sends. A cycle of three or more objects that runs through a list
   *   of the first one visited stays whole, and then no order can satisfy it.
   * - `cut`: every cycle is cut, at a reference in a list before a single one, so that what an object
   *   refers to always comes before it.
   */
  readonly cycles?: 'pycti' | 'cut';
}

/** A bundle of one object, as it goes on the queue. */
export interface SplitBundle extends Bundle {
  /** Number of objects that this one needs, itself included, one for each path to them. */
  readonly x_opencti_seq: number;
  /** Version of the event that the object comes from. */
  readonly x_opencti_event_version?: string;
}

/** An object that is not sent. */
export interface DroppedObject {
  /** The object's id; `objects[3]`, its place in the bundle, when it has none. */
  readonly id: string;
  /** Why, as a clause: `target_ref is empty`. */
  readonly reason: string;
}

/** A reference that was removed from an object that is sent. */
export interface CutReference {
  /** The object that held the reference. */
  readonly id: string;
  /** The member it stood in, such as `object_refs`. */
  readonly property: string;
  /** The reference, as text. */
  readonly ref: string;
  /** Why, as a clause: `not in the bundle`. */
  readonly reason: string;
}

/** What {@link splitBundle} makes of a bundle. */
export interface SplitResult {
  /** One object each; what an object refers to comes before it. */
  readonly bundles: SplitBundle[];
  /** How many outcomes the platform will report: the number of bundles. */
  readonly expectations: number;
  /** Objects that OpenCTI would refuse, each with the reason. */
  readonly dropped: DroppedObject[];
  /** References removed from objects that are sent. */
  readonly cut: CutReference[];
  /** Objects that lost their place to a later one with the same id. */
  readonly replaced: DroppedObject[];
}
