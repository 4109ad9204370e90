import type {
  AmqpInboxOptions,
  ConsumerEvents,
  ConsumerSession,
  OpenConsumerSession,
} from '../../../src/transport/index.js';
import type { FakeParcel } from './fake-parcel.js';

/** Options of an inbox that never connects: its sessions are fake. */
export const INBOX_OPTIONS: AmqpInboxOptions = {
  host: 'broker.example',
  port: 5672,
  vhost: '/',
  user: 'guest',
  pass: { reveal: () => 'pa55word' },
  useSsl: false,
  queue: 'listen_x',
  reconnect: { random: () => 1 },
  retry: { random: () => 1 },
};

/** A broker with one queue and without a network, which does what a test says. */
export class FakeQueue {
  /** Every session that was opened, the newest last. */
  readonly sessions: FakeConsumerSession[] = [];
  /** Attempts to connect so far. */
  attempts = 0;
  /** What a connection fails with; undefined lets it succeed. */
  refusal: Error | undefined;
  /** Whether connecting never ends by itself. */
  isSilent = false;

  readonly open: OpenConsumerSession = async (events, signal) => {
    this.attempts += 1;
    if (this.isSilent) await aborted(signal);
    if (this.refusal) throw this.refusal;
    const session = new FakeConsumerSession(events);
    this.sessions.push(session);

    return session;
  };

  /** The session in use. */
  get session(): FakeConsumerSession {
    const session = this.sessions.at(-1);
    if (!session) throw new Error('nobody has connected');

    return session;
  }
}

/** One session of a {@link FakeQueue}. */
export class FakeConsumerSession implements ConsumerSession {
  /** What was asked of it, in order. */
  readonly asked: string[] = [];

  constructor(private readonly events: ConsumerEvents) {}

  cancel = async (): Promise<void> => void this.asked.push('cancel');
  close = async (): Promise<void> => void this.asked.push('close');

  /** Brings a message. */
  deliver(parcel: FakeParcel): void {
    this.events.delivered(parcel);
  }

  /** The connection breaks: what was delivered can't be settled any more. */
  break(error: Error, ...delivered: readonly FakeParcel[]): void {
    for (const parcel of delivered) parcel.isOrphan = true;
    this.events.ended(error);
  }
}

function aborted(signal: AbortSignal): Promise<never> {
  return new Promise((_resolve, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason as Error));
  });
}
