/** Half intervals of silence after which a peer counts as gone: two intervals. */
const PATIENCE = 4;

/** What {@link Heartbeat} asks and tells. */
export interface HeartbeatEvents {
  /** Whether anything was sent since the last beat. */
  wasSent(): boolean;
  /** Whether the peer is not being read, so that its silence says nothing. */
  isDeaf(): boolean;
  /** Time to send a sign of life. */
  send(): void;
  /** The peer was silent for two intervals. */
  lost(): void;
}

/** Signs of life on a connection, both ways. @see AMQP 0-9-1 §4.2.7 */
export class Heartbeat {
  #silent = 0;
  readonly #timer: NodeJS.Timeout | undefined;

  /** @param seconds the interval that was agreed; 0: none */
  constructor(
    seconds: number,
    private readonly events: HeartbeatEvents,
  ) {
    if (seconds === 0) return;
    this.#timer = setInterval(() => this.#beat(), seconds * 500).unref();
  }

  /** The peer said something. */
  heard(): void {
    this.#silent = 0;
  }

  /** Ends it. */
  stop(): void {
    clearInterval(this.#timer);
  }

  #beat(): void {
    if (!this.events.wasSent()) this.events.send();
    // What was sent just now does not count as said in the next half interval.
    this.events.wasSent();
    this.#silent = this.events.isDeaf() ? 0 : this.#silent + 1;
    if (this.#silent > PATIENCE) this.events.lost();
  }
}
