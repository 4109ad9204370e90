import { setTimeout as after } from 'node:timers/promises';
import { Clock } from '../injection/index.js';

/** The system's clock: the only place where octiflow asks the machine what time it is. */
export class SystemClock extends Clock {
  now(): Date {
    return new Date();
  }

  monotonic(): number {
    return performance.now();
  }

  async sleep(ms: number, signal?: AbortSignal): Promise<void> {
    // Node caps a timer at 2^31-1 ms (24.8 days) and fires at once beyond it.
    const longest = 2_147_483_647;
    let left = Math.max(0, ms);

    do {
      signal?.throwIfAborted();
      await after(Math.min(left, longest), undefined, { signal }).catch((error: unknown) => {
        throw signal?.aborted ? signal.reason : error;
      });
      left -= longest;
    } while (left > 0);
  }
}
