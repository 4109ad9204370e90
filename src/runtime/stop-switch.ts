import type { Clock } from '../injection/index.js';
import type { StopSignals } from './import-parts.js';

/**
 * Turns one wish to stop into the two signals that the runtime knows: `stopping` at once, and
 * `abandoned` when what is in flight has not finished within the deadline.
 */
export class StopSwitch {
  private readonly stopping = new AbortController();
  private readonly abandoned = new AbortController();
  private readonly disarm = new AbortController();

  constructor(
    private readonly clock: Clock,
    /** Milliseconds that work in flight is given. */
    private readonly deadlineMs: number,
  ) {}

  /** What the runtime listens to. */
  get signals(): StopSignals {
    return { stopping: this.stopping.signal, abandoned: this.abandoned.signal };
  }

  /** Stop asking; give up after the deadline. A second call gives up at once. */
  stop(reason: string): void {
    if (this.stopping.signal.aborted) {
      this.abandoned.abort(new Error(`${reason}, a second time`));
      return;
    }

    this.stopping.abort(new Error(reason));
    void this.clock
      .sleep(this.deadlineMs, this.disarm.signal)
      .then(() => this.abandoned.abort(new Error(`${reason}, and the deadline has passed`)))
      .catch(() => undefined);
  }

  /** Releases the timer; call it when everything has ended. */
  dispose(): void {
    this.disarm.abort();
  }
}
