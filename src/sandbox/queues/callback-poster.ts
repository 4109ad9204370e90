import type { Delivery } from './listen-consumer.js';

/** How long a connector has to answer, in milliseconds. @see OpenCTI worker, `listen_handler.py` */
const ANSWER_MS = 300_000;

/** What {@link CallbackPoster} needs. */
export interface CallbackOptions {
  /** What stands after `Bearer` in the request to a connector. */
  readonly authorizationOf: (connectorId: string) => string;
  /** Told when a connector does not take a message. */
  readonly note: (message: string, facts: Readonly<Record<string, unknown>>) => void;
}

/**
 * The worker's part for connectors that listen over HTTP: posts the message as it is, and takes 200 or
 * 202 as done. Anything else is tried again.
 *
 * @see OpenCTI `opencti-worker/src/listen_handler.py`
 */
export class CallbackPoster {
  readonly #closed = new AbortController();

  constructor(private readonly options: CallbackOptions) {}

  /** Posts one message. */
  async post(connectorId: string, uri: string, body: Buffer): Promise<Delivery> {
    try {
      const reply = await fetch(uri, {
        method: 'POST',
        body: new Uint8Array(body),
        headers: {
          'content-type': 'application/json',
          'user-agent': 'octiflow-sandbox',
          authorization: `Bearer ${this.options.authorizationOf(connectorId)}`,
        },
        redirect: 'manual',
        signal: AbortSignal.any([this.#closed.signal, AbortSignal.timeout(ANSWER_MS)]),
      });
      await reply.body?.cancel();
      if (reply.status === 200 || reply.status === 202) return 'done';
      this.#note(connectorId, `it answered ${reply.status}`);
    } catch (error) {
      if (!this.#closed.signal.aborted) this.#note(connectorId, reasonOf(error));
    }

    return 'requeue';
  }

  /** Gives up what is under way. */
  close(): void {
    this.#closed.abort();
  }

  #note(connector: string, reason: string): void {
    this.options.note('message not taken by the connector', { connector, reason });
  }
}

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const { cause } = error;

  return cause instanceof Error ? cause.message || cause.name : error.message;
}
