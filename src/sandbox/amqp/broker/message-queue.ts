import type { FieldTable } from '../wire/field-table.js';
import { WaitingLine } from './waiting-line.js';

/** A message as it was published. */
export interface BrokerMessage {
  readonly exchange: string;
  readonly routingKey: string;
  /** The properties as they are on the wire. */
  readonly properties: Buffer;
  readonly body: Buffer;
}

/** A message on one queue. */
export interface QueueEntry {
  readonly queue: MessageQueue;
  readonly message: BrokerMessage;
  /** Its place in the queue, to which it goes back. */
  readonly sequence: number;
  /** Whether it was delivered before. */
  redelivered: boolean;
}

/** Who takes messages off a queue. */
export interface QueueReader {
  /** Whether it wants to be the only one. */
  readonly isExclusive: boolean;
  /** Whether it takes one more message now. */
  isReady(): boolean;
  /** Takes a message; it is held for the reader until it is settled or put back. */
  take(entry: QueueEntry): void;
  /** The queue is gone. */
  cancelled(): void;
}

/** What a queue is declared with. */
export interface QueueOptions {
  readonly durable: boolean;
  readonly autoDelete: boolean;
  /** The connection it belongs to; undefined: it is everybody's. */
  readonly owner: object | undefined;
  readonly arguments: FieldTable;
}

/** What a queue tells the broker. */
export interface QueueEvents {
  /** So many bytes more are held, or fewer. */
  held(bytes: number): void;
  /** The last of its readers has left. */
  unread(queue: MessageQueue): void;
}

/** Kept for each message beside its body, in bytes; roughly what an entry weighs. */
const ENTRY_BYTES = 256;

/** A queue in memory: in order, each message to one reader, to one after the other. */
export class MessageQueue {
  readonly #line = new WaitingLine<QueueEntry>();
  readonly #held = new Set<QueueEntry>();
  #readers: readonly QueueReader[] = [];
  #turn = 0;
  #sequence = 0;
  #bytes = 0;
  #isDelivering = false;

  constructor(
    readonly name: string,
    readonly options: QueueOptions,
    private readonly events: QueueEvents,
  ) {}

  /** Messages that wait. */
  get waiting(): number {
    return this.#line.length;
  }

  /** Messages that were handed out and not settled. */
  get unsettled(): number {
    return this.#held.size;
  }

  /** Bytes of the bodies of both. */
  get bytes(): number {
    return this.#bytes;
  }

  /** Who reads it. */
  get readers(): readonly QueueReader[] {
    return this.#readers;
  }

  /** All its messages, those that were handed out among them, oldest first. */
  messages(): readonly BrokerMessage[] {
    const entries = [...this.#held, ...this.#line.items()];

    return entries.sort((one, other) => one.sequence - other.sequence).map(entry => entry.message);
  }

  /** Puts a message at its end. */
  push(message: BrokerMessage): void {
    this.#sequence += 1;
    this.#line.push({ queue: this, message, sequence: this.#sequence, redelivered: false });
    this.#weigh(message, 1);
    this.deliver();
  }

  /** Hands the first message out; undefined when none waits. */
  take(): QueueEntry | undefined {
    const entry = this.#line.shift();
    if (entry) this.#held.add(entry);

    return entry;
  }

  /** Forgets a message that was handed out. */
  settle(entry: QueueEntry): void {
    if (this.#held.delete(entry)) this.#weigh(entry.message, -1);
  }

  /** Puts messages that were handed out back to where they were. */
  putBack(entries: readonly QueueEntry[]): void {
    for (const entry of entries) {
      if (!this.#held.delete(entry)) continue;
      entry.redelivered = true;
      this.#line.putBack(entry);
    }
    this.deliver();
  }

  /** Hands messages to a reader from now on. */
  read(reader: QueueReader): void {
    this.#readers = [...this.#readers, reader];
    this.deliver();
  }

  /** Hands a reader no more. */
  leave(reader: QueueReader): void {
    if (!this.#readers.includes(reader)) return;
    this.#readers = this.#readers.filter(one => one !== reader);
    if (this.#readers.length === 0) this.events.unread(this);
  }

  /** Hands out what waits, as far as there are readers that take it. */
  deliver(): void {
    // A reader may cause more to be delivered; the loop that is running sees to it.
    if (this.#isDelivering) return;
    this.#isDelivering = true;
    while (this.#line.length > 0) {
      const reader = this.#nextReader();
      if (!reader) break;
      const entry = this.take();
      if (entry) reader.take(entry);
    }
    this.#isDelivering = false;
  }

  /** Forgets what waits; tells how many messages that were. */
  purge(): number {
    const entries = this.#line.clear();
    for (const { message } of entries) this.#weigh(message, -1);

    return entries.length;
  }

  /** Forgets everything and tells the readers. */
  end(): number {
    const messages = this.purge();
    for (const entry of [...this.#held]) this.settle(entry);
    const readers = this.#readers;
    this.#readers = [];
    for (const reader of readers) reader.cancelled();

    return messages;
  }

  #nextReader(): QueueReader | undefined {
    const readers = this.#readers;
    for (let tried = 0; tried < readers.length; tried += 1) {
      const reader = readers[this.#turn % readers.length];
      this.#turn = (this.#turn + 1) % readers.length;
      if (reader?.isReady() === true) return reader;
    }

    return undefined;
  }

  #weigh({ body, properties }: BrokerMessage, sign: 1 | -1): void {
    this.#bytes += sign * body.length;
    this.events.held(sign * (body.length + properties.length + ENTRY_BYTES));
  }
}
