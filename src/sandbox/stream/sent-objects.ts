/** Ids that are remembered of one connection. @see OpenCTI `graphql/sseMiddleware.js`, `MAX_CACHE_SIZE` */
const CAPACITY = 5_000;

/** What was sent on a connection lately, so that it is not sent again as a dependency. */
export class SentObjects {
  readonly #ids = new Set<string>();

  /** Whether an object was sent. */
  has(id: string): boolean {
    return this.#ids.has(id);
  }

  /** Remembers an object; the one sent longest ago is forgotten when there are too many. */
  add(id: string): void {
    this.#ids.delete(id);
    this.#ids.add(id);
    if (this.#ids.size <= CAPACITY) return;
    const [oldest] = this.#ids;
    if (oldest !== undefined) this.#ids.delete(oldest);
  }

  /** Forgets an object that is gone. */
  delete(id: string): void {
    this.#ids.delete(id);
  }
}
