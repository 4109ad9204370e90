/** One thing the sandbox noticed that no reply could say. */
export interface JournalEntry {
  /** ISO time. */
  readonly at: string;
  /** A constant phrase in lower case. */
  readonly message: string;
  /** What varies. */
  readonly facts: Readonly<Record<string, unknown>>;
}

/** How many entries are kept; older ones go first. */
const CAPACITY = 1000;

/**
 * What the platform would only write to its log: messages that can't be read, bundles of dead works
 * that were dropped, objects the splitter left out. Kept in memory and shown by the state endpoint.
 */
export class Journal {
  readonly #entries: JournalEntry[] = [];

  constructor(
    private readonly now: () => Date,
    private readonly noted: (entry: JournalEntry) => void,
  ) {}

  /** Adds an entry. */
  note(message: string, facts: Readonly<Record<string, unknown>>): void {
    const entry = { at: this.now().toISOString(), message, facts };
    this.#entries.push(entry);
    if (this.#entries.length > CAPACITY) this.#entries.shift();
    this.noted(entry);
  }

  /** Everything kept, oldest first. */
  entries(): readonly JournalEntry[] {
    return [...this.#entries];
  }
}
