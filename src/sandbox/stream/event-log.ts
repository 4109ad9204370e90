import type { NewEntry, StreamEntry } from './stream-entry.js';
import { comparePositions, type StreamPosition } from './stream-position.js';

/** Events that are kept; a reader that is further behind goes on with the oldest one kept. */
const CAPACITY = 100_000;

/** Events over the capacity before the oldest are let go, so that it is not done for each. */
const SLACK = 10_000;

/** The events of the platform, in order. Positions only grow, whatever the clock does. */
export class EventLog {
  #entries: StreamEntry[] = [];
  #last: StreamPosition = { ms: 0, seq: 0 };

  constructor(
    private readonly now: () => Date,
    private readonly capacity: number = CAPACITY,
  ) {}

  /** Adds an event; one that says its position gets it if it comes after all others. */
  append(entry: NewEntry, wanted?: StreamPosition): StreamEntry {
    const isLater = wanted !== undefined && comparePositions(wanted, this.#last) > 0;
    const position = isLater ? wanted : this.#next();
    this.#last = position;
    const added: StreamEntry = { ...entry, position };
    this.#entries.push(added);
    if (this.#entries.length > this.capacity + SLACK) {
      this.#entries = this.#entries.slice(-this.capacity);
    }

    return added;
  }

  /** The events after a position, at most so many. */
  after(position: StreamPosition, limit: number): readonly StreamEntry[] {
    const start = this.#indexAfter(position);

    return this.#entries.slice(start, start + limit);
  }

  /**
   * The present as a position: everything so far comes before it or is it, everything later comes
   * after.
   */
  present(): StreamPosition {
    const ms = this.now().getTime();
    if (ms > this.#last.ms) this.#last = { ms, seq: 0 };

    return this.#last;
  }

  /** First and last position and the number of events. */
  get extent(): {
    readonly first: StreamPosition | undefined;
    readonly last: StreamPosition | undefined;
    readonly size: number;
  } {
    return {
      first: this.#entries[0]?.position,
      last: this.#entries.at(-1)?.position,
      size: this.#entries.length,
    };
  }

  #next(): StreamPosition {
    const ms = this.now().getTime();
    if (ms > this.#last.ms) return { ms, seq: 0 };

    return { ms: this.#last.ms, seq: this.#last.seq + 1 };
  }

  /** Index of the first event after a position. */
  #indexAfter(position: StreamPosition): number {
    let low = 0;
    let high = this.#entries.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      const entry = this.#entries[middle];
      if (entry && comparePositions(entry.position, position) <= 0) low = middle + 1;
      else high = middle;
    }

    return low;
  }
}
