import { join } from 'node:path';
import { readConfigSources, type ConfigSources } from '../../src/config/index.js';
import { explore } from '../../src/connectors/index.js';
import type { Clock, Constructor } from '../../src/injection/index.js';
import { StopSwitch, SystemClock, boot, runConnector } from '../../src/runtime/index.js';
import type { ConnectorOutcome } from '../../src/runtime/index.js';
import { RecordingLog } from '../support/recording-log.js';

/** How much faster a {@link FastClock} goes. */
const SPEED = 20;

/** A clock on which everything lasts a twentieth: retries, time limits and heartbeats alike. */
export class FastClock extends SystemClock {
  private readonly started = super.now().getTime();

  override now(): Date {
    return new Date(this.started + (super.now().getTime() - this.started) * SPEED);
  }

  override monotonic(): number {
    return super.monotonic() * SPEED;
  }

  override sleep(ms: number, signal?: AbortSignal): Promise<void> {
    return super.sleep(ms / SPEED, signal);
  }
}

/** Where a connector under test runs. */
export interface Place {
  readonly url: string;
  readonly token: string;
}

/** What {@link runOnce} may be told. */
export interface RunOnceOptions {
  readonly env?: Readonly<Record<string, string>>;
  readonly startFrom?: { readonly state: unknown };
  readonly clock?: Clock;
  readonly waitMs?: number;
  readonly stop?: (stop: StopSwitch) => void;
  /** Default: true. */
  readonly once?: boolean;
}

export const CONNECTOR_ID = '0d4c7c9e-6f0b-4f43-9a52-6d1b0f3a8f11';

/** Runs a connector once, in this process, against a platform that listens on a socket. */
export async function runOnce(
  connector: Constructor,
  place: Place,
  {
    env = {},
    startFrom,
    clock = new FastClock(),
    waitMs = 10_000,
    stop: onStop,
    once = true,
  }: RunOnceOptions = {},
): Promise<ConnectorOutcome & { readonly log: RecordingLog }> {
  const log = new RecordingLog();
  const booted = boot({
    blueprint: explore(connector),
    sources: sourcesFor(place, env),
    clock,
    logFor: () => log,
  });
  const stop = new StopSwitch(clock, 20_000);
  onStop?.(stop);

  try {
    const outcome = await runConnector({
      booted,
      clock,
      log,
      stop,
      once,
      ...(startFrom && { startFrom }),
      waitMs,
      sinceStartMs: () => 0,
      peakRssMb: () => 0,
    });

    return { ...outcome, log };
  } finally {
    stop.dispose();
    await booted.dispose();
  }
}

function sourcesFor(place: Place, env: Readonly<Record<string, string>>): ConfigSources {
  return readConfigSources({
    env: {
      OPENCTI_URL: place.url,
      OPENCTI_TOKEN: place.token,
      CONNECTOR_ID,
      ...env,
    },
    folders: [join(__dirname, 'no-such-folder')],
  });
}
