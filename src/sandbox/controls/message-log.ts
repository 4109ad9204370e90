/** A message that went through a queue. */
export interface MessageRecord {
  /** ISO time. */
  readonly at: string;
  /** `in`: from a connector, to be imported. `out`: from the platform, to a connector. */
  readonly direction: 'in' | 'out';
  /** Id of the connector. */
  readonly connector: string;
  readonly bytes: number;
  /** The body; its first 20 000 characters. */
  readonly body: string;
}

/** Messages that are kept; older ones go first. */
const CAPACITY = 200;

/** Longest body that is kept as it is. */
const MAX_CHARS = 20_000;

/** The messages that went through the queues lately, oldest first. */
export class MessageLog {
  readonly #records: MessageRecord[] = [];

  constructor(
    private readonly now: () => Date,
    private readonly added: (record: MessageRecord) => void,
  ) {}

  /** Remembers a message. */
  add(direction: MessageRecord['direction'], connector: string, body: Buffer): void {
    const record: MessageRecord = {
      at: this.now().toISOString(),
      direction,
      connector,
      bytes: body.length,
      // Cut before it is read: a message may be very large.
      body: body.toString('utf8', 0, 4 * MAX_CHARS).slice(0, MAX_CHARS),
    };
    this.#records.push(record);
    if (this.#records.length > CAPACITY) this.#records.shift();
    this.added(record);
  }

  /** A copy of what is kept. */
  all(): readonly MessageRecord[] {
    return [...this.#records];
  }
}
