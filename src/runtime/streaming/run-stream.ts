import { ConnectorSettings } from '../../config/index.js';
import type { StreamBlueprint } from '../../connectors/index.js';
import { asConnectorError, type ConnectorError } from '../../errors/index.js';
import type { Clock, Logger } from '../../injection/index.js';
import type { BootedConnector } from '../boot.js';
import type { StopSignals } from '../import-parts.js';
import type { Session } from '../session.js';
import { DeadLetters, deadLetterFile } from './dead-letters.js';
import { EventHandlers } from './event-handlers.js';
import { followStream } from './follow-stream.js';
import { PositionKeeper } from './position-keeper.js';
import type { StreamParts } from './stream-parts.js';
import { StreamProgress } from './stream-progress.js';
import type { StreamTally } from './stream-report.js';
import { StreamState } from './stream-state.js';

/** What {@link runStream} takes of a session. */
export type StreamSession = Pick<Session, 'client' | 'state'>;

/** How a stream connector is run. */
export interface RunStreamOptions {
  readonly booted: BootedConnector;
  readonly clock: Clock;
  readonly log: Logger;
  readonly signals: StopSignals;
  /** Up to the present, then leave. */
  readonly once: boolean;
  /** Start from this state instead of the saved one. */
  readonly startFrom?: { readonly state: unknown };
  readonly tally: StreamTally;
  /** Told after each save of the position. */
  readonly onProgress?: () => Promise<void>;
}

/**
 * Follows a live stream over a registered connector's session until it is told to stop. Whoever
 * changes the state in OpenCTI moves the stream: after a reset it begins again where the settings say.
 *
 * @returns the error that ended it, if one did.
 */
export async function runStream(
  session: StreamSession,
  blueprint: StreamBlueprint,
  options: RunStreamOptions,
): Promise<ConnectorError | undefined> {
  const { booted, clock, log, tally } = options;
  const parts: StreamParts = {
    ...{ blueprint, tally, clock, log },
    handlers: new EventHandlers(booted.connector as object, blueprint),
    deadLetters: new DeadLetters(deadLetterFile(booted.config), clock),
  };
  let startFrom = options.startFrom;

  for (;;) {
    const state = startFrom ? (startFrom.state as object | null) : session.state.current;
    startFrom = undefined;
    const moved = await followFrom(state, session, parts, options);
    if (moved !== true) return moved;
    log.info('state changed on the platform, following the stream from there');
  }
}

/** Gives true when somebody moved the stream meanwhile. */
async function followFrom(
  saved: object | null,
  { client, state }: StreamSession,
  parts: StreamParts,
  { booted, clock, log, signals, once, tally, onProgress }: RunStreamOptions,
): Promise<ConnectorError | true | undefined> {
  const settings = booted.config.get(ConnectorSettings);
  let place = StreamState.read(saved, settings, clock.now());
  const moved = new AbortController();
  const changes = state.changes.subscribe(() => moved.abort());
  const progress = new StreamProgress(tally, log, onProgress);
  const save = async (position: string): Promise<void> => {
    await state.save(place.at(position));
    await progress.tell();
  };
  const keeper = new PositionKeeper({ save, clock, log }, place.start.from);
  const stream = client.liveStream({
    streamId: settings.liveStreamId,
    listenDelete: settings.liveStreamListenDelete,
    noDependencies: settings.liveStreamNoDependencies,
    withInferences: settings.liveStreamWithInferences,
  });

  try {
    // As pycti does: a crash before the first event must not recover up to another moment.
    if (place.isNew) await save(place.start.from);
    if (moved.signal.aborted) return true;
    await followStream({
      ...{ parts, stream, once, start: place.start },
      ending: AbortSignal.any([signals.stopping, moved.signal]),
      abandoned: signals.abandoned,
      onPosition: (position, isQuiet) => keeper.offer(position, isQuiet),
      onNoRecovery: () => (place = place.withoutRecovery()),
    });
  } catch (error) {
    await keeper.close();
    await progress.tell();
    return asConnectorError(error);
  } finally {
    changes.unsubscribe();
  }
  if (moved.signal.aborted) await keeper.drop();
  else await keeper.close();
  await progress.tell();

  return moved.signal.aborted && !signals.stopping.aborted ? true : undefined;
}
