import { TransportError } from '../errors/index.js';
import type { InboxOptions } from './inbox.js';

/** The prefetch is 16 bits wide. */
const MOST = 65_535;

/**
 * How many requests are worked on at the same time.
 *
 * @throws TransportError `TRANSPORT_INBOX_INVALID`
 */
export function concurrencyOf({ concurrency = 1 }: InboxOptions): number {
  const isCount = Number.isInteger(concurrency) && concurrency >= 1 && concurrency <= MOST;
  if (isCount) return concurrency;

  const reason = `it is not a whole number from 1 to ${MOST}`;
  throw new TransportError('TRANSPORT_INBOX_INVALID', { setting: 'concurrency', reason });
}
