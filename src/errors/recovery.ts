/**
 * What the runtime does with the unit of work in which an error appeared.
 *
 * - `stop`: nothing is tried again until a human acts.
 * - `retry`: the same unit of work is tried again, after a delay, a bounded number of times.
 * - `skip`: the item is left out and counted; the rest of the unit of work goes on.
 */
export type Recovery = 'stop' | 'retry' | 'skip';

/**
 * How a process ends (the numbers of sysexits.h).
 *
 * 0 done, 64 wrong usage, 69 platform or broker unavailable, 70 our failure or the connector's,
 * 77 not allowed, 78 configuration.
 */
export type ExitCode = 0 | 64 | 69 | 70 | 77 | 78;
