/** How the pauses between tries grow. */
export interface BackOffOptions {
  /** First pause. Default 1,000 ms. */
  readonly firstMs?: number;
  /** No pause is longer. Default 60,000 ms. */
  readonly longestMs?: number;
  /** Gives a number from 0 to 1; spreads the pauses of many processes apart. Default Math.random. */
  readonly random?: () => number;
}

/**
 * Milliseconds to wait before try `attempt` (from 1): doubled each time, then spread over the upper
 * half.
 */
export function backOffMs(
  attempt: number,
  { firstMs = 1_000, longestMs = 60_000, random = Math.random }: BackOffOptions = {},
): number {
  const full = Math.min(longestMs, firstMs * 2 ** Math.min(attempt - 1, 30));

  return Math.round(full / 2 + (full / 2) * random());
}
