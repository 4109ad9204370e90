import type { Bundle } from '../stix/index.js';

/** What one send says about all of its messages. Travels with the request, never shared. */
export interface Envelope {
  /** Id of the user in whose name the worker imports: the requester, or the connector's own user. */
  readonly applicantId: string;
  /** Work that counts the messages. Without it nothing is counted. */
  readonly workId?: string;
  /** Draft that takes the data instead of the knowledge base. Default null: no draft. */
  readonly draftId?: string | null;
  /** STIX types that the worker keeps; the others are dropped. Default none: all are kept. */
  readonly entitiesTypes?: readonly string[];
  /** Passed on to the worker. Default false over AMQP; the API protocol knows only true. */
  readonly update?: boolean;
  /**
   * True when bundles may hold several objects each, which the worker imports as they stand: those of
   * `groupBundles`. Default false. Over AMQP to OpenCTI 7 only.
   */
  readonly noSplit?: boolean;
}

/** What a completed send did. */
export interface SendReceipt {
  /** Objects that are safe: all that were given. As many as messages, unless those hold several. */
  readonly confirmed: number;
  /** Bytes of the messages' bodies, each counted once. */
  readonly bytes: number;
  /**
   * Messages published a second time because the broker went away before it confirmed them. Each
   * may be on the queue twice.
   */
  readonly republished: number;
}

/** The way of bundles to OpenCTI's queue. One per connector; many sends may be in progress. */
export interface Outbox {
  /** What is spoken: to the broker (`amqp`), through the platform (`api`), or nothing at all (`none`). */
  readonly protocol: 'amqp' | 'api' | 'none';
  /**
   * True when the sender declares the work's expectations itself, one for each object, before it
   * sends. False when the platform's worker counts for it.
   */
  readonly countsExpectations: boolean;

  /**
   * Sends bundles in the order given, and resolves when all are safe on the platform's queue.
   * Waits while the queue's side is slow (back-pressure), so what is in memory stays bounded.
   *
   * @param bundles of one object each, what an object refers to before it: `splitBundle().bundles`;
   * or of several, with `noSplit`
   * @param envelope what all messages of this send carry
   * @param signal stops this send at once; other sends go on
   * @throws TransportError with a code that says why. Its `details.confirmed` is the number of this
   * send's objects that are safe on the queue all the same, each counted once, whatever happened
   * to the others; what may or may not have arrived is not counted.
   */
  send(bundles: readonly Bundle[], envelope: Envelope, signal?: AbortSignal): Promise<SendReceipt>;

  /** Ends sends in progress with `TRANSPORT_CLOSED` and releases what is held. Harmless twice. */
  close(): Promise<void>;
}
