import { HttpError } from '../../errors/index.js';
import type { Clock, Logger } from '../../injection/index.js';
import type { Gate, Leave } from './gate.js';
import { quotaText, quotasOf, type RateLimit } from './rate-limit.js';
import { Slots } from './slots.js';
import { TokenBucket } from './token-bucket.js';

/** What a limiter goes by. */
export interface RateLimiterParts {
  readonly clock: Clock;
  readonly log: Logger;
}

/** What stands in the way of the next request. */
interface Wait {
  readonly ms: number;
  readonly limit: string;
}

/**
 * Keeps requests within a rate limit, in the order in which they came, and keeps all of them back
 * while the source has asked for a pause.
 */
export class RateLimiter implements Gate {
  private readonly line = new Slots(1);
  private readonly buckets: readonly { readonly bucket: TokenBucket; readonly limit: string }[];
  private heldUntil = 0;
  private isLoaded = false;

  /** @throws HttpError `HTTP_OPTION` */
  constructor(
    private readonly options: RateLimit,
    private readonly parts: RateLimiterParts,
  ) {
    this.buckets = quotasOf(options).map(quota => ({
      bucket: new TokenBucket(quota.requests, quota.everyMs),
      limit: quotaText(quota),
    }));
  }

  async enter(where: string, signal: AbortSignal): Promise<Leave> {
    const leave = await this.line.enter(where, signal);
    try {
      await this.load();
      await this.wait(where, signal);
      for (const { bucket } of this.buckets) bucket.take(this.now);
      await this.save();
    } finally {
      leave();
    }

    return () => undefined;
  }

  told(failure: unknown): void {
    if (!(failure instanceof HttpError) || failure.code !== 'HTTP_UNAVAILABLE') return;
    const { afterMs } = failure.details;
    if (typeof afterMs !== 'number') return;
    this.heldUntil = Math.max(this.heldUntil, this.now + afterMs);
    void this.save();
  }

  private async wait(where: string, signal: AbortSignal): Promise<void> {
    const { maxWaitMs = 600_000 } = this.options;
    for (let next = this.next(); next.ms > 0; next = this.next()) {
      const { ms, limit } = next;
      if (ms > maxWaitMs) throw new HttpError('HTTP_QUOTA', { url: where, limit, afterMs: ms });
      if (ms >= 1_000)
        this.parts.log.debug('waiting for the rate limit', { url: where, ms, limit });
      await this.parts.clock.pause(ms, signal);
    }
  }

  private next(): Wait {
    const { now } = this;
    const held: Wait = { ms: this.heldUntil - now, limit: 'the source asked for a pause' };
    const waits = this.buckets.map(({ bucket, limit }) => ({ ms: bucket.waitMs(now), limit }));

    return waits.reduce((longest, wait) => (wait.ms > longest.ms ? wait : longest), held);
  }

  private async load(): Promise<void> {
    const { store } = this.options;
    if (this.isLoaded || store === undefined) return;
    try {
      const kept = ((await store.load(this.key)) ?? {}) as { buckets?: unknown; until?: unknown };
      const missing = (kept.buckets ?? {}) as Record<string, unknown>;
      for (const { bucket, limit } of this.buckets) bucket.resume(missing[limit], this.now);
      if (typeof kept.until === 'number') this.heldUntil = kept.until;
    } catch (error) {
      this.warn('what is left of the rate limit is unknown, starting with all of it', error);
    }
    this.isLoaded = true;
  }

  private async save(): Promise<void> {
    const { store } = this.options;
    if (store === undefined) return;
    const buckets = this.buckets.map(({ bucket, limit }) => [limit, bucket.missing]);
    const until = this.heldUntil > this.now ? { until: this.heldUntil } : {};
    try {
      await store.save(this.key, { buckets: Object.fromEntries(buckets) as object, ...until });
    } catch (error) {
      this.warn('what is left of the rate limit could not be kept', error);
    }
  }

  private warn(message: string, error: unknown): void {
    this.parts.log.warn(message, { key: this.key, reason: (error as Error).message });
  }

  private get key(): string {
    return this.options.key ?? 'default';
  }

  private get now(): number {
    return this.parts.clock.now().getTime();
  }
}
