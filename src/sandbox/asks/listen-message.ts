/**
 * A message from the platform to a connector.
 *
 * @see OpenCTI `database/rabbitmq.js`, `pushToConnector`
 */
export interface ListenMessage {
  /** What the message is for: the work, on whose behalf, and how it came about. */
  readonly internal: Readonly<Record<string, unknown>>;
  /** What the connector is asked to look at. */
  readonly event: Readonly<Record<string, unknown>>;
  /** What somebody chose for this import; absent from other messages. */
  readonly configuration?: string | null;
}

/** A message as it goes on the queue. What is undefined is left out, what is null is not. */
export function writeListenMessage(message: ListenMessage): Buffer {
  return Buffer.from(JSON.stringify(message), 'utf8');
}
