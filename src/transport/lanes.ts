/** A bounded number of lanes: who finds none free waits for one, first come, first served. */
export class Lanes {
  private readonly waiting = new Set<() => void>();

  /** @param free how many there are */
  constructor(private free: number) {}

  /**
   * Resolves once a lane is taken; give it back with {@link leave}.
   *
   * @throws the reason of the signal when that aborts first; no lane is taken then
   */
  async enter(signal: AbortSignal): Promise<void> {
    signal.throwIfAborted();
    if (this.free > 0) {
      this.free -= 1;
      return;
    }

    await new Promise<void>((resolve, reject) => {
      const turn = (): void => {
        signal.removeEventListener('abort', giveUp);
        resolve();
      };
      const giveUp = (): void => {
        this.waiting.delete(turn);
        reject(signal.reason as Error);
      };
      this.waiting.add(turn);
      signal.addEventListener('abort', giveUp, { once: true });
    });
  }

  /** Gives a lane to who waits longest. */
  leave(): void {
    const [next] = this.waiting;
    if (!next) {
      this.free += 1;
      return;
    }
    this.waiting.delete(next);
    next();
  }
}
