import type { Clock, Logger } from '../injection/index.js';
import { brokerName, type ReconnectPolicy } from './amqp-options.js';
import type {
  ConsumerEvents,
  ConsumerOptions,
  ConsumerSession,
  OpenConsumerSession,
} from './consumer-session.js';
import { judgeListening, unlistenable } from './listen-failure.js';
import { Outage } from './outage.js';
import type { Parcel } from './parcel.js';

/** A session that lasted so long was a good one: the next outage begins from scratch. */
const PROVEN_MS = 60_000;

/** What a consumer goes by. */
export interface ConsumerPolicy extends ConsumerOptions {
  readonly reconnect?: ReconnectPolicy;
}

/** Consumes a queue, over one session at a time, and opens a new one when it ends. */
export class Consumer {
  private readonly broker: string;
  private session: ConsumerSession | undefined;
  private outage: Outage | undefined;
  private openedAt = 0;
  private readonly stopping = new AbortController();
  /** What runs on in the background and must have ended before this is closed. */
  private readonly background = new Set<Promise<void>>();

  constructor(
    private readonly policy: ConsumerPolicy,
    private readonly clock: Clock,
    private readonly log: Logger,
    private readonly openSession: OpenConsumerSession,
    private readonly receive: (parcel: Parcel) => void,
  ) {
    this.broker = brokerName(policy);
  }

  /**
   * Resolves once the queue is consumed, or when it is stopped before.
   *
   * @throws TransportError when the broker refuses, or stays away for longer than the policy allows
   */
  async start(): Promise<void> {
    await this.listen({ isStart: true });
  }

  /** Ends the deliveries, and the tries to get some. What was delivered can still be settled. */
  async cancel(): Promise<void> {
    this.stopping.abort();
    await this.session?.cancel();
  }

  /** Disconnects; what is not settled goes back to the queue. */
  async close(): Promise<void> {
    this.stopping.abort();
    this.part();
    await Promise.all(this.background);
  }

  private readonly events: ConsumerEvents = {
    delivered: parcel => {
      this.outage = undefined;
      this.receive(parcel);
    },
    ended: error => {
      this.part();
      if (this.stopping.signal.aborted) return;
      if (this.clock.monotonic() - this.openedAt >= PROVEN_MS) this.outage = undefined;
      const verdict = judgeListening(error, this.policy);
      this.note(verdict.kind === 'lost' ? verdict.reason : verdict.failure.message);
      this.own(this.listen({ isStart: false }));
    },
  };

  /** Tries until there is a session. Only the start gives up; it has somebody to tell. */
  private async listen({ isStart }: { readonly isStart: boolean }): Promise<void> {
    const { signal } = this.stopping;

    while (!signal.aborted && !this.session) {
      const outage = this.currentOutage();
      if (outage.isOver) {
        this.outage = undefined;
        const failure = unlistenable(this.policy, outage);
        if (isStart) throw failure;
        this.log.error('queue stays out of reach, trying on', {
          code: failure.code,
          reason: failure.message,
        });
        continue;
      }
      const { pauseMs } = outage;
      if (pauseMs > 0) await this.clock.pause(pauseMs, signal).catch(() => undefined);
      if (!signal.aborted) await this.attempt(isStart);
    }
  }

  private async attempt(isStart: boolean): Promise<void> {
    const { signal } = this.stopping;
    let session: ConsumerSession;
    try {
      session = await this.openSession(this.events, signal);
    } catch (error) {
      if (signal.aborted) return;
      const verdict = judgeListening(error, this.policy);
      this.note(verdict.kind === 'lost' ? verdict.reason : verdict.failure.message);
      if (verdict.kind === 'refused' && isStart) throw verdict.failure;
      return;
    }
    if (signal.aborted) return session.close();

    this.session = session;
    this.openedAt = this.clock.monotonic();
    this.log.info('listening', { broker: this.broker, queue: this.policy.queue });
  }

  private note(reason: string): void {
    const outage = this.currentOutage();
    outage.failed(reason);
    const { broker, policy } = this;
    const facts = { broker, queue: policy.queue, reason, attempts: outage.attempts };
    if (outage.attempts === 1) this.log.warn('queue is out of reach, trying again', facts);
    else this.log.debug('queue is still out of reach', facts);
  }

  private currentOutage(): Outage {
    return (this.outage ??= new Outage(this.policy.reconnect ?? {}, this.clock));
  }

  private part(): void {
    const { session } = this;
    this.session = undefined;
    if (session) this.own(session.close());
  }

  private own(task: Promise<void>): void {
    const ended = task.catch(() => undefined).finally(() => this.background.delete(ended));
    this.background.add(ended);
  }
}
