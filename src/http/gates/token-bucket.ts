/** Tokens taken, and when: `[milliseconds since 1970, how many]`, oldest first. */
export type TakenTokens = readonly (readonly [at: number, count: number])[];

/** Buckets larger than this remember tokens by the slot of time rather than one by one. */
const MOST_ONE_BY_ONE = 1_000;
const SLOTS = 100;

/**
 * A bucket of tokens. Each request takes one, which comes back when the window is over: there are
 * never more requests than tokens in any stretch of time as long as the window, wherever the source
 * begins to count.
 */
export class TokenBucket {
  private taken: [at: number, count: number][] = [];
  private out = 0;
  /** Tokens taken within so many milliseconds come back together. */
  private readonly slotMs: number;

  /**
   * @param tokens 1 or more
   * @param windowMs milliseconds
   */
  constructor(
    readonly tokens: number,
    readonly windowMs: number,
  ) {
    this.slotMs = tokens > MOST_ONE_BY_ONE ? Math.ceil(windowMs / SLOTS) : 1;
  }

  /** Milliseconds until there is a token; 0 when there is one. */
  waitMs(now: number): number {
    this.restore(now);
    const [oldest] = this.taken;
    if (this.out < this.tokens || oldest === undefined) return 0;

    return this.backAt(oldest[0]) - now;
  }

  /** Takes a token, whether there is one or not. */
  take(now: number): void {
    const at = Math.floor(now / this.slotMs) * this.slotMs;
    const last = this.taken.at(-1);
    if (last && last[0] >= at) last[1] += 1;
    else this.taken.push([at, 1]);
    this.out += 1;
  }

  /** What is missing, to be kept. */
  get missing(): TakenTokens {
    return this.taken.map(([at, count]) => [at, count]);
  }

  /**
   * Goes on from what was kept.
   *
   * @param kept of any shape; what is not ours is left out
   */
  resume(kept: unknown, now: number): void {
    const entries: unknown[] = Array.isArray(kept) ? kept : [];
    this.taken = entries
      .filter(isTaken)
      // A clock that was set back would keep tokens away for as long as it was ahead.
      .map(([at, count]): [number, number] => [Math.min(at, now), count])
      .sort(([a], [b]) => a - b);
    this.out = this.taken.reduce((sum, [, count]) => sum + count, 0);
    this.restore(now);
  }

  private restore(now: number): void {
    while (this.taken[0] && this.backAt(this.taken[0][0]) <= now) {
      this.out -= this.taken.shift()?.[1] ?? 0;
    }
  }

  /** When the tokens of a slot are all back: as if they were taken at its end. */
  private backAt(slot: number): number {
    return slot + this.slotMs - 1 + this.windowMs;
  }
}

function isTaken(entry: unknown): entry is [number, number] {
  if (!Array.isArray(entry) || entry.length !== 2) return false;

  return entry.every(part => Number.isSafeInteger(part) && part >= 0);
}
