import { asConnectorError } from '../../errors/index.js';
import type { Clock, Logger } from '../../injection/index.js';

/** A save at most so often, in milliseconds. */
const GAP_MS = 1_000;
/** Where nothing was handled, only the place has moved; a crash costs nothing but reading it again. */
const QUIET_GAP_MS = 30_000;

/** What a {@link PositionKeeper} works with. */
export interface KeeperParts {
  /** Saves a position on the platform. */
  readonly save: (position: string) => Promise<unknown>;
  readonly clock: Clock;
  readonly log: Logger;
}

/** Saves a position at once, but not all the time: what comes in between is saved together. */
export class PositionKeeper {
  private wanted: string;
  private savedAt = -Infinity;
  private saving: Promise<void> | undefined;
  private readonly closing = new AbortController();

  /** @param saved the position that is saved already */
  constructor(
    private readonly parts: KeeperParts,
    private saved: string,
  ) {
    this.wanted = saved;
  }

  /** @param isQuiet true when no event was handled on the way there */
  offer(position: string, isQuiet: boolean): void {
    this.wanted = position;
    if (this.saving || position === this.saved) return;
    if (isQuiet && this.parts.clock.monotonic() - this.savedAt < QUIET_GAP_MS) return;
    this.saving = this.saveAll().finally(() => (this.saving = undefined));
  }

  /** Saves what is not saved. */
  async close(): Promise<void> {
    this.closing.abort();
    await this.saving;
    if (this.wanted !== this.saved) await this.save();
  }

  /** Saves nothing more: somebody else decided where the stream goes on. */
  async drop(): Promise<void> {
    this.wanted = this.saved;
    this.closing.abort();
    await this.saving;
  }

  private async saveAll(): Promise<void> {
    const { clock } = this.parts;
    const { signal } = this.closing;
    while (this.wanted !== this.saved && !signal.aborted) {
      const ms = this.savedAt + GAP_MS - clock.monotonic();
      if (ms > 0) await clock.sleep(ms, signal).catch(() => undefined);
      if (!signal.aborted) await this.save();
    }
  }

  private async save(): Promise<void> {
    const { save, clock, log } = this.parts;
    const position = this.wanted;
    this.savedAt = clock.monotonic();
    this.saved = position;
    try {
      await save(position);
    } catch (error) {
      // The next ping carries it, so nothing is lost but time.
      const { code, message } = asConnectorError(error);
      log.warn('position not saved yet', { position, code, reason: message });
    }
  }
}
