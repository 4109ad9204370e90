import { PlatformError, type ConnectorError } from '../errors/index.js';
import { backOffMs } from '../http/index.js';
import type { Clock, Logger } from '../injection/index.js';
import { askVersion } from './probe-platform.js';
import type { PlatformClient } from './platform-client.js';

/** How long, and until when, to wait. */
export interface WaitOptions {
  /** Milliseconds after which it is given up. Default 300,000 (PT5M); 0 tries once. */
  readonly deadlineMs?: number;
  readonly signal?: AbortSignal;
}

const DEFAULT_DEADLINE_MS = 300_000;
/** A platform that starts up may accept connections long before it answers. */
const TRY_MS = 30_000;
const LONGEST_PAUSE_MS = 10_000;

const MAY_COME_UP: ReadonlySet<string> = new Set([
  'PLATFORM_UNREACHABLE',
  'PLATFORM_UNAVAILABLE',
  'PLATFORM_TIMEOUT',
]);

/**
 * Resolves once OpenCTI answers and accepts the token. While it is down one line says so, and one
 * that it is ready.
 *
 * @returns the version of OpenCTI; empty when it does not tell
 * @throws PlatformError `PLATFORM_UNREACHABLE` after the deadline; at once what waiting can't mend,
 * such as `PLATFORM_TOKEN_REFUSED`, `PLATFORM_NOT_OPENCTI` or `PLATFORM_CERTIFICATE`
 */
export async function waitForPlatform(
  client: Pick<PlatformClient, 'query' | 'url'>,
  clock: Clock,
  log: Logger,
  { deadlineMs = DEFAULT_DEADLINE_MS, signal }: WaitOptions = {},
): Promise<string> {
  const { url } = client;
  const startedAt = clock.monotonic();
  for (let attempt = 1; ; attempt++) {
    const leftMs = deadlineMs - (clock.monotonic() - startedAt);
    const timeoutMs = Math.min(TRY_MS, Math.max(leftMs, 1_000));
    try {
      const version = await askVersion(client, { retries: 0, timeoutMs, signal });
      const waitedMs = Math.round(clock.monotonic() - startedAt);
      if (attempt > 1) log.info('platform ready', { url, version, waitedMs });
      return version;
    } catch (error) {
      if (!(error instanceof PlatformError) || !MAY_COME_UP.has(error.code)) throw error;
      const waitedMs = clock.monotonic() - startedAt;
      const pauseMs = backOffMs(attempt, { longestMs: LONGEST_PAUSE_MS });
      if (waitedMs + pauseMs > deadlineMs) throw givenUp(error, url, waitedMs);
      if (attempt === 1) log.info('waiting for the platform', facts(error, url, deadlineMs));
      await clock.pause(pauseMs, signal);
    }
  }
}

function facts(error: ConnectorError, url: string, forMs: number): Record<string, unknown> {
  return { url, reason: reasonOf(error), forMs };
}

function givenUp(error: ConnectorError, url: string, waitedMs: number): PlatformError {
  const reason = reasonOf(error);

  return new PlatformError('PLATFORM_UNREACHABLE', { url, reason, waitedMs }, { cause: error });
}

function reasonOf({ details, message }: ConnectorError): string {
  return typeof details['reason'] === 'string' ? details['reason'] : message;
}
