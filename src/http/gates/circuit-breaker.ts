import { HttpError } from '../../errors/index.js';
import type { Clock, Logger } from '../../injection/index.js';
import type { Gate, Leave } from './gate.js';

/** When a source that fails is left alone. */
export interface CircuitBreakerOptions {
  /** Failed tries in a row that open the circuit. Default 5. */
  readonly failures?: number;
  /** How long nothing is sent then, in milliseconds; doubled each time. Default 30,000. */
  readonly pauseMs?: number;
  /** No pause is longer, in milliseconds. Default 600,000 (10 min). */
  readonly longestPauseMs?: number;
}

/** What a circuit breaker goes by. */
export interface CircuitBreakerParts {
  readonly clock: Clock;
  readonly log: Logger;
}

/** Failures that say that the source is not well. A 429 or a 404 is the answer of a healthy one. */
const SICK: ReadonlySet<string> = new Set(['HTTP_UNAVAILABLE', 'HTTP_TIMEOUT', 'HTTP_TRUNCATED']);

/**
 * Leaves a source alone that fails again and again: for a while every request fails at once, then
 * one is let through, and its outcome decides for all.
 *
 * @see M. Nygard, Release It: the circuit breaker pattern
 */
export class CircuitBreaker implements Gate {
  private failures = 0;
  private pauses = 0;
  private opensAgainAt = 0;
  private isTrying = false;

  constructor(
    private readonly options: CircuitBreakerOptions,
    private readonly parts: CircuitBreakerParts,
  ) {}

  async enter(where: string): Promise<Leave> {
    if (!this.isOpen) return () => undefined;
    const leftMs = this.opensAgainAt - this.parts.clock.monotonic();
    if (leftMs > 0 || this.isTrying) {
      const { failures } = this;
      throw new HttpError('HTTP_CIRCUIT_OPEN', {
        url: where,
        failures,
        afterMs: Math.max(0, leftMs),
      });
    }
    this.isTrying = true;

    return () => {
      this.isTrying = false;
    };
  }

  told(failure: unknown): void {
    if (isSickness(failure)) this.count();
    else if (isAnswer(failure)) this.close();
  }

  private get isOpen(): boolean {
    return this.failures >= (this.options.failures ?? 5);
  }

  private count(): void {
    this.failures += 1;
    // Those that were on their way when it opened tell nothing new.
    if (!this.isOpen || (this.pauses > 0 && !this.isTrying)) return;
    const { pauseMs = 30_000, longestPauseMs = 600_000 } = this.options;
    const ms = Math.min(longestPauseMs, pauseMs * 2 ** Math.min(this.pauses, 30));
    this.pauses += 1;
    this.opensAgainAt = this.parts.clock.monotonic() + ms;
    this.parts.log.warn('source fails, leaving it alone', { failures: this.failures, ms });
  }

  private close(): void {
    if (this.isOpen) this.parts.log.info('source answers again');
    this.failures = 0;
    this.pauses = 0;
  }
}

function isSickness(failure: unknown): boolean {
  if (!(failure instanceof HttpError) || !SICK.has(failure.code)) return false;

  return failure.details['status'] !== 429;
}

/** Whether the source has spoken; an abort or a gate behind this one says nothing about it. */
function isAnswer(failure: unknown): boolean {
  if (failure === undefined) return true;

  return failure instanceof HttpError && failure.details['status'] !== undefined;
}
