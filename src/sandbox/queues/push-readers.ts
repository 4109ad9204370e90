import type { Broker } from '../amqp/broker/broker.js';
import type { MessageQueue, QueueEntry, QueueReader } from '../amqp/broker/message-queue.js';
import type { QueuedMessage } from './connector-queues.js';
import { queueNames } from './queue-names.js';

/** Messages dealt with before other work of the process gets its turn. */
const TURN = 50;

/** What {@link PushReaders} hands to its owner. */
export interface PushReaderEvents {
  /** Deals with one message; never rejects. */
  handle(message: QueuedMessage): Promise<void>;
  /** Nothing more is waiting, for now. */
  settled(): void;
}

interface Taken {
  readonly connectorId: string;
  readonly entry: QueueEntry;
  /** Lets its reader take the next one. */
  readonly done: () => void;
}

/** Reads the push queues of all connectors: one message at a time, from one after the other. */
export class PushReaders {
  readonly #readers = new Map<
    string,
    { readonly queue: MessageQueue; readonly reader: QueueReader }
  >();
  #taken: Taken[] = [];
  #isRunning = false;
  #running: Promise<void> = Promise.resolve();

  constructor(
    private readonly broker: Broker,
    private readonly events: PushReaderEvents,
  ) {}

  /** Whether nothing is being dealt with. */
  get isIdle(): boolean {
    return !this.#isRunning;
  }

  /** Reads the queue of a connector. */
  read(connectorId: string): void {
    const queue = this.broker.queue(queueNames(connectorId).push);
    if (this.#readers.get(connectorId)?.queue === queue) return;
    let isBusy = false;
    const done = (): void => {
      isBusy = false;
      queue.deliver();
    };
    const reader: QueueReader = {
      isExclusive: false,
      isReady: () => !isBusy,
      take: entry => {
        isBusy = true;
        this.#take({ connectorId, entry, done });
      },
      cancelled: () => this.#readers.delete(connectorId),
    };
    this.#readers.set(connectorId, { queue, reader });
    queue.read(reader);
  }

  /** Reads no more; resolves when the message that is being dealt with is done. */
  async stop(): Promise<void> {
    for (const { queue, reader } of this.#readers.values()) queue.leave(reader);
    this.#readers.clear();
    const others = this.#taken.slice(1);
    this.#taken = this.#taken.slice(0, 1);
    for (const { entry } of others) entry.queue.putBack([entry]);
    await this.#running;
  }

  #take(taken: Taken): void {
    this.#taken.push(taken);
    if (this.#isRunning) return;
    this.#isRunning = true;
    this.#running = this.#run();
  }

  async #run(): Promise<void> {
    let dealt = 0;
    for (let first = this.#taken[0]; first; first = this.#taken[0]) {
      const { connectorId, entry, done } = first;
      await this.events.handle({ connectorId, body: entry.message.body });
      entry.queue.settle(entry);
      this.#taken.shift();
      done();
      dealt += 1;
      if (dealt % TURN === 0) await turn();
    }
    this.#isRunning = false;
    this.events.settled();
  }
}

function turn(): Promise<void> {
  return new Promise(resolve => setImmediate(resolve));
}
