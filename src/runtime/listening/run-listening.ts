import type { ConnectorError } from '../../errors/index.js';
import type { Inbox, InboxOptions } from '../../transport/index.js';
import type { StopSignals } from '../import-parts.js';
import type { ListeningParts } from './listening-parts.js';
import type { RequestReport } from './request-report.js';
import { RequestRunner } from './request-runner.js';

/** What the inbox of a listening connector is told. */
export type ListeningInboxOptions = Required<
  Pick<InboxOptions, 'concurrency' | 'onMalformed' | 'onPoison'>
>;

/** How a listening connector is run. */
export interface ListenOptions {
  readonly parts: ListeningParts;
  /** Makes the inbox, with what it is told here among its options. */
  readonly openInbox: (options: ListeningInboxOptions) => Inbox;
  readonly signals: StopSignals;
  /** One request, then leave. */
  readonly once?: boolean;
  /** Told of each request once its outcome is reported. */
  onRequest?(report: RequestReport): void | Promise<void>;
}

/**
 * Answers OpenCTI's requests until it is told to stop, or an author's `FatalError` says that going
 * on can't help; that error is returned. Requests in flight are finished, or given back when the
 * patience has ended. Whatever is not answered stays in the queue.
 *
 * @throws TransportError when the inbox can't begin.
 */
export async function runListening(options: ListenOptions): Promise<ConnectorError | undefined> {
  const { parts, openInbox, signals, once = false } = options;
  const ended = new AbortController();
  let fatal: ConnectorError | undefined;
  const runner = new RequestRunner(parts, {
    onRequest: async report => {
      await options.onRequest?.(report);
      if (once) ended.abort();
    },
    onFatal: error => {
      fatal ??= error;
      ended.abort();
    },
  });
  const inbox = openInbox({
    concurrency: parts.blueprint.concurrency,
    onMalformed: malformed => runner.reportMalformed(malformed),
    onPoison: (message, deaths) => runner.condemn(message, deaths),
  });

  try {
    await inbox.start((message, signal) => runner.handle(message, signal));
    parts.log.info('listening', {
      inbox: inbox.protocol,
      concurrency: parts.blueprint.concurrency,
    });
    await aborted(AbortSignal.any([signals.stopping, ended.signal]));
  } finally {
    await inbox.stop(signals.abandoned);
    await runner.close();
  }

  return fatal;
}

function aborted(signal: AbortSignal): Promise<void> {
  return new Promise(resolve => {
    if (signal.aborted) resolve();
    else signal.addEventListener('abort', () => resolve(), { once: true });
  });
}
