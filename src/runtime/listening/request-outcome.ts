import { RequestError, type ConnectorError } from '../../errors/index.js';
import { failureText } from '../failure-text.js';
import type { ClosedWork } from '../work-ledger.js';
import type { Job } from './job.js';
import type { RequestResult } from './request-kind.js';
import type { RequestReport } from './request-report.js';

/**
 * How a request ended. `skipped`: there was nothing to do. `refused`: it was not for this connector.
 * `cancelled`: somebody deleted its work, so nobody waits for it any more.
 */
export interface RequestOutcome {
  readonly end: 'done' | 'skipped' | 'refused' | 'cancelled' | 'failed';
  /** What the user reads. */
  readonly message: string;
  /** Why it was not done. */
  readonly error?: ConnectorError;
  /** What is left to be done for who waits. */
  readonly answer?: RequestResult['answer'];
}

/** Errors that say that the work was deleted. */
const CANCELLED: ReadonlySet<string> = new Set(['PLATFORM_WORK_NOT_ALIVE', 'TRANSPORT_WORK_GONE']);

/** Whether an error says that nobody waits for the request any more. */
export function isCancellation({ code }: ConnectorError): boolean {
  return CANCELLED.has(code);
}

/** The outcome of a request that ended with an error. */
export function failedWith(error: ConnectorError): RequestOutcome {
  const message = failureText(error);
  if (isCancellation(error)) return { end: 'cancelled', message, error };
  const isRefusal = error instanceof RequestError && error.recovery === 'skip';

  return { end: isRefusal ? 'refused' : 'failed', message, error };
}

/** Whether the work of a request is closed in error. */
export function isInError({ end }: RequestOutcome): boolean {
  return end === 'failed' || end === 'refused';
}

/** Writes what became of a request into the log, in one line. */
export function logOutcome(kind: string, job: Job, { end, message, error }: RequestOutcome): void {
  const { about, objects, messages, dropped, ms } = job;
  const facts = { kind, about: about || undefined, ms };
  const reason = error && { code: error.code, reason: error.message };

  switch (end) {
    case 'failed':
      return job.log.error('request failed', {
        ...facts,
        ...reason,
        fix: error?.fix,
        cause: error,
      });
    case 'refused':
      return job.log.warn('request refused', { ...facts, ...reason });
    case 'cancelled':
      return job.log.info('request cancelled', { ...facts, ...reason });
    default:
      return job.log.info('request done', {
        ...facts,
        ...{ objects, messages, result: message },
        dropped: dropped || undefined,
      });
  }
}

/** What became of a request, for the report of the connector. */
export function reportOf(
  kind: string,
  job: Job,
  { end, message, error }: RequestOutcome,
  work: ClosedWork | undefined,
): RequestReport {
  const { about, objects, messages, dropped, ms } = job;
  const isWhole = end === 'done' && dropped === 0;

  return {
    ...{ kind, about, objects, messages, dropped, message },
    startedAt: job.startedAt.toISOString(),
    durationMs: ms,
    outcome: end === 'failed' ? 'failed' : isWhole ? 'ok' : 'partial',
    errors: error ? [{ code: error.code, message: error.message }] : [],
    ...(work && { work: { id: work.id, status: work.status } }),
  };
}
