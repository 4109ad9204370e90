import { backOffMs } from '../http/index.js';
import type { Clock } from '../injection/index.js';
import type { ReconnectPolicy } from './amqp-options.js';

const DEFAULT_DEADLINE_MS = 300_000;
const FIRST_PAUSE_MS = 500;
const LONGEST_PAUSE_MS = 30_000;

/**
 * A stretch of time without progress: the broker is away, or refuses everything. It ends with the
 * first message that is confirmed, so that a broker which accepts connections and drops them is
 * given up like one that is off.
 */
export class Outage {
  private readonly startedAt: number;
  private failures = 0;
  private lastReason = 'not tried yet';

  constructor(
    private readonly policy: ReconnectPolicy,
    private readonly clock: Clock,
  ) {
    this.startedAt = clock.monotonic();
  }

  /** How often it was tried in vain. */
  get attempts(): number {
    return this.failures;
  }

  /** Why the last try was in vain. */
  get reason(): string {
    return this.lastReason;
  }

  /** How long it lasts, in whole seconds. */
  get seconds(): number {
    return Math.round(this.elapsedMs / 1_000);
  }

  /** Whether it is time to give up. */
  get isOver(): boolean {
    const { deadlineMs = DEFAULT_DEADLINE_MS, maxAttempts = Infinity } = this.policy;

    return this.failures >= maxAttempts || (this.failures > 0 && this.elapsedMs >= deadlineMs);
  }

  /** Milliseconds to wait before the next try; none before the first, never past the deadline. */
  get pauseMs(): number {
    if (this.failures === 0) return 0;
    const { deadlineMs = DEFAULT_DEADLINE_MS, random } = this.policy;
    const { firstMs = FIRST_PAUSE_MS, longestMs = LONGEST_PAUSE_MS } = this.policy;
    const pause = backOffMs(this.failures, { firstMs, longestMs, ...(random && { random }) });

    return Math.max(0, Math.min(pause, deadlineMs - this.elapsedMs));
  }

  /** Books a try in vain. */
  failed(reason: string): void {
    this.failures += 1;
    this.lastReason = reason;
  }

  private get elapsedMs(): number {
    return this.clock.monotonic() - this.startedAt;
  }
}
