import type { Channel } from 'amqplib';
import type { Clock, Logger } from '../injection/index.js';
import { AmqpConnection, type ConnectionOptions } from './amqp-connection.js';
import { brokerName } from './amqp-options.js';
import { judgeListening, unlistenable } from './listen-failure.js';
import { Outage } from './outage.js';
import type { ReconnectPolicy } from './amqp-options.js';

/** Which queue holds the lease, on which broker. */
export interface LeaseOptions extends ConnectionOptions {
  /** The registration's `listen` queue: every connector has one, and an import does not use it. */
  readonly queue: string;
  readonly reconnect?: ReconnectPolicy;
}

/** The right to run, as long as it lasts. */
export interface HeldLease {
  /** Whether another process had it first: what is known of the connector's state is old by now. */
  readonly stoodBy: boolean;
  /** Aborts when the broker has let go of it: somebody else may run now. */
  readonly lost: AbortSignal;
  /** Lets the next one run. */
  release(): Promise<void>;
}

/** How often a stand-by asks, in milliseconds: what a take-over costs at most. */
const ASK_AGAIN_MS = 2_000;
/** A leader whose machine has gone is noticed by the broker after two missed heartbeats. */
const HEARTBEAT_SECONDS = 5;

/**
 * Lets one of several processes of the same connector run, and makes the others stand by. The lease
 * is an exclusive consumer on a queue of the broker: there is one, and it ends with its connection,
 * so a leader that is killed is followed within seconds. Nothing is declared.
 *
 * @see AMQP 0-9-1, `basic.consume`, `exclusive`: refused with 403 while another consumer is there.
 */
export class LeaderLease {
  constructor(
    private readonly options: LeaseOptions,
    private readonly clock: Clock,
    private readonly log: Logger,
  ) {}

  /**
   * Resolves with the lease once this process has it, undefined when `signal` aborts before.
   *
   * @throws TransportError when the broker refuses, or stays away for longer than the policy allows
   */
  async acquire(signal: AbortSignal): Promise<HeldLease | undefined> {
    let isStandingBy = false;
    let outage = this.newOutage();

    while (!signal.aborted) {
      try {
        const lease = await this.attempt(signal);
        if (isStandingBy) this.log.info('taking over', { queue: this.options.queue });
        return { ...lease, stoodBy: isStandingBy };
      } catch (error) {
        if (signal.aborted) return undefined;
        if (isMissing(error)) return this.withoutQueue();
        if (isTaken(error)) {
          outage = this.newOutage();
          if (!isStandingBy) this.log.info('standing by: another process of this connector runs');
          isStandingBy = true;
          await this.pause(ASK_AGAIN_MS, signal);
        } else {
          await this.afterFailure(error, outage, signal);
        }
      }
    }

    return undefined;
  }

  private async attempt(signal: AbortSignal): Promise<Omit<HeldLease, 'stoodBy'>> {
    const lost = new AbortController();
    const connection = await AmqpConnection.open(
      {
        options: { heartbeatSeconds: HEARTBEAT_SECONDS, ...this.options },
        clock: this.clock,
        ended: error => lost.abort(error),
        signal,
      },
      (connecting, channel) => this.consume(connecting, channel),
    );

    return { lost: lost.signal, release: () => connection.close() };
  }

  private async consume(connection: AmqpConnection, channel: Channel): Promise<void> {
    const receive = (message: unknown): void => {
      if (message === null) connection.end(new Error('the broker cancelled the consumer'));
    };

    await channel.prefetch(1);
    // With manual acknowledgement a message that should not be there goes back when this ends.
    await channel.consume(this.options.queue, receive, { exclusive: true, noAck: false });
  }

  private async afterFailure(error: unknown, outage: Outage, signal: AbortSignal): Promise<void> {
    const consumer = { ...this.options, prefetch: 1 };
    const verdict = judgeListening(error, consumer);
    if (verdict.kind === 'refused') throw verdict.failure;

    outage.failed(verdict.reason);
    if (outage.attempts === 1) {
      const facts = { broker: brokerName(this.options), reason: verdict.reason };
      this.log.warn('the lease is out of reach, trying again', facts);
    }
    if (outage.isOver) throw unlistenable(consumer, outage);
    await this.pause(outage.pauseMs, signal);
  }

  /** A broker that lacks the queue was not set up by OpenCTI: nobody else can hold the lease either. */
  private withoutQueue(): HeldLease {
    this.log.warn('running without a lease: the broker has no such queue', {
      queue: this.options.queue,
    });

    return { stoodBy: false, lost: new AbortController().signal, release: async () => undefined };
  }

  private newOutage(): Outage {
    return new Outage(this.options.reconnect ?? {}, this.clock);
  }

  private async pause(ms: number, signal: AbortSignal): Promise<void> {
    await this.clock.sleep(ms, signal).catch(() => undefined);
  }
}

function isTaken(error: unknown): boolean {
  return hasAnswered(error, '403') && /exclusive/.test(messageOf(error));
}

function isMissing(error: unknown): boolean {
  return hasAnswered(error, '404');
}

function hasAnswered(error: unknown, code: string): boolean {
  return new RegExp(`(?:BasicConsume; |Channel closed by server: )${code}`).test(messageOf(error));
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : '';
}
