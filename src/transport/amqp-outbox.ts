import { TransportError } from '../errors/index.js';
import type { Clock, Logger } from '../injection/index.js';
import type { Bundle } from '../stix/index.js';
import type { AmqpOptions } from './amqp-options.js';
import { openAmqpSession, type OpenSession } from './amqp-session.js';
import { Delivery } from './delivery.js';
import type { Envelope, Outbox, SendReceipt } from './outbox.js';
import { Publisher } from './publisher.js';
import { pushMessages } from './push-message.js';
import { tlsMaterial } from './tls-material.js';

/**
 * Makes an outbox that publishes to OpenCTI's broker. It connects at the first send, keeps that one
 * connection, and connects again when it is lost.
 *
 * @throws TransportError `TRANSPORT_BROKER_INVALID` when the TLS settings can't be used
 */
export function openAmqpOutbox(options: AmqpOptions, clock: Clock, log: Logger): AmqpOutbox {
  tlsMaterial(options);

  return new AmqpOutbox(options, clock, log, (events, signal) =>
    openAmqpSession(options, clock, events, signal),
  );
}

/**
 * Bundles on OpenCTI's push queue, each confirmed by the broker. Messages of one send keep their
 * order; several sends may be in progress and share the window of unconfirmed messages.
 *
 * When the connection is lost, what is not confirmed is published again in order: a message may
 * then be on the queue twice, never not at all.
 */
export class AmqpOutbox implements Outbox {
  readonly protocol = 'amqp';
  readonly countsExpectations = true;
  private readonly publisher: Publisher;
  private readonly sends = new Set<Delivery>();
  private isClosed = false;

  /** @param openSession opens the connection; `openAmqpOutbox` gives the real one. */
  constructor(options: AmqpOptions, clock: Clock, log: Logger, openSession: OpenSession) {
    this.publisher = new Publisher(options, clock, log, openSession);
  }

  /**
   * @throws TransportError `TRANSPORT_UNREACHABLE`, `TRANSPORT_LOGIN_REFUSED`,
   * `TRANSPORT_VHOST_REFUSED`, `TRANSPORT_TLS_REFUSED`, `TRANSPORT_BROKER_INVALID`,
   * `TRANSPORT_EXCHANGE_MISSING`, `TRANSPORT_ACCESS_REFUSED`, `TRANSPORT_UNROUTABLE`,
   * `TRANSPORT_NACKED`, `TRANSPORT_CHANNEL_CLOSED`, `TRANSPORT_MESSAGE_TOO_LARGE`,
   * `TRANSPORT_MESSAGE_INVALID`, `TRANSPORT_ABORTED` or `TRANSPORT_CLOSED`
   */
  async send(
    bundles: readonly Bundle[],
    envelope: Envelope,
    signal?: AbortSignal,
  ): Promise<SendReceipt> {
    const delivery = new Delivery();
    const abort = (): void => delivery.abandon(aborted(signal?.reason));
    if (this.isClosed) delivery.abandon(closed);
    if (signal?.aborted) abort();
    signal?.addEventListener('abort', abort, { once: true });
    this.sends.add(delivery);
    this.publisher.attach(delivery);

    try {
      await this.publish(bundles, envelope, delivery);
      return await delivery.settled();
    } finally {
      signal?.removeEventListener('abort', abort);
      this.sends.delete(delivery);
      this.publisher.detach(delivery);
    }
  }

  async close(): Promise<void> {
    this.isClosed = true;
    for (const delivery of this.sends) delivery.abandon(closed);
    await this.publisher.close();
  }

  private async publish(
    bundles: readonly Bundle[],
    envelope: Envelope,
    delivery: Delivery,
  ): Promise<void> {
    const write = pushMessages(envelope);

    for (const [index, bundle] of bundles.entries()) {
      let body: Buffer;
      try {
        body = write(bundle, index + 1);
      } catch (error) {
        return delivery.fail(invalid(idOf(bundle) ?? `bundles[${index}]`, error));
      }
      while (!delivery.failure && !this.publisher.admits(body.length)) await delivery.woken();
      if (delivery.failure) return;

      const objects = envelope.noSplit === true ? bundle.objects.length : 1;
      this.publisher.publish({ id: idOf(bundle) ?? bundle.id, body, delivery, objects });
    }
  }
}

/** What people know a message by: the object in it, the first one if there are several. */
function idOf(bundle: Bundle | undefined): string | undefined {
  return bundle?.objects?.[0]?.id;
}

function aborted(cause: unknown) {
  return (confirmed: number, unconfirmed: number): TransportError =>
    new TransportError('TRANSPORT_ABORTED', { confirmed, unconfirmed }, { cause });
}

function closed(confirmed: number): TransportError {
  return new TransportError('TRANSPORT_CLOSED', { confirmed });
}

function invalid(id: string, cause: unknown) {
  const reason = cause instanceof Error ? cause.message : 'it throws';

  return (confirmed: number): TransportError =>
    new TransportError('TRANSPORT_MESSAGE_INVALID', { id, reason, confirmed }, { cause });
}
