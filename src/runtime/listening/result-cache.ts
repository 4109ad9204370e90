import type { Clock } from '../../injection/index.js';
import type { StixObject } from '../../stix/index.js';

/** Results kept; the oldest goes first. */
const KEPT = 1_000;

interface KeptResult {
  readonly objects: readonly StixObject[];
  /** On the monotonic clock, in milliseconds. */
  readonly until: number;
}

/** Keeps what enrichments emitted, so that the same question is not asked twice in a while. */
export class ResultCache {
  private readonly results = new Map<string, KeptResult>();

  constructor(
    private readonly clock: Clock,
    /** How long a result is good, in milliseconds. */
    private readonly ttlMs: number,
  ) {}

  get(key: string): readonly StixObject[] | undefined {
    const kept = this.results.get(key);
    if (!kept || kept.until > this.clock.monotonic()) return kept?.objects;
    this.results.delete(key);

    return undefined;
  }

  set(key: string, objects: readonly StixObject[]): void {
    this.results.delete(key);
    this.results.set(key, { objects, until: this.clock.monotonic() + this.ttlMs });
    for (const oldest of this.results.keys()) {
      if (this.results.size <= KEPT) break;
      this.results.delete(oldest);
    }
  }
}
