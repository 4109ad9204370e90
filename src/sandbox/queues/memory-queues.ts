import type { CallbackPoster } from './callback-poster.js';
import type {
  BrokerCoordinates,
  ConnectorQueues,
  QueueConsumer,
  QueueDepth,
  QueuedMessage,
  QueueOwner,
  UnsavedMessages,
} from './connector-queues.js';
import { ListenQueue } from './listen-queue.js';

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

/** How {@link MemoryQueues} are kept. */
export interface MemoryQueueOptions {
  /** Plays the workers too; otherwise push messages wait. */
  readonly consume: boolean;
  /** Posts to the connectors that listen over HTTP. */
  readonly poster: CallbackPoster;
}

/** Queues of a sandbox without a broker: in memory, filled over HTTP, one message at a time. */
export class MemoryQueues implements ConnectorQueues {
  readonly broker = NOWHERE;
  readonly #listen = new Map<string, ListenQueue>();
  readonly #callbacks = new Map<string, { readonly uri: string; readonly end: () => void }>();
  #waiting: QueuedMessage[] = [];
  #next = 0;
  #isRunning = false;
  #isPaused: boolean;
  #isClosed = false;
  #running: Promise<void> = Promise.resolve();

  constructor(
    private readonly consumer: QueueConsumer,
    private readonly options: MemoryQueueOptions,
  ) {
    this.#isPaused = !options.consume;
  }

  async declare({ id, listenCallbackUri: uri }: QueueOwner): Promise<void> {
    const callback = this.#callbacks.get(id);
    if (callback?.uri === uri) return;
    callback?.end();
    this.#callbacks.delete(id);
    if (uri === null) return;
    const { poster } = this.options;
    const end = this.listenQueue(id).consume(body => poster.post(id, uri, body));
    this.#callbacks.set(id, { uri, end });
  }

  /** The listen queue of a connector, for whoever hands its messages out. */
  listenQueue(connectorId: string): ListenQueue {
    const queue = this.#listen.get(connectorId) ?? new ListenQueue();
    this.#listen.set(connectorId, queue);

    return queue;
  }

  async publish(message: QueuedMessage): Promise<void> {
    this.#waiting.push(message);
    this.#start();
  }

  async ask({ connectorId, body }: QueuedMessage): Promise<void> {
    this.listenQueue(connectorId).push(body);
  }

  async depth(
    connectorId: string,
    { withListen }: { readonly withListen: boolean },
  ): Promise<QueueDepth> {
    const { push, listen } = this.unsaved();
    const waiting = withListen ? [...push, ...listen] : push;
    const messages = waiting.filter(message => message.connectorId === connectorId);
    const bytes = messages.reduce((sum, { body }) => sum + body.length, 0);

    return { messages: messages.length, bytes };
  }

  async purge(connectorId: string): Promise<void> {
    this.#waiting = this.#unhandled().filter(message => message.connectorId !== connectorId);
    this.#next = 0;
    this.#listen.get(connectorId)?.purge();
  }

  async remove(connectorId: string): Promise<void> {
    await this.purge(connectorId);
    this.#callbacks.delete(connectorId);
    this.#listen.get(connectorId)?.close();
    this.#listen.delete(connectorId);
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

  unsaved(): UnsavedMessages {
    const listen = [...this.#listen].flatMap(([connectorId, queue]) =>
      queue.waiting().map(body => ({ connectorId, body })),
    );

    return { push: this.#unhandled(), listen };
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    for (const queue of this.#listen.values()) queue.close();
    this.options.poster.close();
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

  #unhandled(): QueuedMessage[] {
    return this.#waiting.slice(this.#next);
  }

  #trim(): void {
    this.#waiting = this.#unhandled();
    this.#next = 0;
  }

  #mayRun(): boolean {
    return !this.#isPaused && !this.#isClosed;
  }
}

function turn(): Promise<void> {
  return new Promise(resolve => setImmediate(resolve));
}
