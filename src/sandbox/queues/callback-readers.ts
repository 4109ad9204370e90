import type { Broker } from '../amqp/broker/broker.js';
import type { MessageQueue, QueueEntry, QueueReader } from '../amqp/broker/message-queue.js';
import type { CallbackPoster } from './callback-poster.js';
import type { QueueOwner } from './connector-queues.js';
import { REDELIVER_MS } from './listen-consumer.js';
import { queueNames } from './queue-names.js';

/** Posts one connector's listen queue to where it wants it: one message at a time. */
class CallbackReader implements QueueReader {
  readonly isExclusive = false;
  #isBusy = false;
  #pause: NodeJS.Timeout | undefined;

  constructor(
    readonly uri: string,
    private readonly queue: MessageQueue,
    private readonly post: (body: Buffer) => ReturnType<CallbackPoster['post']>,
  ) {}

  isReady(): boolean {
    return !this.#isBusy;
  }

  take(entry: QueueEntry): void {
    this.#isBusy = true;
    void this.#post(entry);
  }

  cancelled(): void {
    this.stop();
  }

  /** Posts no more. */
  stop(): void {
    this.queue.leave(this);
    clearTimeout(this.#pause);
  }

  async #post(entry: QueueEntry): Promise<void> {
    const delivery = await this.post(entry.message.body);
    if (delivery === 'done') {
      this.queue.settle(entry);
      this.#next();
      return;
    }
    this.queue.putBack([entry]);
    this.#pause = setTimeout(() => this.#next(), REDELIVER_MS).unref();
  }

  #next(): void {
    this.#isBusy = false;
    this.queue.deliver();
  }
}

/** The readers of all connectors that want their messages posted. */
export class CallbackReaders {
  readonly #readers = new Map<string, CallbackReader>();

  constructor(
    private readonly broker: Broker,
    private readonly poster: CallbackPoster,
  ) {}

  /** Posts for a connector, or no longer, as it registered. */
  follow({ id, listenCallbackUri: uri }: QueueOwner): void {
    if (this.#readers.get(id)?.uri === uri) return;
    this.stop(id);
    if (uri === null) return;
    const queue = this.broker.queue(queueNames(id).listen);
    const reader = new CallbackReader(uri, queue, body => this.poster.post(id, uri, body));
    this.#readers.set(id, reader);
    queue.read(reader);
  }

  /** Posts no longer for a connector. */
  stop(id: string): void {
    this.#readers.get(id)?.stop();
    this.#readers.delete(id);
  }

  /** Ends everything. */
  close(): void {
    for (const id of [...this.#readers.keys()]) this.stop(id);
    this.poster.close();
  }
}
