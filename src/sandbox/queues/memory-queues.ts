import type {
  BrokerCoordinates,
  ConnectorQueues,
  QueueConsumer,
  QueueDepth,
  QueuedMessage,
} from './connector-queues.js';

/** A port on which nothing listens: there is no broker to connect to. */
const NOWHERE: BrokerCoordinates = {
  host: '127.0.0.1',
  port: 1,
  vhost: '/',
  useSsl: false,
  user: 'guest',
  pass: 'guest',
};

/** Messages dealt with before their memory is given back. */
const TRIM = 1_000;

/** Messages dealt with before other work of the process gets its turn. */
const TURN = 50;

/** Queues of a sandbox without a broker: in memory, filled over HTTP, one message at a time. */
export class MemoryQueues implements ConnectorQueues {
  readonly broker = NOWHERE;

  #waiting: QueuedMessage[] = [];
  #next = 0;
  #isRunning = false;
  #isPaused: boolean;
  #isClosed = false;
  #running: Promise<void> = Promise.resolve();

  constructor(
    private readonly consumer: QueueConsumer,
    options: { readonly consume: boolean },
  ) {
    this.#isPaused = !options.consume;
  }

  async declare(): Promise<void> {}

  async publish(message: QueuedMessage): Promise<void> {
    this.#waiting.push(message);
    this.#start();
  }

  async depth(connectorId: string): Promise<QueueDepth> {
    const messages = this.unsaved().filter(message => message.connectorId === connectorId);
    const bytes = messages.reduce((sum, { body }) => sum + body.length, 0);

    return { messages: messages.length, bytes };
  }

  async purge(connectorId: string): Promise<void> {
    this.#waiting = this.unsaved().filter(message => message.connectorId !== connectorId);
    this.#next = 0;
  }

  async remove(connectorId: string): Promise<void> {
    await this.purge(connectorId);
  }

  async pause(): Promise<void> {
    this.#isPaused = true;
    await this.#running;
  }

  async resume(): Promise<void> {
    this.#isPaused = false;
    this.#start();
  }

  async isIdle(): Promise<boolean> {
    return !this.#isRunning && this.#next === this.#waiting.length;
  }

  unsaved(): QueuedMessage[] {
    return this.#waiting.slice(this.#next);
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    await this.#running;
  }

  #start(): void {
    if (this.#isRunning || !this.#mayRun()) return;
    this.#isRunning = true;
    this.#running = this.#run();
  }

  async #run(): Promise<void> {
    for (let dealt = 1; this.#mayRun(); dealt += 1) {
      const message = this.#waiting[this.#next];
      if (!message) break;
      await this.consumer.handle(message);
      // A purge meanwhile has replaced the list.
      if (this.#waiting[this.#next] === message) this.#next += 1;
      if (this.#next === TRIM) this.#trim();
      if (dealt % TURN === 0) await turn();
    }
    this.#isRunning = false;
    if (this.#next < this.#waiting.length) return;
    this.#trim();
    this.consumer.drained();
  }

  #trim(): void {
    this.#waiting = this.unsaved();
    this.#next = 0;
  }

  #mayRun(): boolean {
    return !this.#isPaused && !this.#isClosed;
  }
}

function turn(): Promise<void> {
  return new Promise(resolve => setImmediate(resolve));
}
