import { REDELIVER_MS, type ListenConsumer } from './listen-consumer.js';

/** One connector's listen queue in memory: in order, one message at a time, each until it is done. */
export class ListenQueue {
  #waiting: Buffer[] = [];
  #consumer: ListenConsumer | undefined;
  #isRunning = false;
  #endPause: () => void = () => {};

  /** Puts a message at its end. */
  push(body: Buffer): void {
    this.#waiting.push(body);
    void this.#run();
  }

  /** Hands the messages to a consumer, in place of the one before. The returned function ends that. */
  consume(consumer: ListenConsumer): () => void {
    this.#consumer = consumer;
    this.#endPause();
    void this.#run();

    return () => {
      if (this.#consumer !== consumer) return;
      this.#consumer = undefined;
      this.#endPause();
    };
  }

  /** The messages that wait, the one being delivered among them, oldest first. */
  waiting(): readonly Buffer[] {
    return [...this.#waiting];
  }

  /** Forgets what waits. */
  purge(): void {
    this.#waiting = [];
  }

  /** Delivers no more. */
  close(): void {
    this.#consumer = undefined;
    this.#endPause();
  }

  async #run(): Promise<void> {
    if (this.#isRunning) return;
    this.#isRunning = true;
    for (let body = this.#waiting[0]; body && this.#consumer; body = this.#waiting[0]) {
      const delivery = await this.#consumer(body);
      // A purge meanwhile has taken it off already.
      if (delivery === 'done' && this.#waiting[0] === body) this.#waiting.shift();
      if (delivery === 'requeue' && this.#isConsumed()) await this.#pause();
    }
    this.#isRunning = false;
  }

  #isConsumed(): boolean {
    return this.#consumer !== undefined;
  }

  #pause(): Promise<void> {
    return new Promise(resolve => {
      const timer = setTimeout(() => this.#endPause(), REDELIVER_MS).unref();
      this.#endPause = () => {
        clearTimeout(timer);
        this.#endPause = () => {};
        resolve();
      };
    });
  }
}
