/** A piece of work that has to keep its place among others of the same keys. */
export interface LaneTask {
  readonly keys: readonly string[];
  /** Does the work; gives a promise when it takes longer. Never rejects. */
  run(): Promise<void> | undefined;
}

interface Waiting {
  readonly task: LaneTask;
  /** Keys at which it is not the first. */
  behind: number;
}

/**
 * Runs several tasks at once, but those that share a key one after the other in the order in which
 * they were offered.
 */
export class Lanes {
  private readonly lanes = new Map<string, Waiting[]>();
  private readonly ready: Waiting[] = [];
  private readonly wakers: (() => void)[] = [];
  private running = 0;
  private count = 0;
  private isClosed = false;
  private isStarting = false;

  /** @param concurrency tasks at once, 1 or more */
  constructor(private readonly concurrency: number) {}

  /** Tasks that wait or run. */
  get held(): number {
    return this.count;
  }

  /** Takes a task; it may run before this returns. */
  offer(task: LaneTask): void {
    const waiting: Waiting = { task, behind: 0 };
    this.count += 1;
    for (const key of task.keys) {
      const lane = this.lanes.get(key);
      if (!lane) this.lanes.set(key, [waiting]);
      else if (lane.push(waiting) > 0) waiting.behind += 1;
    }
    if (waiting.behind > 0) return;
    this.ready.push(waiting);
    this.start();
  }

  /** Starts nothing more. What runs goes on; what waits is let go. */
  close(): void {
    this.isClosed = true;
    this.wake();
  }

  /** Resolves as soon as a task has ended, or the lanes are closed. */
  async change(): Promise<void> {
    if (this.isClosed && this.running === 0) return;
    await new Promise<void>(resolve => this.wakers.push(resolve));
  }

  /** Resolves when nothing waits or runs; once they are closed, when nothing runs. */
  async idle(): Promise<void> {
    while (this.isClosed ? this.running > 0 : this.count > 0) await this.change();
  }

  private start(): void {
    if (this.isStarting) return;
    this.isStarting = true;
    while (!this.isClosed && this.running < this.concurrency) {
      const next = this.ready.shift();
      if (!next) break;
      this.running += 1;
      const pending = next.task.run();
      if (pending) void pending.then(() => this.ended(next));
      else this.settle(next);
    }
    this.isStarting = false;
  }

  private ended(waiting: Waiting): void {
    this.settle(waiting);
    this.start();
  }

  private settle({ task }: Waiting): void {
    this.running -= 1;
    this.count -= 1;
    for (const key of task.keys) this.leave(key);
    this.wake();
  }

  private leave(key: string): void {
    const lane = this.lanes.get(key);
    if (!lane) return;
    lane.shift();
    const [next] = lane;
    if (!next) this.lanes.delete(key);
    else if (--next.behind === 0) this.ready.push(next);
  }

  private wake(): void {
    if (this.wakers.length === 0) return;
    for (const wake of this.wakers.splice(0)) wake();
  }
}
