import type { Clock, Logger } from '../injection/index.js';
import type { BrokerCoordinates, ReconnectPolicy } from './amqp-options.js';
import { Consumer } from './consumer.js';
import { openConsumerSession, type OpenConsumerSession } from './consumer-session.js';
import type { HandleMessage, Inbox, InboxOptions } from './inbox.js';
import { Intake, type IntakeProtocol } from './intake.js';
import { concurrencyOf } from './inbox-limits.js';
import { tlsMaterial } from './tls-material.js';

/** RabbitMQ closes the channel of a message that is not settled within 30 minutes. */
const AMQP: IntakeProtocol = {
  ackAfter: 'outcome',
  leaseMs: 20 * 60_000,
  tellsRedelivery: true,
};

/** What an AMQP inbox is made from. */
export interface AmqpInboxOptions extends BrokerCoordinates, InboxOptions {
  /** Queue to consume: the registration's `listen`. It is never declared. */
  readonly queue: string;
  /** Seconds between heartbeats; a dead connection is seen after two. Default 10. */
  readonly heartbeatSeconds?: number;
  /**
   * Default: doubling pauses from 0.5 s to 30 s. The start gives up after 5 minutes; later outages
   * are complained about as often, and ridden out.
   */
  readonly reconnect?: ReconnectPolicy;
  /** Milliseconds for one attempt to connect and log in. Default 30,000. */
  readonly connectTimeoutMs?: number;
}

/**
 * Makes an inbox that consumes OpenCTI's listen queue.
 *
 * @throws TransportError `TRANSPORT_BROKER_INVALID` when the TLS settings can't be used,
 * `TRANSPORT_INBOX_INVALID` when the concurrency can't
 */
export function openAmqpInbox(options: AmqpInboxOptions, clock: Clock, log: Logger): AmqpInbox {
  tlsMaterial(options);
  const prefetch = concurrencyOf(options);

  return new AmqpInbox(options, clock, log, (events, signal) =>
    openConsumerSession({ ...options, prefetch }, clock, events, signal),
  );
}

/**
 * Requests from the connector's listen queue. A message is acknowledged when its outcome is
 * reported, so a crash at any moment loses nothing: the broker delivers it again, here or to a
 * replica. As many messages are in hand as are worked on.
 *
 * A lost channel or connection is opened anew while the handlers work on. The broker then delivers
 * what they work on once more; that delivery joins the run that is underway (by work id, or by the
 * bytes of a request without one) and is acknowledged with it. Only another process, or a handler
 * that could not report, makes a request run again.
 *
 * A request that two processes died on, as the journal remembers, goes to `onPoison` instead of the
 * handler. After the first death the requests that were worked on are tried one at a time, so that
 * the second death names the culprit. On queues whose broker counts deliveries (quorum), five
 * deliveries that this process can't account for are taken for the same.
 *
 * A run that outlasts the lease (20 minutes) has its message acknowledged early, before the broker
 * takes the channel away; from then on a crash would lose it.
 */
export class AmqpInbox implements Inbox {
  readonly protocol = 'amqp';
  private readonly intake: Intake;
  private readonly consumer: Consumer;

  /** @param openSession opens the connection; `openAmqpInbox` gives the real one. */
  constructor(
    options: AmqpInboxOptions,
    clock: Clock,
    log: Logger,
    openSession: OpenConsumerSession,
  ) {
    const policy = { ...options, prefetch: concurrencyOf(options) };
    this.intake = new Intake(options, AMQP, clock, log);
    this.consumer = new Consumer(policy, clock, log, openSession, parcel => {
      void this.intake.take(parcel);
    });
  }

  /**
   * @throws TransportError `TRANSPORT_LISTEN_FAILED`, `TRANSPORT_LISTEN_REFUSED`,
   * `TRANSPORT_LOGIN_REFUSED`, `TRANSPORT_VHOST_REFUSED`, `TRANSPORT_TLS_REFUSED` or
   * `TRANSPORT_BROKER_INVALID`
   */
  async start(handle: HandleMessage): Promise<void> {
    await this.intake.open(handle);
    try {
      await this.consumer.start();
    } catch (error) {
      await this.stop();
      throw error;
    }
  }

  async stop(signal?: AbortSignal): Promise<void> {
    this.intake.stop();
    await this.consumer.cancel();
    await this.intake.drain(signal);
    await this.consumer.close();
  }
}
