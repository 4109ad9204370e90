import { readConfigSources } from '../../config/index.js';
import { explore } from '../../connectors/index.js';
import type { Constructor } from '../../injection/index.js';
import { boot } from '../boot.js';
import { SystemClock } from '../clock.js';
import { settingsLog } from '../log/settings-log.js';
import { runConnector, type ConnectorOutcome } from '../run-connector.js';
import type { ConnectorReport } from '../run-report.js';
import { StopSwitch } from '../stop-switch.js';
import { DEFAULT_WAIT_MS, type EmbeddingOptions } from './embedding-options.js';

/** How {@link startConnector} starts a connector. */
export interface StartOptions extends EmbeddingOptions {
  /** One run, whatever the settings say, and then the end. Default: false. */
  readonly once?: boolean;
  /** Starts the first run from this state instead of the one that OpenCTI keeps. */
  readonly startFrom?: { readonly state: unknown };
  /** Milliseconds that work in flight is given by {@link RunningConnector.stop}. Default 8,000. */
  readonly stopMs?: number;
  /** Told after each run what all runs have done so far; the next run waits for it. */
  readonly onRun?: (soFar: ConnectorReport) => Promise<void>;
}

/** A connector that runs inside of a program. */
export interface RunningConnector {
  /** Resolves when the connector has ended; never rejects. Its `error` is what ended it. */
  readonly ended: Promise<ConnectorOutcome>;
  /**
   * Asks for nothing new, finishes what is in flight, and ends. Called a second time it gives up
   * what is in flight. The connector stays registered in OpenCTI.
   *
   * @param reason shown in the log. Default: `the program asked for it`.
   */
  stop(reason?: string): Promise<ConnectorOutcome>;
}

const STOP_MS = 8_000;

/**
 * Runs a connector inside of a program, as `connector-run` does from the command line: builds it,
 * waits for OpenCTI, registers it, and runs it until it is stopped, or once. It installs no signal
 * handlers and never ends the process.
 *
 * ```ts
 * const connector = await startConnector(CisaKev, { folders: [import.meta.dirname] });
 * process.once('SIGTERM', () => void connector.stop('SIGTERM was received'));
 *
 * const { report, error } = await connector.ended;
 * ```
 *
 * @param connector a class that is marked with a connector decorator.
 * @returns once OpenCTI knows the connector.
 * @throws DeclarationError, InjectionError or ConfigError when it can't be built.
 * @throws ConnectorError when it ends before OpenCTI knows it.
 */
export async function startConnector(
  connector: Constructor,
  options: StartOptions = {},
): Promise<RunningConnector> {
  const { env, folders, clock = new SystemClock(), waitMs = DEFAULT_WAIT_MS } = options;
  const { once = false, startFrom, stopMs = STOP_MS, onRun } = options;
  const booted = boot({
    blueprint: explore(connector),
    sources: readConfigSources({ env, folders }),
    clock,
    logFor: config => options.log ?? settingsLog(config, clock),
  });
  const stop = new StopSwitch(clock, stopMs);
  const runUntilEnd = (onRegistered: () => void): Promise<ConnectorOutcome> =>
    runConnector({
      ...{ booted, clock, log: booted.log, stop, once, waitMs, onRegistered },
      ...(startFrom && { startFrom }),
      ...(onRun && { onRun }),
      sinceStartMs: () => clock.monotonic(),
      peakRssMb: () => process.resourceUsage().maxRSS / 1_000,
    }).finally(async () => {
      stop.dispose();
      await booted.dispose();
    });

  return new Promise((resolve, reject) => {
    const ended = runUntilEnd(() => resolve(running));
    const running: RunningConnector = {
      ended,
      stop: (reason = 'the program asked for it') => {
        stop.stop(reason);
        return ended;
      },
    };
    // Does nothing to what is already running: a promise is settled once.
    void ended.then(({ error }) => (error ? reject(error) : resolve(running)), reject);
  });
}
