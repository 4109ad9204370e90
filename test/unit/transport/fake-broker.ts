import type {
  AmqpOptions,
  AmqpSession,
  OpenSession,
  SessionEvents,
} from '../../../src/transport/index.js';

/** Options of an outbox that never connects: its sessions are fake. */
export const AMQP_OPTIONS: AmqpOptions = {
  host: 'broker.example',
  port: 5672,
  vhost: '/',
  user: 'guest',
  pass: { reveal: () => 'pa55word' },
  useSsl: false,
  exchange: 'amqp.worker.exchange',
  routingKey: 'push_routing_x',
  reconnect: { random: () => 1 },
};

/** A broker without a network, which does what a test says. */
export class FakeBroker {
  /** Every session that was opened, the newest last. */
  readonly sessions: FakeSession[] = [];
  /** Attempts to connect so far. */
  attempts = 0;
  /** What a connection fails with; undefined lets it succeed. */
  refusal: Error | undefined;
  /** Whether messages are confirmed as soon as they are published. */
  confirmsAtOnce = false;
  /** Whether connecting never ends by itself. */
  isSilent = false;

  readonly open: OpenSession = async (events, signal) => {
    this.attempts += 1;
    if (this.isSilent) await aborted(signal);
    if (this.refusal) throw this.refusal;
    const session = new FakeSession(events, this.confirmsAtOnce);
    this.sessions.push(session);

    return session;
  };

  /** The session in use. */
  get session(): FakeSession {
    const session = this.sessions.at(-1);
    if (!session) throw new Error('nobody has connected');

    return session;
  }
}

/** One session of a {@link FakeBroker}. */
export class FakeSession implements AmqpSession {
  /** Bodies in the order in which they were published. */
  readonly published: Buffer[] = [];
  isClosed = false;

  constructor(
    readonly events: SessionEvents,
    private readonly confirmsAtOnce: boolean,
  ) {}

  publish(body: Buffer): void {
    this.published.push(body);
    const tag = this.published.length;
    if (this.confirmsAtOnce) queueMicrotask(() => this.events.confirmed(tag, false));
  }

  async close(): Promise<void> {
    this.isClosed = true;
  }

  /** The broker confirms everything published so far. */
  confirmAll(): void {
    this.events.confirmed(this.published.length, true);
  }

  /** The place in their send of what was published. */
  get sequences(): number[] {
    return this.published.map(body => {
      return (JSON.parse(body.toString()) as { action_sequence: number }).action_sequence;
    });
  }
}

function aborted(signal: AbortSignal): Promise<never> {
  return new Promise((_resolve, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason as Error));
  });
}
