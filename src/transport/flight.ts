/**
 * Waits until a run may begin.
 *
 * @param signal ends the waiting; rejects with its reason then
 * @returns lets the next one begin
 */
export type EnterRun = (signal: AbortSignal) => Promise<() => void>;

/** Why a flight ended that never began. */
export class NotBegun extends Error {}

/**
 * One run of a request, from waiting for its turn to its end. All deliveries of the request share it,
 * so that it runs once at a time.
 */
export class Flight {
  /** Resolves when the run succeeded; rejects with its error, or with {@link NotBegun}. */
  readonly landed: Promise<void>;
  private readonly waiting = new AbortController();
  private isRunning = false;

  /** @param run called once it may begin */
  constructor(enter: EnterRun, run: () => Promise<void>) {
    this.landed = this.fly(enter, run);
    // Every delivery awaits it, but maybe later than it fails.
    this.landed.catch(() => undefined);
  }

  /** Whether the run has begun; it may have ended since. */
  get hasBegun(): boolean {
    return this.isRunning;
  }

  /** Stops waiting for its turn. No effect once it has begun. */
  leave(): void {
    this.waiting.abort(new NotBegun('it had to wait for too long, or the inbox stops'));
  }

  private async fly(enter: EnterRun, run: () => Promise<void>): Promise<void> {
    const leave = await enter(this.waiting.signal);
    this.isRunning = true;
    try {
      await run();
    } finally {
      leave();
    }
  }
}
