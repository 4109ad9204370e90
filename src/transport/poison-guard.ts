import type { Logger } from '../injection/index.js';
import type { CrashJournal } from './crash-journal.js';
import { KeyCounts } from './key-counts.js';
import { thrownFacts } from './thrown-facts.js';

/** What is known of a request that may have been begun before. */
export interface Suspicion {
  /** How many processes died while they worked on it, among other things maybe. */
  readonly deaths: number;
  /** Whether it is not to be worked on any more. */
  readonly isPoison: boolean;
  /** Whether it is to be worked on with no other suspect beside it: the next death names the culprit. */
  readonly isSuspect: boolean;
}

/** What nothing is known of. */
export const INNOCENT: Suspicion = { deaths: 0, isPoison: false, isSuspect: false };

/** So many processes died on a request that is poison. */
const DEADLY = 2;

/** So many deliveries that nobody can account for raise suspicion; one is what any restart leaves. */
const STRANGE = 2;

/**
 * Deliveries that the broker counted and this process did not see. They need not be deaths: a
 * process that stops in order gives back what it could not finish. So there must be more of them.
 */
const TOO_STRANGE = 5;

/**
 * Tells poison: a request that processes die on. The journal knows it exactly. Where there is none,
 * or it was lost, a broker that counts deliveries (quorum queues) helps: those that this process
 * can't account for were taken by others, which did not acknowledge.
 */
export class PoisonGuard {
  private readonly arrivals = new KeyCounts();
  private readonly running = new Set<string>();
  private isJournalBroken = false;

  constructor(
    private readonly journal: CrashJournal | undefined,
    private readonly log: Logger,
  ) {}

  /** Call it before the first request comes in. */
  async open(): Promise<void> {
    await this.ask(journal => journal.open());
  }

  /**
   * Counts an arrival, and tells how many earlier deliveries can't be explained.
   *
   * @param returns earlier deliveries that were not acknowledged, where the broker counts them
   */
  arrived(key: string, returns: number | undefined): number {
    if (returns === undefined) return 0;

    return Math.max(0, returns + 1 - this.arrivals.increment(key));
  }

  /**
   * Judges a request that may have been begun before.
   *
   * @param unexplained what {@link arrived} told
   */
  async judge(key: string, unexplained: number): Promise<Suspicion> {
    const known = (await this.ask(journal => journal.deaths(key))) ?? 0;
    const deaths = known >= DEADLY ? known : Math.max(known, unexplained);
    const isPoison = known >= DEADLY || unexplained >= TOO_STRANGE;
    const isSuspect = !isPoison && (known > 0 || unexplained >= STRANGE);

    return { deaths, isPoison, isSuspect };
  }

  /** The request is worked on from now. */
  async begin(key: string): Promise<void> {
    this.running.add(key);
    await this.ask(journal => journal.begin(key));
  }

  /** The work on it ended without an outcome. */
  async release(key: string): Promise<void> {
    if (!this.running.delete(key)) return;
    await this.ask(journal => journal.release(key));
  }

  /** Its outcome is reported. */
  async settle(key: string): Promise<void> {
    this.running.delete(key);
    this.arrivals.forget(key);
    await this.ask(journal => journal.settle(key));
  }

  /** This process ends in order: nothing that it leaves unfinished killed it. */
  async releaseAll(): Promise<void> {
    await Promise.all([...this.running].map(key => this.release(key)));
  }

  /** Without its journal the inbox works on, less guarded. */
  private async ask<T>(question: (journal: CrashJournal) => Promise<T>): Promise<T | undefined> {
    const { journal } = this;
    if (!journal) return undefined;
    try {
      return await question(journal);
    } catch (error) {
      if (!this.isJournalBroken) this.log.warn('crash journal fails', thrownFacts(error));
      this.isJournalBroken = true;
      return undefined;
    }
  }
}
