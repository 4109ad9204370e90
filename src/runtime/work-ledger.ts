import { TransportError, type ConnectorError } from '../errors/index.js';
import type { Clock } from '../injection/index.js';
import type { Work } from '../platform/index.js';
import { failureText } from './failure-text.js';

/** How often, and how many times, a work is looked at while OpenCTI's worker takes over. */
const LOOK_EVERY_MS = 1_000;
const LOOKS = 300;

/** Where a ledger gets its work from, when the first page needs one. */
export type OpenWork = () => Promise<Work>;

/** How a run's work ended. */
export interface ClosedWork {
  readonly id: string;
  readonly status: 'done' | 'in error';
  readonly message: string;
}

/**
 * Keeps the books of one run's work, so that what OpenCTI expects and what is really on the queue
 * always add up: opened when there is something to say, expectations declared just before they are
 * published, what a failed send left over used by the next one, and the rest reported in error
 * when the work is closed.
 *
 * When the platform's worker declares the expectations itself (API queue protocol), the ledger
 * holds one expectation of its own until the run ends: without it OpenCTI closes a work that has
 * none as soon as it is processed, and then throws its queued bundles away.
 *
 * @see OpenCTI `src/domain/work.js`: a work is complete once processed equals expected, and a
 * worker drops the messages of a work that is gone.
 */
export class WorkLedger {
  private work: Work | undefined;
  private declared = 0;
  private fulfilled = 0;
  private pushed = 0;
  private closed: ClosedWork | undefined;
  private isReleased = false;

  constructor(
    private readonly openWork: OpenWork,
    /** True when this side declares the expectations (AMQP). */
    private readonly countsExpectations: boolean,
    private readonly clock: Clock,
  ) {}

  /** The id of the work, once it is open. */
  get workId(): string | undefined {
    return this.work?.id;
  }

  /** The work, opened if it is not. */
  async open(): Promise<Work> {
    return (this.work ??= await this.openWork());
  }

  /**
   * Opens the work if it is not, and declares what the coming send needs.
   *
   * @param messages that will be published.
   * @throws TransportError `TRANSPORT_WORK_GONE` when somebody deleted the work: what is published
   * under it would be thrown away.
   */
  async expect(messages: number): Promise<Work> {
    const work = await this.open();
    const held = this.declared === 0 ? 1 : 0;
    const needed = this.countsExpectations ? messages - this.declared + this.fulfilled : held;
    if (needed <= 0) return work;

    const alive = await work.expect(needed);
    this.declared += needed;
    if (!alive) throw new TransportError('TRANSPORT_WORK_GONE', { work: work.id });

    return work;
  }

  /** Books messages that the broker confirmed. */
  fulfil(messages: number): void {
    if (this.countsExpectations) this.fulfilled += messages;
    else this.pushed += messages;
  }

  /** Closes the work as done, and lets go of it; undefined when none was ever needed. */
  async done(message: string, signal?: AbortSignal): Promise<ClosedWork | undefined> {
    const closed = await this.end(message);
    await this.release(signal);

    return closed;
  }

  /** Closes the work in error and lets go of it, opening one if need be: a failure must be seen. */
  async failed(error: ConnectorError, signal?: AbortSignal): Promise<ClosedWork | undefined> {
    await this.open();
    const closed = await this.end(failureText(error), error);
    await this.release(signal);

    return closed;
  }

  /**
   * Closes the work, in error when there is one; undefined when none was ever needed. Nobody waits
   * for OpenCTI's worker: {@link WorkLedger.release} has to be called afterwards.
   */
  async end(message: string, error?: ConnectorError): Promise<ClosedWork | undefined> {
    if (!this.work || this.closed) return this.closed;
    const work = this.work;

    await this.settle(work, error);
    await work.processed(message, error !== undefined);
    this.closed = { id: work.id, status: error ? 'in error' : 'done', message };

    return this.closed;
  }

  /**
   * Lets go of the expectation held for the API protocol, once OpenCTI's worker has handled all that
   * was pushed. If it doesn't within five minutes the work is left in progress, which OpenCTI tidies
   * up by itself; its bundles are safe. Does nothing for a work that is not closed.
   */
  async release(signal?: AbortSignal): Promise<void> {
    const work = this.closed && this.work;
    if (!work || this.isReleased) return;
    this.isReleased = true;
    if (await this.holdMayGo(work, signal)) await work.report(null);
  }

  private async holdMayGo(work: Work, signal: AbortSignal | undefined): Promise<boolean> {
    if (this.countsExpectations || this.declared === 0) return false;

    for (let look = 0; look < LOOKS && !signal?.aborted; look++) {
      const tracking = await work.tracking();
      if (!tracking || tracking.processed >= this.pushed) return true;
      await this.clock.pause(LOOK_EVERY_MS, signal).catch(() => undefined);
    }

    return false;
  }

  /** What was declared and never reached the queue is reported, or the work could never end. */
  private async settle(work: Work, error: ConnectorError | undefined): Promise<void> {
    const owed = this.declared - this.fulfilled;
    if (!this.countsExpectations || owed <= 0) return;

    const reason = error?.message ?? 'the run ended before this was sent';
    await work.report({ error: reason, source: 'not sent' }, owed);
    this.fulfilled = this.declared;
  }
}
