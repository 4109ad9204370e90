import type { Clock } from '../injection/index.js';

/** How much is remembered. */
export interface RecentLimits {
  /** Keys. Default 1,000. */
  readonly keys?: number;
  /** Milliseconds. Default 1 hour. */
  readonly ms?: number;
}

const DEFAULT_KEYS = 1_000;
const DEFAULT_MS = 3_600_000;

/** Remembers the latest keys, each for a while, so that what comes again is known. */
export class RecentKeys {
  private readonly addedAt = new Map<string, number>();

  constructor(
    private readonly clock: Clock,
    private readonly limits: RecentLimits = {},
  ) {}

  add(key: string): void {
    const { keys = DEFAULT_KEYS } = this.limits;
    this.addedAt.delete(key);
    this.addedAt.set(key, this.clock.monotonic());
    const [oldest] = this.addedAt.keys();
    if (this.addedAt.size > keys && oldest !== undefined) this.addedAt.delete(oldest);
  }

  has(key: string): boolean {
    const { ms = DEFAULT_MS } = this.limits;
    const addedAt = this.addedAt.get(key);

    return addedAt !== undefined && this.clock.monotonic() - addedAt < ms;
  }
}
