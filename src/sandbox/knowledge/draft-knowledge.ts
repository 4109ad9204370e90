import { Knowledge } from './knowledge.js';
import type { StoredObject } from './stored-object.js';

/**
 * What a draft sees: the live knowledge with the draft's own changes over it. Changes go into the
 * draft alone.
 */
export class DraftKnowledge extends Knowledge {
  readonly #removed = new Map<string, StoredObject>();

  constructor(
    /** What the draft lies over. */
    readonly live: Knowledge,
    private readonly changedInDraft: (stored: StoredObject) => void,
  ) {
    super(changedInDraft);
  }

  /** What the draft has of its own: new objects, and its versions of live ones. */
  changes(): readonly StoredObject[] {
    return [...super.withUnlisted()];
  }

  /** The live objects that the draft removes. */
  removed(): readonly StoredObject[] {
    return [...this.#removed.values()];
  }

  override get version(): number {
    return super.version + this.live.version + this.#removed.size;
  }

  override find(id: string): StoredObject | undefined {
    return super.find(id) ?? this.#seen(this.live.find(id));
  }

  override remove(stored: StoredObject): void {
    const live = this.live.find(stored.internalId);
    if (live) this.#removed.set(live.internalId, live);
    super.remove(stored);
  }

  /** Takes note that the draft removes a live object, as an earlier sandbox had kept it. */
  restoreRemoved(stored: StoredObject): void {
    this.#removed.set(stored.internalId, stored);
    this.changedInDraft(stored);
  }

  override *all(): Generator<StoredObject> {
    yield* this.#both(this.live.all(), super.all());
  }

  override *withUnlisted(): Generator<StoredObject> {
    yield* this.#both(this.live.withUnlisted(), super.withUnlisted());
  }

  override *ofType(type: string): Generator<StoredObject> {
    yield* this.#both(this.live.ofType(type), super.ofType(type));
  }

  override *ofTypeWithUnlisted(type: string): Generator<StoredObject> {
    yield* this.#both(this.live.ofTypeWithUnlisted(type), super.ofTypeWithUnlisted(type));
  }

  override *referringTo(standardId: string): Generator<StoredObject> {
    yield* this.#both(this.live.referringTo(standardId), super.referringTo(standardId));
  }

  override countsByType(): ReadonlyMap<string, number> {
    const counts = new Map<string, number>();
    for (const { object } of this.all())
      counts.set(object.type, (counts.get(object.type) ?? 0) + 1);

    return counts;
  }

  *#both(live: Iterable<StoredObject>, own: Iterable<StoredObject>): Generator<StoredObject> {
    for (const stored of live) {
      if (this.#seen(stored)) yield stored;
    }
    yield* own;
  }

  /** A live object, unless the draft removes it or has a version of its own. */
  #seen(stored: StoredObject | undefined): StoredObject | undefined {
    if (!stored || this.#removed.has(stored.internalId)) return undefined;

    return super.find(stored.internalId) ? undefined : stored;
  }
}
