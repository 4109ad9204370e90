import { ConnectorSettings } from '../config/index.js';
import type { ExternalImportBlueprint } from '../connectors/index.js';
import type { Clock, Logger } from '../injection/index.js';
import { openWorks, queueDetails } from '../platform/index.js';
import type { BootedConnector } from './boot.js';
import { openContents } from './contents/open-contents.js';
import type { ImportParts } from './import-parts.js';
import { InterruptedWorks, MOST_WORKS } from './interrupted-works.js';
import { runName } from './run-name.js';
import type { Session } from './session.js';

/** What all runs of an import share while they have one session. */
export interface ImportSession {
  /** What each run is given of it. */
  readonly parts: Pick<
    ImportParts,
    'outbox' | 'copies' | 'delivery' | 'unchanged' | 'openWork' | 'whenQueueHasRoom'
  >;
  /**
   * Closes what an earlier process left open, as far as that can be done now. Call it before each run,
   * and at the end. Resolves early when `signal` aborts.
   */
  tidy(signal: AbortSignal): Promise<void>;
  /** Releases what is held, but not the session. */
  close(): Promise<void>;
}

/** What {@link openImportSession} needs. */
export interface ImportSessionOptions {
  readonly booted: Pick<BootedConnector, 'config'>;
  readonly blueprint: ExternalImportBlueprint;
  readonly clock: Clock;
  readonly log: Logger;
}

/** Prepares a session for the runs of an import. */
export async function openImportSession(
  session: Session,
  options: ImportSessionOptions,
): Promise<ImportSession> {
  const { blueprint, booted, clock, log } = options;
  const { outbox, copies, gate, works, registration, state } = session;
  const { config } = booted;
  const { name } = config.get(ConnectorSettings);
  const contents = blueprint.skipUnchanged
    ? await openContents({ blueprint, config, registration, state, log })
    : undefined;
  const isQueued = outbox.protocol !== 'none';
  const interrupted = interruptedWorks(session, options, name);

  return {
    parts: {
      ...{ outbox, copies },
      delivery: deliveryOf(session, blueprint, log),
      ...(contents && { unchanged: contents.unchanged }),
      openWork: isQueued
        ? () => works.open(registration.id, runName(name, clock.now()), { multiPart: true })
        : undefined,
      whenQueueHasRoom: async signal => {
        if (isQueued) await gate.whenRoom(signal);
      },
    },
    tidy: async signal => {
      if (isQueued && !signal.aborted) await unlessAborted(interrupted.close(), signal);
    },
    close: async () => contents?.close(),
  };
}

function interruptedWorks(
  { client, registration, works }: Session,
  { clock, log }: ImportSessionOptions,
  name: string,
): InterruptedWorks {
  return new InterruptedWorks({
    ...{ name, log, startedAt: clock.now() },
    listOpen: () => openWorks(client, registration.id, MOST_WORKS),
    workOf: id => works.of(id),
    readQueue: () => queueDetails(client, registration.id),
  });
}

/** OpenCTI 6 would split the groups itself, and the API protocol sends whole bundles anyway. */
function deliveryOf(
  { capabilities, outbox }: Session,
  { delivery }: ExternalImportBlueprint,
  log: Logger,
): 'split' | 'grouped' {
  const { generation, version: platform } = capabilities;
  if (delivery === 'split' || outbox.protocol === 'none') return 'split';
  if (generation >= 7 && outbox.protocol === 'amqp') return 'grouped';
  log.info('no grouped delivery here, sending as usual', { platform, queue: outbox.protocol });

  return 'split';
}

async function unlessAborted(task: Promise<void>, signal: AbortSignal): Promise<void> {
  const ended = new AbortController();
  const aborted = new Promise<void>(resolve => {
    signal.addEventListener('abort', () => resolve(), { once: true, signal: ended.signal });
  });
  await Promise.race([task, aborted]);
  ended.abort();
}
