const MOST_KEYS = 1_000;

/** Counts by key, for the keys that were counted last. */
export class KeyCounts {
  private readonly counts = new Map<string, number>();

  of(key: string): number {
    return this.counts.get(key) ?? 0;
  }

  /** Counts one more, and tells how many that makes. */
  increment(key: string): number {
    const count = this.of(key) + 1;
    this.counts.delete(key);
    this.counts.set(key, count);
    const [oldest] = this.counts.keys();
    if (this.counts.size > MOST_KEYS && oldest !== undefined) this.counts.delete(oldest);

    return count;
  }

  forget(key: string): void {
    this.counts.delete(key);
  }
}
