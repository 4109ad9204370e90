import type { Clock } from '../injection/index.js';

/** When runs happen. */
export interface ScheduleOptions {
  /** Milliseconds from the end of a run to the start of the next; undefined runs once. */
  readonly everyMs: number | undefined;
  readonly clock: Clock;
  /** Ends the schedule; a run in progress is not touched. */
  readonly stopping: AbortSignal;
  /** Told when the next run is due, before the wait for it; undefined when there is none. */
  readonly onNext?: (due: Date | undefined) => void;
}

/**
 * Yields the number of each run, from 1, when it is due: the first at once, each later one a fixed
 * delay after the consumer is done with the one before. Runs never overlap and are never caught up.
 *
 * @see pycti `schedule_iso`: the same fixed delay.
 */
export async function* runsOf({
  everyMs,
  clock,
  stopping,
  onNext,
}: ScheduleOptions): AsyncGenerator<number> {
  for (let run = 1; !stopping.aborted; run++) {
    yield run;
    if (everyMs === undefined || stopping.aborted) break;

    onNext?.(new Date(clock.now().getTime() + everyMs));
    await clock.sleep(everyMs, stopping).catch((error: unknown) => {
      if (!stopping.aborted) throw error;
    });
  }
  onNext?.(undefined);
}
