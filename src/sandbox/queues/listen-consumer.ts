/** What is to become of a message that was delivered: it is dealt with, or it comes again. */
export type Delivery = 'done' | 'requeue';

/** Deals with one message of a listen queue; never rejects. */
export type ListenConsumer = (body: Buffer) => Promise<Delivery>;

/**
 * Time before a message that could not be delivered is tried again, in milliseconds. A worker waits
 * ten to thirty seconds; whoever waits at a sandbox does not want to.
 */
export const REDELIVER_MS = 1_000;
