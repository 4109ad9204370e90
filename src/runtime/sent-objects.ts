import { hash as digestOf } from 'node:crypto';
import type { StixObject } from '../stix/index.js';

/** Objects that one run remembers. About 14 MB of memory when full. */
const DEFAULT_LIMIT = 100_000;
/** Characters; longer ids are not remembered, so that a limit on their number is one on memory too. */
export const LONGEST_ID = 200;
const FIRST_CAPACITY = 1_024;

/** Stands for any content: whatever the object says is sent. */
export const DOUBTFUL = 0n;

/** An object as far as it is remembered: what it said is 8 bytes of a hash. */
export interface SentContent {
  readonly id: string;
  readonly hash: bigint;
}

/**
 * Remembers what has been put on the queue, so that an object is sent again only when it has changed:
 * the author, the markings and whatever else the pages of a run share; or, when it outlives the run,
 * whatever the source has not changed. What is forgotten is sent again, which is harmless.
 */
export class SentObjects {
  /** Where what is known of an id stands, the longest known first. */
  private readonly places = new Map<string, number>();
  private hashes = new BigUint64Array(FIRST_CAPACITY);
  private rounds = new Uint32Array(FIRST_CAPACITY);
  private readonly free: number[] = [];
  private round = 1;
  /** Stands before the longest known: a new iterator would look at every place left free before it. */
  private oldest = this.places.keys();

  /** @param limit objects remembered; older ones are forgotten first. */
  constructor(private readonly limit = DEFAULT_LIMIT) {}

  /** Objects that are remembered. */
  get size(): number {
    return this.places.size;
  }

  /**
   * The objects that are new, or have another content than when they were sent. What is known of the
   * latter is doubtful until they are confirmed: nobody knows which of the two OpenCTI gets last.
   */
  unsent<T extends StixObject>(objects: readonly T[]): T[] {
    return objects.filter(object => !this.meet(object));
  }

  /** Call it once the objects are confirmed. Gives what is remembered of them. */
  confirmed(objects: readonly StixObject[]): SentContent[] {
    const contents = objects.map(contentOf).filter(({ id }) => id.length <= LONGEST_ID);
    for (const content of contents) this.remember(content);

    return contents;
  }

  /** Whether anything is known of an id. */
  knows(id: string): boolean {
    return this.places.has(id);
  }

  /** Remembers that an object was sent with this content. */
  remember({ id, hash }: SentContent): void {
    this.forget(id);
    while (this.places.size >= this.limit && this.forgetOldest());
    const place = this.takePlace();
    // A slice of a longer text would keep all of that text in memory.
    this.places.set(Buffer.from(id, 'utf8').toString('utf8'), place);
    this.hashes[place] = hash;
    this.rounds[place] = this.round;
  }

  /** Sends whatever has this id again. */
  forget(id: string): void {
    const place = this.places.get(id);
    if (place === undefined) return;
    this.places.delete(id);
    this.free.push(place);
  }

  /** Forgets everything. */
  clear(): void {
    this.places.clear();
    this.free.length = 0;
    this.oldest = this.places.keys();
  }

  /** Everything that is remembered, the longest known first. */
  *contents(): Generator<SentContent> {
    for (const [id, place] of this.places) yield { id, hash: this.hashes[place] ?? 0n };
  }

  /** From here on {@link notMet} speaks of what comes. */
  beginRound(): void {
    this.round += 1;
  }

  /** Ids that are remembered, and that have not been met since the round began. */
  *notMet(): Generator<string> {
    for (const [id, place] of this.places) if (this.rounds[place] !== this.round) yield id;
  }

  /** Whether an object is known as it is. */
  private meet(object: StixObject): boolean {
    const place = this.places.get(object.id);
    if (place === undefined) return false;
    this.rounds[place] = this.round;
    if (this.hashes[place] === contentOf(object).hash) return true;
    this.hashes[place] = DOUBTFUL;

    return false;
  }

  /** Whether there was anything to forget. */
  private forgetOldest(): boolean {
    let { value } = this.oldest.next();
    if (value === undefined) {
      this.oldest = this.places.keys();
      ({ value } = this.oldest.next());
    }
    if (value !== undefined) this.forget(value);

    return value !== undefined;
  }

  private takePlace(): number {
    const place = this.free.pop() ?? this.places.size;
    if (place >= this.hashes.length) this.grow();

    return place;
  }

  private grow(): void {
    const [hashes, rounds] = [this.hashes, this.rounds];
    this.hashes = new BigUint64Array(hashes.length * 2);
    this.rounds = new Uint32Array(rounds.length * 2);
    this.hashes.set(hashes);
    this.rounds.set(rounds);
  }
}

/** The splitter's count tells of the other objects of a page, not of this one. */
function contentOf(object: StixObject): SentContent {
  const digest = digestOf('sha1', textWithoutCount(object), 'buffer');

  return { id: object.id, hash: digest.readBigUInt64LE(0) };
}

/** An object's JSON but for the count and the last brace. */
function textWithoutCount(object: StixObject & { readonly nb_deps?: number }): string {
  const text = JSON.stringify(object);
  if (object.nb_deps === undefined) return text.slice(0, -1);
  // The splitter adds it as the last member, so no copy without it is needed.
  const count = `,"nb_deps":${object.nb_deps.toString()}}`;
  if (text.endsWith(count)) return text.slice(0, -count.length);

  const { nb_deps: _count, ...content } = object;
  return JSON.stringify(content).slice(0, -1);
}
