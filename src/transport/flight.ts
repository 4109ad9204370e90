import type { Lanes } from './lanes.js';

/** Why a flight ended that never began. */
export class NotBegun extends Error {}

/**
 * One run of a request, from waiting for a lane to its end. All deliveries of the request share it,
 * so that it runs once at a time.
 */
export class Flight {
  /** Resolves when the run succeeded; rejects with its error, or with {@link NotBegun}. */
  readonly landed: Promise<void>;
  private readonly waiting = new AbortController();
  private isRunning = false;

  /** @param run called once there is a lane for it */
  constructor(lanes: Lanes, run: () => Promise<void>) {
    this.landed = this.fly(lanes, run);
    // Every delivery awaits it, but maybe later than it fails.
    this.landed.catch(() => undefined);
  }

  /** Whether the run has begun; it may have ended since. */
  get hasBegun(): boolean {
    return this.isRunning;
  }

  /** Stops waiting for a lane. No effect once it has begun. */
  leave(): void {
    this.waiting.abort(new NotBegun('it had to wait for too long, or the inbox stops'));
  }

  private async fly(lanes: Lanes, run: () => Promise<void>): Promise<void> {
    await lanes.enter(this.waiting.signal);
    this.isRunning = true;
    try {
      await run();
    } finally {
      lanes.leave();
    }
  }
}
