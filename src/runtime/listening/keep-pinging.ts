import type { Clock } from '../../injection/index.js';
import type { Job } from './job.js';

/** OpenCTI takes an export for dead after 20 minutes of silence; pycti pings as often. */
const EVERY_MS = 300_000;

/**
 * Tells OpenCTI every five minutes that a request is still being worked on.
 *
 * @returns what stops it.
 */
export function keepPinging(job: Job, clock: Clock): () => void {
  const stop = new AbortController();

  const run = async (): Promise<void> => {
    for (;;) {
      await clock.sleep(EVERY_MS, stop.signal);
      await job.ping().catch((error: unknown) => {
        job.log.debug('work could not be pinged', { reason: String(error) });
      });
    }
  };
  // It ends by being stopped: that is what the sleep rejects with.
  run().catch(() => undefined);

  return () => stop.abort();
}
