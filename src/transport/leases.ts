import type { Clock } from '../injection/index.js';

/** One message that is held. */
interface Lease {
  readonly endsAt: number;
  expire(): void;
}

/**
 * Leases of one length, watched by one timer: they end in the order in which they began, and most
 * are given up long before.
 */
export class Leases {
  private readonly held = new Set<Lease>();
  private readonly closing = new AbortController();
  private isWatched = false;

  /** @param ms how long a lease is */
  constructor(
    private readonly ms: number,
    private readonly clock: Clock,
  ) {}

  /**
   * Begins a lease.
   *
   * @param expire called once if it is not given up before its end
   * @returns gives it up
   */
  hold(expire: () => void): () => void {
    const lease: Lease = { endsAt: this.clock.monotonic() + this.ms, expire };
    this.held.add(lease);
    void this.watch();

    return () => void this.held.delete(lease);
  }

  /** Ends the timer; nothing expires any more. */
  close(): void {
    this.held.clear();
    this.closing.abort();
  }

  private async watch(): Promise<void> {
    if (this.isWatched) return;
    this.isWatched = true;
    try {
      for (let next = this.next(); next; next = this.next()) {
        await this.clock.sleep(next.endsAt - this.clock.monotonic(), this.closing.signal);
        this.expireDue();
      }
    } catch {
      // Closed.
    } finally {
      this.isWatched = false;
    }
  }

  private next(): Lease | undefined {
    const [next] = this.held;

    return next;
  }

  private expireDue(): void {
    for (const lease of this.held) {
      if (lease.endsAt > this.clock.monotonic()) return;
      this.held.delete(lease);
      lease.expire();
    }
  }
}
