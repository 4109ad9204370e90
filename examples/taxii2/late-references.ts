/** Relationships that may wait at once. */
const MOST = 10_000;

interface Ends {
  readonly id?: unknown;
  readonly source_ref?: unknown;
  readonly target_ref?: unknown;
}

/** Keeps relationships back until what they lead to has come, on whichever page that is. */
export class LateReferences {
  private readonly seen = new Set<unknown>();
  private waiting: unknown[] = [];

  /** Whether something is kept back. */
  get isWaiting(): boolean {
    return this.waiting.length > 0;
  }

  /**
   * What of a page, and of what was kept back, can be sent.
   *
   * @param isLast nothing is kept back any more: the rest leads to what OpenCTI has, or nowhere
   */
  take(page: readonly unknown[], isLast: boolean): unknown[] {
    for (const object of page) this.seen.add(endsOf(object).id);
    const all = [...this.waiting, ...page];
    const isFull = all.length - page.length >= MOST;
    const ready = all.filter(object => isLast || isFull || this.isReady(object));
    const sent = new Set(ready);
    this.waiting = all.filter(object => !sent.has(object));

    return ready;
  }

  private isReady(object: unknown): boolean {
    const { source_ref: source, target_ref: target } = endsOf(object);

    return [source, target].every(end => end === undefined || this.seen.has(end));
  }
}

function endsOf(object: unknown): Ends {
  return typeof object === 'object' && object !== null ? object : {};
}
