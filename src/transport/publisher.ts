import type { Clock, Logger } from '../injection/index.js';
import { brokerName, DEFAULT_WINDOW, type AmqpOptions } from './amqp-options.js';
import type { AmqpSession, OpenSession, SessionEvents } from './amqp-session.js';
import { judgeConnecting, judgeEnd, type TooLarge, type Verdict } from './broker-failure.js';
import type { Delivery, Failure } from './delivery.js';
import { Outage } from './outage.js';
import { PublishWindow } from './publish-window.js';
import { Retained } from './retained.js';
import { nacked, tooLarge, unreachable, unroutable } from './send-failures.js';
import { Unconfirmed, type OutgoingMessage } from './unconfirmed.js';

/**
 * Publishes messages with confirmation over one connection at a time. It connects when there is
 * something to send, holds back what exceeds the window, and, when the broker goes away or refuses,
 * publishes again in order what was not confirmed.
 */
export class Publisher {
  private readonly broker: string;
  private readonly window: PublishWindow;
  private readonly deliveries = new Set<Delivery>();
  private readonly unconfirmed = new Unconfirmed();
  private readonly retained = new Retained();
  private order = 0;
  private session: AmqpSession | undefined;
  private isBlocked = false;
  private outage: Outage | undefined;
  private recovery: AbortController | undefined;
  /** What runs on in the background and must have ended before this is closed. */
  private readonly background = new Set<Promise<void>>();

  constructor(
    private readonly options: AmqpOptions,
    private readonly clock: Clock,
    private readonly log: Logger,
    private readonly openSession: OpenSession,
  ) {
    this.broker = brokerName(options);
    this.window = new PublishWindow({ ...DEFAULT_WINDOW, ...options.window });
  }

  /** A send begins. */
  attach(delivery: Delivery): void {
    this.deliveries.add(delivery);
  }

  /** A send has ended. Without any, nothing is tried any more. */
  detach(delivery: Delivery): void {
    this.deliveries.delete(delivery);
    this.forgetFailed();
    if (this.deliveries.size > 0) return;
    // Patience is counted for somebody; the next send begins its own.
    this.outage = undefined;
    this.recovery?.abort();
  }

  /** Whether a message of this size may be published now. If not, the delivery is woken later. */
  admits(bytes: number): boolean {
    this.recover();
    if (!this.session || this.isBlocked || !this.retained.isEmpty) return false;

    return this.window.admits(bytes);
  }

  /** Publishes a message that was admitted. */
  publish(message: Omit<OutgoingMessage, 'order'>): void {
    this.window.take(message.body.length);
    message.delivery.published();
    this.hand({ ...message, order: this.order++ });
  }

  /** Ends the connection, or the attempt to make one. What is on its way is given up. */
  async close(): Promise<void> {
    this.recovery?.abort();
    this.part();
    await Promise.all(this.background);
  }

  private hand(message: OutgoingMessage): void {
    if (!this.session) return this.retained.keep([message]);
    this.unconfirmed.add(message);
    this.session.publish(message.body);
  }

  private readonly events: SessionEvents = {
    confirmed: (tag, isMultiple) => {
      this.outage = undefined;
      for (const message of this.unconfirmed.settle(tag, isMultiple)) this.settle(message);
      this.resume();
    },
    refused: (tag, isMultiple) => {
      this.retain(this.unconfirmed.settle(tag, isMultiple));
      this.resume();
    },
    returned: body => {
      this.unconfirmed.markReturned(body)?.delivery.fail(unroutable(this.options));
    },
    blocked: reason => {
      this.isBlocked = true;
      this.outage = undefined;
      this.log.warn('broker blocks publishing', { broker: this.broker, reason });
    },
    unblocked: () => {
      this.isBlocked = false;
      this.log.info('broker takes messages again', { broker: this.broker });
      this.resume();
    },
    ended: error => this.lose(judgeEnd(error, this.options)),
  };

  private settle({ body, delivery, objects, isReturned }: OutgoingMessage): void {
    this.window.release(body.length);
    if (isReturned) delivery.drop();
    else delivery.confirm(body.length, objects);
  }

  private resume(): void {
    this.recover();
    if (!this.session || this.isBlocked || !this.retained.isEmpty || !this.window.isOpen) return;
    for (const delivery of this.deliveries) delivery.wake();
  }

  private lose(verdict: Verdict): void {
    this.part();
    if (verdict.kind === 'lost') this.noteLoss(verdict.reason);
    if (verdict.kind === 'refused') this.failAll(verdict.failure);
    if (verdict.kind === 'too-large') this.failLargest(verdict);

    const lost = this.unconfirmed.drain();
    for (const { delivery } of lost) delivery.repeat();
    this.retain(lost);
    this.recover();
  }

  private failLargest({ bytes, maxBytes, otherwise }: TooLarge): void {
    const culprit = this.unconfirmed.findBySize(bytes);
    if (culprit) culprit.delivery.fail(tooLarge(culprit.id, bytes, maxBytes));
    else this.failAll(otherwise);
  }

  private failAll(failure: Failure): void {
    for (const delivery of this.deliveries) delivery.fail(failure);
    this.forgetFailed();
  }

  /** Keeps messages for publishing again; those of failed sends are given up. */
  private retain(messages: readonly OutgoingMessage[]): void {
    this.retained.keep(messages);
    this.forgetFailed();
  }

  private forgetFailed(): void {
    for (const { body, delivery } of this.retained.takeFailed()) {
      this.window.release(body.length);
      delivery.drop();
    }
  }

  /** Whether somebody waits for a connection, or for refused messages to be published again. */
  private get needsRecovery(): boolean {
    const isRefused = !this.retained.isEmpty && this.unconfirmed.isEmpty;
    if (this.session && !isRefused) return false;

    return [...this.deliveries].some(({ failure }) => !failure);
  }

  private recover(): void {
    if (this.recovery || !this.needsRecovery) return;
    const recovery = new AbortController();
    this.recovery = recovery;
    this.own(this.recovering(recovery.signal));
  }

  private async recovering(signal: AbortSignal): Promise<void> {
    try {
      while (this.needsRecovery) {
        if (this.session) this.note('it refuses the messages');
        const outage = this.currentOutage();
        if (outage.isOver) return this.giveUp(outage);

        if (outage.pauseMs > 0) await this.clock.pause(outage.pauseMs, signal);
        if (this.session) this.republish();
        else await this.connect(signal);
      }
    } finally {
      this.recovery = undefined;
      // A send may have begun while the last one's recovery was being stopped.
      this.recover();
    }
  }

  private async connect(signal: AbortSignal): Promise<void> {
    let session: AmqpSession;
    try {
      session = await this.openSession(this.events, signal);
    } catch (error) {
      signal.throwIfAborted();
      const verdict = judgeConnecting(error, this.options);
      if (verdict.kind === 'refused') return this.failAll(verdict.failure);
      return this.note(verdict.reason);
    }
    if (signal.aborted) return session.close();

    this.session = session;
    this.log.info('broker connected', { broker: this.broker });
    this.republish();
    this.resume();
  }

  private republish(): void {
    const again = this.retained.takeAll();
    if (again.length === 0) return;

    for (const message of again) this.hand(message);
    this.log.info('messages published again', { broker: this.broker, messages: again.length });
  }

  private giveUp(outage: Outage): void {
    this.outage = undefined;
    if (!this.session) return this.failAll(unreachable(this.options, outage));

    const failure = nacked(this.options, outage);
    for (const delivery of this.retained.deliveries) delivery.fail(failure);
    this.forgetFailed();
    this.resume();
  }

  private noteLoss(reason: string): void {
    if (this.deliveries.size > 0) this.note(reason);
    else this.log.info('idle connection to the broker lost', { broker: this.broker, reason });
  }

  private note(reason: string): void {
    const outage = this.currentOutage();
    outage.failed(reason);
    const facts = { broker: this.broker, reason, attempts: outage.attempts };
    if (outage.attempts === 1) this.log.warn('broker is away or refuses, trying again', facts);
    else this.log.debug('broker is still away or refuses', facts);
  }

  private currentOutage(): Outage {
    return (this.outage ??= new Outage(this.options.reconnect ?? {}, this.clock));
  }

  /** Leaves the session, whatever state it is in. */
  private part(): void {
    const { session } = this;
    this.session = undefined;
    this.isBlocked = false;
    if (session) this.own(session.close());
  }

  private own(task: Promise<void>): void {
    const ended = task.catch(() => undefined).finally(() => this.background.delete(ended));
    this.background.add(ended);
  }
}
