import type { Clock } from '../injection/index.js';

/** Waits for a task to end, well or not, but no longer than this. The task itself goes on. */
export async function waitAtMost(task: Promise<unknown>, ms: number, clock: Clock): Promise<void> {
  const limit = new AbortController();
  const patience = clock.sleep(ms, limit.signal).catch(() => undefined);

  await Promise.race([task.catch(() => undefined), patience]);
  limit.abort();
}
