import type { Bundle } from '../../stix-object.js';
import { relatedPlaces } from './related-places.js';
import type { SplitBundle } from './split-result.js';

/** How large a group may be. */
export interface GroupLimits {
  /** Objects in a group, 1 or more. Default 100. */
  readonly maxObjects?: number;
  /** Bytes of their JSON. An object that is larger has a group of its own. Default 1,000,000. */
  readonly maxBytes?: number;
}

/**
 * Puts split bundles together again into a few that can be imported as they stand: what an object
 * refers to is before it, in the same bundle or in an earlier one. Objects that refer to each other
 * are in the same bundle where they fit. Inside a bundle they keep the order they were split in.
 *
 * What many refer to, such as an author, is in the first bundle that needs it. An object with more
 * references than a bundle has room for comes after them, in the last of several.
 *
 * @param bundles of one object each, as `splitBundle` gives them.
 */
export function groupBundles(
  bundles: readonly SplitBundle[],
  { maxObjects = 100, maxBytes = 1_000_000 }: GroupLimits = {},
): Bundle[] {
  const [first] = bundles;
  if (!first) return [];
  const { x_opencti_seq: _sequence, ...envelope } = first;
  const objects = bundles.flatMap(one => one.objects);
  const groups = new Groups(objects.map(bytesOf), maxObjects, maxBytes);
  for (const places of relatedPlaces(objects)) groups.add(places);

  return groups.all().map(places => ({
    ...envelope,
    objects: places.flatMap(place => objects[place] ?? []),
  }));
}

/** Fills one group after the other. */
class Groups {
  private readonly closed: number[][] = [];
  private open: number[] = [];
  private openBytes = 0;

  constructor(
    private readonly sizes: readonly number[],
    private readonly maxObjects: number,
    private readonly maxBytes: number,
  ) {}

  /** Adds objects that belong together: to the open group, to a new one, or one by one. */
  add(places: readonly number[]): void {
    const bytes = places.reduce((sum, place) => sum + this.sizeOf(place), 0);
    if (!this.admits(places.length, bytes) && this.fitsAlone(places.length, bytes)) this.close();

    for (const place of places) {
      if (!this.admits(1, this.sizeOf(place))) this.close();
      this.open.push(place);
      this.openBytes += this.sizeOf(place);
    }
  }

  all(): readonly (readonly number[])[] {
    this.close();

    return this.closed;
  }

  private admits(count: number, bytes: number): boolean {
    return this.fitsAlone(this.open.length + count, this.openBytes + bytes);
  }

  private fitsAlone(count: number, bytes: number): boolean {
    return count <= this.maxObjects && bytes <= this.maxBytes;
  }

  private close(): void {
    if (this.open.length > 0) this.closed.push(this.open.sort((a, b) => a - b));
    this.open = [];
    this.openBytes = 0;
  }

  private sizeOf(place: number): number {
    return this.sizes[place] ?? 0;
  }
}

/** Bytes of an object in a message; without end for what has no JSON, so that it stands alone. */
function bytesOf(object: unknown): number {
  try {
    return Buffer.byteLength(JSON.stringify(object), 'utf8') + 1;
  } catch {
    return Infinity;
  }
}
