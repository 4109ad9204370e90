import type { Clock } from '../injection/index.js';

/** What {@link withDeadline} goes by. */
export interface DeadlineOptions {
  readonly clock: Clock;
  /** Milliseconds that the task may take. */
  readonly ms: number;
  /** Aborts the task from outside. */
  readonly signal?: AbortSignal;
  /** Makes the reason that the task's signal aborts with when the time is over. */
  readonly expired: () => Error;
}

/**
 * Runs a task with a signal that aborts when its time is over or when the caller's own signal
 * aborts. The timer ends with the task.
 */
export async function withDeadline<T>(
  task: (signal: AbortSignal) => Promise<T>,
  { clock, ms, signal, expired }: DeadlineOptions,
): Promise<T> {
  const abort = new AbortController();
  const ended = new AbortController();
  const follow = (): void => abort.abort(signal?.reason);
  if (signal?.aborted) follow();
  signal?.addEventListener('abort', follow, { once: true });
  const timer = clock.sleep(ms, ended.signal).then(
    () => abort.abort(expired()),
    () => undefined,
  );

  try {
    return await task(abort.signal);
  } finally {
    signal?.removeEventListener('abort', follow);
    ended.abort();
    await timer;
  }
}
