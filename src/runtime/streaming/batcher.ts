import type { Clock } from '../../injection/index.js';

/** How a {@link Batcher} gathers. */
export interface BatcherOptions<T> {
  /** Items of a full batch. */
  readonly size: number;
  /** Milliseconds that a batch is waited for, from its first item on. */
  readonly withinMs: number;
  readonly clock: Clock;
  /** Takes a batch, never an empty one. */
  readonly take: (batch: readonly T[]) => void;
}

/** Gathers items into batches: full ones at once, others when their time is over. */
export class Batcher<T> {
  private items: T[] = [];
  private timer = new AbortController();

  constructor(private readonly options: BatcherOptions<T>) {}

  /** Items that wait for their batch to become full. */
  get held(): number {
    return this.items.length;
  }

  add(item: T): void {
    const { size, withinMs, clock } = this.options;
    if (this.items.push(item) >= size) {
      this.flush();
      return;
    }
    if (this.items.length > 1) return;
    void clock.sleep(withinMs, this.timer.signal).then(
      () => this.flush(),
      () => undefined,
    );
  }

  /** Hands over what there is. */
  flush(): void {
    this.timer.abort();
    this.timer = new AbortController();
    const batch = this.items.splice(0);
    if (batch.length > 0) this.options.take(batch);
  }

  /** Lets go of what there is. */
  drop(): void {
    this.timer.abort();
    this.items = [];
  }
}
