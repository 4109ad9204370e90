import { ConnectorSettings } from '../config/index.js';
import type {
  ConnectorBlueprint,
  ExternalImportBlueprint,
  Importer,
  ListeningBlueprint,
  StreamBlueprint,
} from '../connectors/index.js';
import { asConnectorError, type ConnectorError } from '../errors/index.js';
import type { Clock, Logger } from '../injection/index.js';
import type { BundleCopy } from '../transport/index.js';
import type { BootedConnector } from './boot.js';
import { endsProcess } from './ends-process.js';
import { ImportRunner } from './import-runner.js';
import { openImportSession, type ImportSession } from './import-session.js';
import { ActivityMeter } from './metrics/activity-meter.js';
import type { Metrics } from './metrics/metrics.js';
import { openMetrics } from './metrics/open-metrics.js';
import { retryByRecovery } from './retry-policy.js';
import { worstOf, type ConnectorReport, type RunReport } from './run-report.js';
import { runsOf } from './schedule.js';
import type { RequestReport } from './listening/request-report.js';
import { runRequests } from './run-requests.js';
import { runStream } from './streaming/run-stream.js';
import { StreamTally } from './streaming/stream-report.js';
import { openSession, type Session } from './session.js';
import type { StopSwitch } from './stop-switch.js';
import { furnishingsOf } from './furnishings-of.js';

/** How a connector is run. */
export interface RunOptions {
  readonly booted: BootedConnector;
  readonly clock: Clock;
  readonly log: Logger;
  readonly stop: StopSwitch;
  /** One run, whatever the settings say. */
  readonly once: boolean;
  /** Start the first run from this state instead of the saved one. */
  readonly startFrom?: { readonly state: unknown };
  /** Milliseconds to wait for a platform that does not answer at the start. */
  readonly waitMs: number;
  /** Milliseconds since the process started, read when the connector is registered. */
  readonly sinceStartMs: () => number;
  /** Highest resident memory of the process, in megabytes. */
  readonly peakRssMb: () => number;
  /** Places that get each bundle as a whole, beside those of the settings. Default: none. */
  readonly copies?: readonly BundleCopy[];
  /** Told once OpenCTI knows the connector; again when a lost lease is held again. */
  readonly onRegistered?: () => void;
  /** Told after each run what all runs have done so far. */
  readonly onRun?: (soFar: ConnectorReport) => Promise<void>;
}

/** What a connector did, and the error that ended it, if one did. */
export interface ConnectorOutcome {
  readonly report: ConnectorReport;
  readonly error?: ConnectorError;
}

/** Runs kept for the report of a connector that runs for months. */
const KEPT_RUNS = 100;

/**
 * Runs a connector until it is told to stop, or once: registers it, runs it as its kind is run,
 * and takes it down in order. Never rejects; what went wrong is in the outcome.
 */
export async function runConnector(options: RunOptions): Promise<ConnectorOutcome> {
  const { booted, stop, log } = options;
  const done: Done = { runs: [], requests: [], events: new StreamTally() };
  let startupMs = 0;
  let error: ConnectorError | undefined;
  let metrics: Metrics | undefined;

  try {
    metrics = await openMetrics(booted.config, log);
    const watched = { metrics, activity: new ActivityMeter(metrics, options.clock) };
    for (let isOver = false; !isOver;) {
      const session = await openSession({
        ...booted,
        ...options,
        metrics,
        isExclusive: booted.blueprint.kind === 'EXTERNAL_IMPORT' && !isOnce(options),
        signal: stop.signals.stopping,
      });
      startupMs ||= Math.round(options.sinceStartMs());
      logReady(session, booted, log, startupMs);
      options.onRegistered?.();
      metrics.be('idle');
      try {
        const soFar = (): ConnectorReport => reportOf(options, done, startupMs, undefined);
        const { blueprint } = booted;
        const all = { ...options, ...watched };
        if (blueprint.kind === 'EXTERNAL_IMPORT') {
          error = await runBySchedule(session, all, done.runs, soFar);
        } else if (blueprint.kind === 'STREAM') {
          error = await followEvents(session, blueprint, all, done.events, soFar);
        } else {
          error = await answerRequests(session, blueprint, all, done.requests, soFar);
        }
      } finally {
        metrics.be('stopped');
        await session.close();
      }
      isOver = !session.lost.aborted || stop.signals.stopping.aborted;
      if (!isOver) log.warn('the lease was lost, asking for it again');
    }
  } catch (thrown) {
    error = asConnectorError(thrown);
    // A stop while waiting for the platform is no failure.
    if (stop.signals.stopping.aborted) error = undefined;
    else logFatal(error, log);
  } finally {
    await metrics?.close();
  }
  if (stop.signals.stopping.aborted) log.info('stopped', { inFlight: 0 });

  return { report: reportOf(options, done, startupMs, error), ...(error && { error }) };
}

/** What a connector has done, as far as it is kept. */
interface Done {
  readonly runs: RunReport[];
  readonly requests: RequestReport[];
  readonly events: StreamTally;
}

async function followEvents(
  session: Session,
  blueprint: StreamBlueprint,
  options: RunOptions,
  tally: StreamTally,
  soFar: () => ConnectorReport,
): Promise<ConnectorError | undefined> {
  const { signals } = options.stop;
  const once = options.once || options.booted.config.get(ConnectorSettings).runAndTerminate;
  const onProgress = async (): Promise<void> => options.onRun?.(soFar());
  const all = { ...options, signals, once, tally, onProgress };
  const error = await runStream(session, blueprint, all);
  if (error) logFatal(error, options.log);

  return error;
}

/** How a connector is run, and who watches it. */
interface WatchedOptions extends RunOptions {
  readonly metrics: Metrics;
  readonly activity: ActivityMeter;
}

function answerRequests(
  session: Session,
  blueprint: ListeningBlueprint,
  options: WatchedOptions,
  requests: RequestReport[],
  soFar: () => ConnectorReport,
): Promise<ConnectorError | undefined> {
  return runRequests(session, blueprint, {
    ...options,
    signals: options.stop.signals,
    onRequest: async report => {
      options.activity.ended(report);
      if (requests.push(report) > KEPT_RUNS) requests.shift();
      await options.onRun?.(soFar());
    },
  });
}

async function runBySchedule(
  session: Session,
  options: WatchedOptions,
  runs: RunReport[],
  soFar: () => ConnectorReport,
): Promise<ConnectorError | undefined> {
  const { booted, clock, log, stop, activity } = options;
  const once = isOnce(options);
  const { info } = session.state;
  info.runAndTerminate = once;
  let startFrom = options.startFrom;
  const stopping = AbortSignal.any([stop.signals.stopping, session.lost]);

  const schedule = runsOf({
    everyMs: once ? undefined : everyMsOf(booted),
    clock,
    stopping,
    onNext: due => {
      info.nextRun = due ?? null;
      if (due) log.info('next run', { at: due.toISOString() });
    },
  });

  const blueprint = booted.blueprint as ExternalImportBlueprint;
  const shared = await openImportSession(session, { ...options, blueprint });
  try {
    for await (const number of schedule) {
      await shared.tidy(stopping);
      const runner = importRunner(session, shared, options, log.child({ run: number }));
      const from = startFrom;
      const report = await activity.during(() => runner.run({ ...stop.signals, stopping }, from));
      activity.ended(report);
      startFrom = undefined;
      info.lastRun = clock.now();
      if (runs.push(report) > KEPT_RUNS) runs.shift();
      await options.onRun?.(soFar());

      if (report.failure && (once || endsProcess(report.failure))) return report.failure;
    }
    await shared.tidy(stopping);
  } finally {
    await shared.close();
  }

  return undefined;
}

/** Whether there is one run and no schedule. */
function isOnce({ once, booted }: RunOptions): boolean {
  return once || booted.config.get(ConnectorSettings).runAndTerminate || everyMsOf(booted) === 0;
}

/** Milliseconds from the end of a run to the start of the next; 0 for none. */
function everyMsOf({ config }: BootedConnector): number {
  return config.get(ConnectorSettings).durationPeriod?.milliseconds ?? 0;
}

function importRunner(
  session: Session,
  { parts }: ImportSession,
  { booted, clock, metrics }: WatchedOptions,
  log: Logger,
): ImportRunner {
  const { blueprint, config } = booted;

  return new ImportRunner({
    ...parts,
    blueprint: blueprint as ExternalImportBlueprint,
    importer: booted.connector as Importer<unknown, unknown>,
    furnishings: furnishingsOf(blueprint, config),
    store: session.state,
    applicantId: session.registration.userId,
    retryPolicy: retryByRecovery(),
    ...{ metrics, clock, log },
  });
}

function logReady(session: Session, booted: BootedConnector, log: Logger, ms: number): void {
  const { capabilities, outbox, registration } = session;

  log.info('connector registered', {
    id: registration.id,
    kind: booted.blueprint.kind,
    platform: capabilities.version,
    queue: outbox.protocol,
    ms,
  });
}

function logFatal(error: ConnectorError, log: Logger): void {
  log.error('connector ended', {
    code: error.code,
    reason: error.message,
    fix: error.fix,
    cause: error,
  });
}

function reportOf(
  options: RunOptions,
  { runs, requests, events }: Done,
  startupMs: number,
  error: ConnectorError | undefined,
): ConnectorReport {
  const { blueprint, config } = options.booted;
  const { id, name } = config.get(ConnectorSettings);
  const parts = [...runs, ...requests, events.report];

  return {
    connector: identityOf(blueprint, id, name),
    outcome: error ? 'failed' : worstOf(parts.map(({ outcome }) => outcome)),
    runs: runs.map(({ failure: _failure, ...written }) => written),
    ...(blueprint.kind === 'STREAM'
      ? { events: events.report }
      : blueprint.kind !== 'EXTERNAL_IMPORT' && { requests }),
    ...(error && { error: { code: error.code, message: error.message } }),
    process: { peakRssMb: options.peakRssMb(), startupMs },
  };
}

function identityOf(
  blueprint: ConnectorBlueprint,
  id: string,
  name: string,
): ConnectorReport['connector'] {
  return {
    id,
    name,
    kind: blueprint.kind,
    ...(blueprint.version && { version: blueprint.version }),
  };
}
