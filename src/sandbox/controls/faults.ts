/** An answer to give instead of the real one. */
export interface CannedAnswer {
  /** HTTP status, such as 500 or 429. */
  readonly status: number;
  /** Body; text is sent as HTML when it begins with `<`, anything else as JSON. Default empty. */
  readonly body?: unknown;
  /** Headers to add, such as `retry-after`. */
  readonly headers?: Readonly<Record<string, string>>;
  /** How many requests get it. Default 1. */
  readonly times?: number;
  /** Only requests of this operation, by its name in the document, such as `workAdd`. Default all. */
  readonly operation?: string;
}

interface Pending {
  readonly answer: CannedAnswer;
  left: number;
}

/** What a test makes the platform do wrong. */
export class Faults {
  readonly #canned: Pending[] = [];
  readonly #delays = new Set<() => void>();
  #delayMs = 0;
  #bundlesLeft = Number.POSITIVE_INFINITY;
  #isTokenRefused = false;

  /** Takes `count` more bundles, then refuses every one. */
  refuseBundlesAfter(count: number): void {
    this.#bundlesLeft = count;
  }

  /** Answers the next requests like this. */
  answerNext(answer: CannedAnswer): void {
    this.#canned.push({ answer, left: answer.times ?? 1 });
  }

  /** Holds every answer back for so long, in milliseconds; 0 ends it. */
  delayAnswers(ms: number): void {
    this.#delayMs = ms;
    if (ms === 0) this.#releaseDelayed();
  }

  /** Treats the right token as a wrong one, or no longer. */
  refuseToken(isRefused: boolean): void {
    this.#isTokenRefused = isRefused;
  }

  /** Ends every fault. */
  clear(): void {
    this.#canned.length = 0;
    this.delayAnswers(0);
    this.refuseBundlesAfter(Number.POSITIVE_INFINITY);
    this.refuseToken(false);
  }

  /** Whether the token is refused. */
  get isTokenRefused(): boolean {
    return this.#isTokenRefused;
  }

  /** Counts a bundle; false when it is one too many. */
  takesBundle(): boolean {
    if (this.#bundlesLeft <= 0) return false;
    this.#bundlesLeft -= 1;

    return true;
  }

  /** The answer a request gets instead of the real one, if any; counts it. */
  cannedAnswer(operation: string | null): CannedAnswer | undefined {
    const index = this.#canned.findIndex(
      ({ answer }) => answer.operation === undefined || answer.operation === operation,
    );
    const pending = this.#canned[index];
    if (!pending) return undefined;
    pending.left -= 1;
    if (pending.left <= 0) this.#canned.splice(index, 1);

    return pending.answer;
  }

  /** Resolves when an answer may be given. */
  async delay(): Promise<void> {
    if (this.#delayMs === 0) return;
    await new Promise<void>(resolve => {
      const release = (): void => {
        clearTimeout(timer);
        this.#delays.delete(release);
        resolve();
      };
      const timer = setTimeout(release, this.#delayMs);
      this.#delays.add(release);
    });
  }

  #releaseDelayed(): void {
    for (const release of [...this.#delays]) release();
  }
}
