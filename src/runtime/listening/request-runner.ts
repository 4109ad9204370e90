import { setMaxListeners } from 'node:events';
import {
  ConnectorError,
  RequestError,
  SkippableError,
  asConnectorError,
} from '../../errors/index.js';
import type { InboxMessage, MalformedMessage } from '../../transport/index.js';
import { failureText } from '../failure-text.js';
import type { ClosedWork } from '../work-ledger.js';
import { Job } from './job.js';
import { keepPinging } from './keep-pinging.js';
import { linkedSignal } from './linked-signal.js';
import type { ListeningParts } from './listening-parts.js';
import { readEnvelope, readEnvelopeAtBest } from './messages/read-envelope.js';
import { requestKindOf } from './request-kind-of.js';
import type { RequestKind, RequestResult } from './request-kind.js';
import {
  failedWith,
  isCancellation,
  isInError,
  logOutcome,
  reportOf,
  type RequestOutcome,
} from './request-outcome.js';
import type { RequestReport } from './request-report.js';

/** Who is told what. */
export interface RequestListeners {
  /** Told of each request once its outcome is reported. */
  onRequest?(report: RequestReport): void | Promise<void>;
  /** Told when a connector's author says that nothing helps until somebody acts. */
  onFatal?(error: ConnectorError): void;
}

/**
 * Answers requests, each on its own: takes it up in OpenCTI, does what is asked, and reports what
 * came of it. It holds nothing that one request could leave to another, so as many may be worked on
 * at once as come.
 */
export class RequestRunner {
  private readonly kind: RequestKind;
  private readonly closing = new AbortController();
  private readonly releases = new Set<Promise<void>>();

  constructor(
    private readonly parts: ListeningParts,
    private readonly listeners: RequestListeners = {},
  ) {
    this.kind = requestKindOf(parts);
    // As many works may wait for OpenCTI's worker as were answered lately.
    setMaxListeners(0, this.closing.signal);
  }

  /**
   * Answers one request. Resolves when its outcome is reported, good or bad; rejects when it could
   * not be reported, or the signal aborted: then it has to come again.
   */
  async handle(message: InboxMessage, signal: AbortSignal): Promise<void> {
    const link = linkedSignal(signal);
    try {
      await this.answer(message, link.signal);
    } finally {
      link.release();
    }
  }

  /** A request that processes died on. */
  async condemn(message: InboxMessage, deaths: number): Promise<void> {
    const error = new RequestError('REQUEST_ABANDONED', { deaths });

    await this.refuse(message, error, this.closing.signal);
  }

  /** A message that is no request, reported in the work that it names all the same. */
  async reportMalformed({ workId, reason }: MalformedMessage): Promise<void> {
    if (workId === undefined) return;
    const error = new RequestError('REQUEST_MALFORMED', { reason });

    await this.parts.works.of(workId).processed(failureText(error), true);
  }

  /** Ends what goes on behind the requests that are answered. */
  async close(): Promise<void> {
    this.closing.abort();
    await Promise.all(this.releases);
  }

  private async answer(message: InboxMessage, signal: AbortSignal): Promise<void> {
    let job: Job;
    try {
      job = new Job(this.parts, readEnvelope(message.body), message, signal);
    } catch (error) {
      return this.refuse(message, asConnectorError(error), signal);
    }

    await job.received();
    const stopPinging = keepPinging(job, this.parts.clock);
    const outcome = await this.outcomeOf(job).finally(stopPinging);
    await this.report(job, outcome);
  }

  /** Reports a request in error that is not worked on, or not any more. */
  private async refuse(
    message: InboxMessage,
    error: ConnectorError,
    signal: AbortSignal,
  ): Promise<void> {
    const job = new Job(this.parts, readEnvelopeAtBest(message.body), message, signal);

    await this.report(job, failedWith(error));
  }

  private async outcomeOf(job: Job): Promise<RequestOutcome> {
    try {
      const { message, answer } = await this.tries(job);
      return { end: 'done', message: job.withNotes(message), ...(answer && { answer }) };
    } catch (thrown) {
      if (job.signal.aborted) throw job.signal.reason;
      const error = asConnectorError(thrown);
      if (!(error instanceof SkippableError && this.kind.maySkip)) return failedWith(error);

      return { end: 'skipped', message: job.withNotes(`nothing to add: ${error.message}`), error };
    }
  }

  private async tries(job: Job): Promise<RequestResult> {
    for (let attempt = 1; ; attempt++) {
      try {
        return await this.kind.perform(job);
      } catch (thrown) {
        job.signal.throwIfAborted();
        await this.pause(job, asConnectorError(thrown), attempt);
        job.restart();
      }
    }
  }

  /** @throws the error, when it is not tried again. */
  private async pause(job: Job, error: ConnectorError, attempt: number): Promise<void> {
    const { retryPolicy, blueprint, clock } = this.parts;
    // What nobody foresaw would happen again, and ask the source and the user's patience again.
    const isHopeless = error.code === 'UNEXPECTED' || isCancellation(error);
    const inMs = isHopeless ? undefined : retryPolicy.delayMs(error, attempt, blueprint.retries);
    if (inMs === undefined) throw error;

    const { code, message: reason } = error;
    const facts = { about: job.about, code, reason, retry: attempt, of: blueprint.retries, inMs };
    job.log.warn('request failed, trying again', facts);
    await clock.pause(inMs, job.signal);
  }

  private async report(job: Job, outcome: RequestOutcome): Promise<void> {
    const { error } = outcome;
    const work = await this.tell(job, outcome).catch((thrown: unknown) => {
      if (mayBeToldLater(thrown)) throw thrown;
      const { code, message: reason, fix } = asConnectorError(thrown);
      job.log.error('outcome was refused by OpenCTI', { code, reason, fix });
      return undefined;
    });
    this.releaseLater(job);

    logOutcome(this.kind.name, job, outcome);
    await this.listeners.onRequest?.(reportOf(this.kind.name, job, outcome, work));
    if (error?.code === 'SOURCE_FATAL') this.listeners.onFatal?.(error);
  }

  /** Tells everybody who waits. */
  private async tell(job: Job, outcome: RequestOutcome): Promise<ClosedWork | undefined> {
    const { end, message, error } = outcome;
    if (end === 'cancelled') return undefined;
    if (error) await this.kind.giveUp?.(job, error);
    await outcome.answer?.();

    return job.end(message, isInError(outcome) ? error : undefined);
  }

  /** The answer is given; that OpenCTI's worker catches up with it need not hold up the next. */
  private releaseLater(job: Job): void {
    const release: Promise<void> = job.ledger
      .release(this.closing.signal)
      .catch((error: unknown) => {
        job.log.warn('work could not be let go of', { reason: String(error) });
      })
      .finally(() => this.releases.delete(release));
    this.releases.add(release);
  }
}

/**
 * Whether it makes sense to bring a request again because its outcome could not be told. What OpenCTI
 * refuses for good would come again for ever, and hold up all others; where the connector is not let
 * in, all others are held up anyway.
 */
function mayBeToldLater(thrown: unknown): boolean {
  return (
    !(thrown instanceof ConnectorError) || thrown.recovery !== 'stop' || thrown.exitCode === 77
  );
}
