import type { ConnectorWork } from './connector-work.js';
import type { Sendable } from './sendable.js';
import type { SendOptions, SendOutcome } from './send-options.js';

/** A registered connector's line to OpenCTI, for a program that sends by itself. */
export interface ConnectorLine {
  /** Id of the connector, as its settings give it. */
  readonly id: string;
  /** Version of OpenCTI, such as `6.9.17`. */
  readonly platformVersion: string;

  /**
   * Opens a work, which OpenCTI's users see at once.
   *
   * @param name what they see, such as `ACME feed of 2026-01-02`.
   */
  openWork(name: string): Promise<ConnectorWork>;

  /**
   * Sends objects, and resolves when all of them are safe on OpenCTI's queue. Waits while the queue's
   * side is slow, so what is in the air stays bounded.
   *
   * What is given whole is split whole: what an object refers to is sent before it, wherever it
   * stands. A stream is read a window of 1,000 objects at a time, and one window further than what is
   * being sent: let it give what an object refers to before the object.
   *
   * Sends of one work run one after the other; others run at once.
   *
   * @throws TransportError when not everything is confirmed; its `details.confirmed` counts the
   * objects of the last window that are safe all the same.
   * @throws TransportError `TRANSPORT_WORK_CLOSED` or `TRANSPORT_STREAM_CLEANUP`
   * @throws BundleError for what is no bundle.
   * @throws what the stream throws, as it is.
   */
  send(content: Sendable, options?: SendOptions): Promise<SendOutcome>;

  /**
   * Ends the connection, after the sends that are in progress in a work. A work that is still open is
   * closed in error. The connector stays registered.
   */
  close(): Promise<void>;
}
