import { asConnectorError } from '../errors/index.js';
import type { Clock, Logger } from '../injection/index.js';
import type { ConnectorState } from './connector-state.js';

/** As often as OpenCTI's other connectors; it takes one for dead after five minutes. */
const DEFAULT_EVERY_MS = 40_000;

/**
 * Keeps a connector alive in the eyes of OpenCTI: a ping at once, then one after each pause.
 * Failures are shown once, until it works again; they never end the heartbeat.
 */
export class Heartbeat {
  private loop: Promise<void> | undefined;
  private stopping = new AbortController();
  private giveUp = new AbortController();
  private missed = 0;
  private succeededAt: Date | undefined;

  constructor(
    private readonly state: ConnectorState,
    private readonly clock: Clock,
    private readonly log: Logger,
  ) {}

  /** False while pings fail. */
  get isHealthy(): boolean {
    return this.missed === 0;
  }

  /** When the last ping succeeded. */
  get lastBeatAt(): Date | undefined {
    return this.succeededAt;
  }

  /**
   * Begins, if it has not begun.
   *
   * @param everyMs milliseconds from one ping to the next; default 40,000
   */
  start(everyMs = DEFAULT_EVERY_MS): void {
    if (this.loop) return;
    this.stopping = new AbortController();
    this.giveUp = new AbortController();
    this.loop = this.beatUntilStopped(everyMs);
  }

  /**
   * Ends, after a last ping that carries what was not saved yet. It does not fail when that ping
   * does.
   *
   * A ping that is under way is waited for, at most 30 seconds: its answer may be the only word of
   * a reset.
   *
   * @param signal gives up what is under way, and the last ping
   */
  async stop(signal?: AbortSignal): Promise<void> {
    if (!this.loop) return;
    const giveUp = (): void => this.giveUp.abort();
    if (signal?.aborted) giveUp();
    signal?.addEventListener('abort', giveUp, { once: true });
    this.stopping.abort();
    await this.loop;
    this.loop = undefined;
    if (!signal?.aborted) await this.beat();
    signal?.removeEventListener('abort', giveUp);
  }

  private async beatUntilStopped(everyMs: number): Promise<void> {
    const { signal } = this.stopping;
    while (!signal.aborted) {
      await this.beat();
      await this.clock.sleep(everyMs, signal).catch(() => undefined);
    }
  }

  private async beat(): Promise<void> {
    const { signal } = this.giveUp;
    try {
      await this.state.beat(signal);
      this.succeededAt = this.clock.now();
      if (this.missed > 0) this.log.info('heartbeat recovered', { missed: this.missed });
      this.missed = 0;
    } catch (error) {
      if (signal.aborted) return;
      this.missed += 1;
      if (this.missed > 1) return;
      const { code, message, fix } = asConnectorError(error, 'the heartbeat');
      this.log.warn('heartbeat failed', { code, reason: message, fix });
    }
  }
}
