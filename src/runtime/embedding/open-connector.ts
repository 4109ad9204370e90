import {
  BUILT_IN_SETTINGS,
  ConnectorSettings,
  loadConfig,
  readConfigSources,
  type LoadedConfig,
} from '../../config/index.js';
import { SystemClock } from '../clock.js';
import { settingsLog } from '../log/settings-log.js';
import { logConfigNotes } from '../log-config-notes.js';
import { openMetrics } from '../metrics/open-metrics.js';
import { openSession, type Session, type SessionOptions } from '../session.js';
import type { ConnectorLine } from './connector-line.js';
import { DEFAULT_WAIT_MS, type EmbeddingOptions } from './embedding-options.js';
import { SessionLine } from './session-line.js';

/** Who a program is to OpenCTI. The operator's `CONNECTOR_*` settings go before it. */
export interface OpenedConnector {
  /** What operators see, at least 2 characters. */
  readonly name: string;
  /** What it is about, as OpenCTI spells it, such as `['vulnerability']`. Default: `['not-applicable']`. */
  readonly scope?: readonly string[];
  /** A UUID v4 that stays the same. Default: `CONNECTOR_ID` has to be set. */
  readonly id?: string;
  /** Shown in OpenCTI 7. Default: none. */
  readonly version?: string;
}

/** How {@link openConnector} opens. */
export interface OpenOptions extends EmbeddingOptions {
  /** Gives up waiting for OpenCTI. */
  readonly signal?: AbortSignal;
}

/**
 * Registers a program as an external import and opens its line to OpenCTI, for one that fetches and
 * schedules in its own way and only has something to send. Everything else, settings and delivery
 * included, is as for a connector class; prefer one where you can ({@link startConnector}).
 *
 * ```ts
 * const connector = await openConnector({ name: 'ACME feed', scope: ['indicator'] });
 * const work = await connector.openWork('ACME feed of today');
 * try {
 *   const { objects } = await connector.send(indicators, { work });
 *   await work.done(`${objects} objects`);
 * } catch (error) {
 *   await work.failed(error);
 * } finally {
 *   await connector.close();
 * }
 * ```
 *
 * @throws ConfigError `CONFIG_INVALID` with every problem of the settings.
 * @throws PlatformError when OpenCTI stays away, refuses the token, or is none.
 */
export async function openConnector(
  identity: OpenedConnector,
  options: OpenOptions = {},
): Promise<ConnectorLine> {
  const { env, folders, clock = new SystemClock(), waitMs = DEFAULT_WAIT_MS } = options;
  const config = settingsOf(identity, { env, folders });
  const log = options.log ?? settingsLog(config, clock);
  logConfigNotes(config, log);
  const { name, validateBeforeImport } = config.get(ConnectorSettings);

  const session = await openWatchedSession({
    ...{ config, clock, log, waitMs },
    blueprint: {
      kind: 'EXTERNAL_IMPORT',
      ...(identity.version !== undefined && { version: identity.version }),
    },
    // Several programs may send as one connector; none of them has a bookmark to lose.
    isExclusive: false,
    signal: options.signal ?? new AbortController().signal,
  });

  return new SessionLine({ session, name, validateBeforeImport, clock, log });
}

/** A session that takes its metrics along when it is closed. */
async function openWatchedSession(options: Omit<SessionOptions, 'metrics'>): Promise<Session> {
  const metrics = await openMetrics(options.config, options.log);
  try {
    const session = await openSession({ ...options, metrics });

    return { ...session, close: () => session.close().finally(() => metrics.close()) };
  } catch (error) {
    await metrics.close();
    throw error;
  }
}

function settingsOf(
  { id, name, scope }: OpenedConnector,
  places: Pick<EmbeddingOptions, 'env' | 'folders'>,
): LoadedConfig {
  return loadConfig(BUILT_IN_SETTINGS, readConfigSources(places), {
    defaults: {
      'connector.name': name,
      'connector.type': 'EXTERNAL_IMPORT',
      ...(scope && { 'connector.scope': [...scope] }),
      ...(id !== undefined && { 'connector.id': id }),
    },
  });
}
