import type { BackOffOptions } from '../http/index.js';
import type { CrashJournal } from './crash-journal.js';

/** A request of OpenCTI, as an inbox hands it over. */
export interface InboxMessage {
  /**
   * The parsed JSON: an object that has the objects `internal` and `event`. What is in these two is
   * not checked.
   */
  readonly body: unknown;
  /**
   * Whether it may have been worked on before: by this process, or by one that died or lost its
   * connection. False does not prove that it was not; over HTTP nobody tells.
   */
  readonly redelivered: boolean;
  /** When it came in. It may have waited for its turn since. */
  readonly receivedAt: Date;
}

/**
 * Works on one request. Called once for each request, at most `concurrency` at a time; while it
 * works on a request, the same one is never handed over again.
 *
 * Resolving says that the outcome is reported, good or bad: the message may be acknowledged.
 * Rejecting says that it could not be reported: the message comes again after a pause.
 *
 * @param signal aborts when the inbox stops and its patience has ended; the message then goes back
 * to the queue (or, over HTTP, is lost), whatever this does
 */
export type HandleMessage = (message: InboxMessage, signal: AbortSignal) => Promise<void>;

/** The way of OpenCTI's requests to a connector. One per connector, started once. */
export interface Inbox {
  /** What is spoken: with the broker (`amqp`), or by being called over HTTP (`api`). */
  readonly protocol: 'amqp' | 'api';

  /**
   * Begins to take requests in, and resolves once it does. From then on outages are ridden out: it
   * logs them and goes on until it is stopped.
   *
   * @throws TransportError when it can't begin; the inbox is then stopped
   */
  start(handle: HandleMessage): Promise<void>;

  /**
   * Takes nothing new in, gives back what nobody works on yet, and resolves once everything is
   * settled and released. Harmless twice, and before the start.
   *
   * @param signal ends the patience with requests that are still worked on: their own signals
   * abort, and they are given back unfinished. Default: they are waited for, however long
   */
  stop(signal?: AbortSignal): Promise<void>;
}

/** A message that is no request. */
export interface MalformedMessage {
  /** Size of the body. */
  readonly bytes: number;
  /** The first 80 characters, with what may be a secret left out. */
  readonly beginning: string;
  /** What is wrong with it, as half a sentence. */
  readonly reason: string;
  /** The work that it names all the same: report it there, or it stays open for ever. */
  readonly workId?: string;
  /** When it came in. */
  readonly receivedAt: Date;
}

/** What every inbox may be told. */
export interface InboxOptions {
  /** Requests worked on at the same time, 1 to 65,535. Default 1. */
  readonly concurrency?: number;
  /**
   * When a message is acknowledged to the queue. `outcome`: when its outcome is reported, so that a
   * crash loses nothing. `receipt`: at once, so that nothing is ever done twice, and a crash loses
   * what was taken in. Default `outcome` over AMQP and `receipt` over HTTP.
   */
  readonly ackAfter?: 'outcome' | 'receipt';
  /**
   * Milliseconds after which a message whose request is still worked on is acknowledged all the
   * same; a crash loses it from then on, and the log says so. Must be shorter than the patience of
   * the other side. Default 20 minutes over AMQP (a broker takes the message away after 30), 4
   * minutes over HTTP (OpenCTI's worker hangs up after 5).
   */
  readonly leaseMs?: number;
  /** Pauses before a request whose handler rejected comes again. Default 1 s, doubling up to 60 s. */
  readonly retry?: BackOffOptions;
  /**
   * Remembers which requests were being worked on when a process died. Default: nobody does, and
   * only a broker that counts deliveries (quorum queues) guards against poison.
   */
  readonly journal?: CrashJournal;
  /** Called for each message that is no request, before it is acknowledged. Its failure is logged. */
  onMalformed?(message: MalformedMessage): Promise<void>;
  /**
   * Called instead of the handler for a request that was being worked on when processes died:
   * report its work in error. Resolving and rejecting mean what they mean for the handler.
   *
   * @param deaths how many processes died while working on it, 2 or more
   */
  onPoison?(message: InboxMessage, deaths: number): Promise<void>;
}
