import type { Outbox, SendReceipt } from './outbox.js';

/**
 * Stands in for an outbox when nothing goes to OpenCTI's queue (`CONNECTOR_SEND_TO_QUEUE` is false):
 * the copies are all there is. No work is opened for what is sent here, since nobody would report on
 * it.
 */
export class NoQueue implements Outbox {
  readonly protocol = 'none';
  readonly countsExpectations = false;

  /** Sends nothing: none of the messages is on a queue afterwards. */
  async send(): Promise<SendReceipt> {
    return { confirmed: 0, bytes: 0, republished: 0 };
  }

  async close(): Promise<void> {}
}
