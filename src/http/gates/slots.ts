import type { Gate, Leave } from './gate.js';

/** Lets a fixed number of requests be on their way at once; the others wait in line. */
export class Slots implements Gate {
  private free: number;
  /** Who waits, in the order of arrival. */
  private readonly line = new Set<() => void>();

  /** @param count 1 or more */
  constructor(count: number) {
    this.free = count;
  }

  async enter(_where: string, signal: AbortSignal): Promise<Leave> {
    signal.throwIfAborted();
    if (this.free > 0) this.free -= 1;
    else await this.turn(signal);

    let isInside = true;
    return () => {
      if (isInside) this.pass();
      isInside = false;
    };
  }

  private turn(signal: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      const go = (): void => {
        signal.removeEventListener('abort', giveUp);
        resolve();
      };
      const giveUp = (): void => {
        this.line.delete(go);
        reject(signal.reason as Error);
      };
      this.line.add(go);
      signal.addEventListener('abort', giveUp, { once: true });
    });
  }

  /** The slot of who leaves goes to the one who has waited longest. */
  private pass(): void {
    const [next] = this.line;
    if (next === undefined) {
      this.free += 1;
      return;
    }
    this.line.delete(next);
    next();
  }
}
