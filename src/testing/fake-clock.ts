import { Clock } from '../injection/index.js';

/** A sleeper that has not woken up yet. */
interface Sleeper {
  readonly dueAt: number;
  wake(): void;
}

/** How often promise callbacks are let through around each wake-up. */
const SETTLING_ROUNDS = 5;

/**
 * A clock that stands still until a test moves it. Sleepers wake in the order of their moments, and
 * those that they start while waking are seen by the same `advance`.
 *
 * @example
 * ```ts
 * const clock = new FakeClock();
 * const slept = clock.sleep(1_000);
 *
 * await clock.advance(1_000);
 * await slept;
 * ```
 */
export class FakeClock extends Clock {
  private readonly sleepers = new Set<Sleeper>();
  private readonly startedAt: number;
  private current: number;

  /** @param start the moment at which the clock stands; default 2026-01-01T00:00:00Z. */
  constructor(start: Date | string | number = '2026-01-01T00:00:00.000Z') {
    super();
    this.startedAt = new Date(start).getTime();
    if (Number.isNaN(this.startedAt)) throw new RangeError(`not a moment: ${String(start)}`);
    this.current = this.startedAt;
  }

  /** How many sleepers are waiting. */
  get pending(): number {
    return this.sleepers.size;
  }

  /** Milliseconds until the next sleeper is due; undefined when nobody sleeps. */
  get nextInMs(): number | undefined {
    const next = this.next(Infinity);

    return next === undefined ? undefined : Math.max(0, next.dueAt - this.current);
  }

  now(): Date {
    return new Date(this.current);
  }

  monotonic(): number {
    return this.current - this.startedAt;
  }

  sleep(ms: number, signal?: AbortSignal): Promise<void> {
    return new Promise<void>((resolve, reject) => {
      if (signal?.aborted) {
        reject(signal.reason as Error);
        return;
      }
      const sleeper: Sleeper = { dueAt: this.current + Math.max(0, ms), wake };
      const { sleepers } = this;
      sleepers.add(sleeper);
      signal?.addEventListener('abort', abort, { once: true });

      function wake(): void {
        sleepers.delete(sleeper);
        signal?.removeEventListener('abort', abort);
        resolve();
      }
      function abort(): void {
        sleepers.delete(sleeper);
        reject(signal?.reason as Error);
      }
    });
  }

  /**
   * Moves time forward and wakes everybody who is due on the way, each at its own moment. Resolves
   * once what they started has settled (promise callbacks, not sockets).
   *
   * @param ms milliseconds, 0 or more; 0 only lets promises settle and wakes who is due now
   */
  async advance(ms: number): Promise<void> {
    const target = this.current + ms;
    await settle();

    for (let next = this.next(target); next !== undefined; next = this.next(target)) {
      this.current = Math.max(this.current, next.dueAt);
      next.wake();
      await settle();
    }
    this.current = target;
  }

  /**
   * Resolves as soon as at least `count` sleepers are due within `withinMs` from now: how a test
   * with real sockets knows that the code under test has reached its pause. The limit tells a pause
   * between two tries from a deadline that runs all the while.
   */
  async sleeping(count = 1, withinMs = Infinity): Promise<void> {
    while (this.dueWithin(withinMs) < count) await turn();
  }

  /** Lets time pass without waking anybody; who is due by then wakes at the next `advance`. */
  protected skip(ms: number): void {
    this.current += Math.max(0, ms);
  }

  private dueWithin(ms: number): number {
    let due = 0;
    for (const sleeper of this.sleepers) if (sleeper.dueAt <= this.current + ms) due += 1;

    return due;
  }

  private next(until: number): Sleeper | undefined {
    let earliest: Sleeper | undefined;
    for (const sleeper of this.sleepers) {
      const isEarlier = earliest === undefined || sleeper.dueAt < earliest.dueAt;
      if (sleeper.dueAt <= until && isEarlier) earliest = sleeper;
    }

    return earliest;
  }
}

async function settle(): Promise<void> {
  for (let round = 0; round < SETTLING_ROUNDS; round++) await turn();
}

// One turn of the event loop runs every promise callback that is ready, however deep the chain.
function turn(): Promise<void> {
  return new Promise(resolve => setImmediate(resolve));
}
