import type { Clock } from '../../injection/index.js';

const WINDOW_MS = 60_000;

/** Lets at most so many through in any 60 seconds. */
export class RateGate {
  private readonly passed: number[] = [];
  private next = 0;

  /** @param maxPerMinute undefined for no limit */
  constructor(
    private readonly maxPerMinute: number | undefined,
    private readonly clock: Clock,
  ) {}

  /** Milliseconds until the next one may pass; 0 for now. */
  get waitMs(): number {
    const { maxPerMinute = Infinity, passed, clock } = this;
    if (passed.length < maxPerMinute) return 0;

    return Math.max(0, (passed[this.next] ?? 0) + WINDOW_MS - clock.monotonic());
  }

  /** Waits for a place and takes it. Rejects when the signal aborts. */
  async pass(signal: AbortSignal): Promise<void> {
    if (this.maxPerMinute === undefined) return;
    for (let ms = this.waitMs; ms > 0; ms = this.waitMs) await this.clock.sleep(ms, signal);
    const now = this.clock.monotonic();
    if (this.passed.length < this.maxPerMinute) {
      this.passed.push(now);
      return;
    }
    this.passed[this.next] = now;
    this.next = (this.next + 1) % this.maxPerMinute;
  }
}
