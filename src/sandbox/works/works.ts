import type { ProfileRules } from '../profile.js';
import type { WorkFigures, WorkLine, WorkRecord } from './work-record.js';

/** Errors that are kept of what workers report; more are counted as processed but not shown. */
const MAX_REPORTED_ERRORS = 100;

/** What a work is opened with. */
export interface WorkInput {
  readonly connectorId: string;
  readonly connectorType: string;
  readonly name: string | null;
  readonly userId: string;
  readonly isMultiPart?: boolean;
  /** What a connector is asked about, such as an entity or a file; the work waits for it to begin. */
  readonly asksAbout?: string;
  /** The draft it belongs to. */
  readonly draftId?: string | null;
}

/** A failed expectation. */
export interface ExpectationError {
  readonly error: string | null;
  readonly source: string | null;
}

/**
 * The works, and when they are done. Nothing here refuses: a change to a work that doesn't exist is
 * silently left out, as the platform does.
 *
 * @see OpenCTI `domain/work.js`
 */
export class Works {
  readonly #works = new Map<string, WorkRecord>();
  readonly #figures = new Map<string, WorkFigures>();

  constructor(
    private readonly rules: ProfileRules,
    private readonly now: () => Date,
    private readonly changed: (work: WorkRecord) => void,
  ) {}

  /** Opens a work, in progress from the start unless a connector is asked to do it. */
  add(input: WorkInput): WorkRecord {
    const { id, timestamp } = this.#newId(input.connectorId);
    const now = this.now().toISOString();
    const work: WorkRecord = {
      id,
      name: input.name,
      connectorId: input.connectorId,
      userId: input.userId,
      timestamp,
      eventType: input.connectorType,
      eventSourceId: input.asksAbout ?? input.connectorId,
      isMultiPart: input.isMultiPart ?? false,
      updatedAt: now,
      status: input.asksAbout === undefined ? 'progress' : 'wait',
      expected: 0,
      receivedTime: input.asksAbout === undefined ? now : null,
      processedTime: null,
      completedTime: null,
      completedNumber: 0,
      draftContext: input.draftId ?? null,
      messages: [],
      errors: [],
    };
    this.#works.set(id, work);
    this.#figures.set(id, {
      expected: undefined,
      processed: undefined,
      lastProcessed: null,
      isClosed: false,
    });
    this.changed(work);

    return work;
  }

  /** Whether bundles of this work are still taken. */
  isAlive(id: string): boolean {
    return this.#figures.has(id);
  }

  /** The connector has begun. */
  receive(id: string, message: string | null): void {
    this.#edit(id, (work, now) => {
      work.status = 'progress';
      work.receivedTime = now;
      if (message) work.messages.push(line(now, message));
    });
  }

  /** More objects are to come. */
  expect(id: string, count: number): void {
    this.#edit(id, (work, now) => {
      work.updatedAt = now;
      work.expected += count;
      const figures = this.#figures.get(id);
      if (figures) figures.expected = (figures.expected ?? 0) + count;
    });
  }

  /** Objects were dealt with, one if nothing else is said, well or badly. */
  report(id: string, error: ExpectationError | null, count = 1): void {
    const figures = this.#figures.get(id);
    const work = this.#works.get(id);
    if (!figures || !work) return;

    const now = this.now().toISOString();
    figures.processed = (figures.processed ?? 0) + count;
    figures.lastProcessed = now;
    const mayComplete = !work.isMultiPart || figures.isClosed;
    if (mayComplete && this.#isFinished(figures)) {
      complete(work, figures.processed, now);
    }
    if (error && work.errors.length < MAX_REPORTED_ERRORS) {
      work.errors.push(line(now, error.error, error.source));
    }
    this.changed(work);
  }

  /** The connector has ended. */
  process(id: string, message: string | null, isError: boolean): void {
    this.#edit(id, (work, now) => {
      work.processedTime = now;
      const figures = this.#figures.get(id);
      const isFinished = figures !== undefined && this.#isFinished(figures);
      if (isFinished || work.expected === 0) {
        const total = figures?.processed || 1;
        work.expected = total;
        complete(work, total, now);
      } else if (work.isMultiPart && figures) {
        figures.isClosed = true;
      }
      if (message) (isError ? work.errors : work.messages).push(line(now, message));
      if (isFinished && this.rules.closingForgetsProgress) this.#figures.delete(id);
    });
  }

  /** Links the work to a draft. */
  attachDraft(id: string, draftId: string | null): void {
    this.#edit(id, (work, now) => {
      work.updatedAt = now;
      work.draftContext = draftId;
    });
  }

  /** The connector is still at it. */
  ping(id: string): void {
    this.#edit(id, (work, now) => {
      work.updatedAt = now;
    });
  }

  /** Forgets a work; its queued bundles will be dropped. */
  delete(id: string): void {
    const work = this.#works.get(id);
    this.#works.delete(id);
    this.#figures.delete(id);
    if (work) this.changed(work);
  }

  /** A work by id. */
  get(id: string): WorkRecord | undefined {
    return this.#works.get(id);
  }

  /** Its figures, while it is alive. */
  figures(id: string): Readonly<WorkFigures> | undefined {
    return this.#figures.get(id);
  }

  /** Number of works. */
  get count(): number {
    return this.#works.size;
  }

  /** All works, oldest first. */
  all(): readonly WorkRecord[] {
    return [...this.#works.values()];
  }

  /** The works of one connector, oldest first. */
  ofConnector(connectorId: string): readonly WorkRecord[] {
    return this.all().filter(work => work.connectorId === connectorId);
  }

  /** The works that connectors were asked to do about something, oldest first. */
  about(id: string): readonly WorkRecord[] {
    return this.all().filter(({ eventSourceId }) => eventSourceId === id);
  }

  /** Takes back what an earlier sandbox had kept. */
  restore(
    works: readonly { readonly work: WorkRecord; readonly figures: WorkFigures | null }[],
  ): void {
    for (const { work, figures } of works) {
      this.#works.set(work.id, work);
      if (figures) this.#figures.set(work.id, figures);
    }
  }

  #isFinished({ processed, expected }: WorkFigures): boolean {
    if (this.rules.completion === 'at-least') return (processed ?? 0) >= (expected ?? 0);

    return processed !== undefined && processed === expected;
  }

  #edit(id: string, change: (work: WorkRecord, now: string) => void): void {
    const work = this.#works.get(id);
    if (!work) return;
    change(work, this.now().toISOString());
    this.changed(work);
  }

  #newId(connectorId: string): { readonly id: string; readonly timestamp: string } {
    // Two works of one millisecond would share an id, which the platform does not prevent.
    for (let time = this.now().getTime(); ; time += 1) {
      const timestamp = new Date(time).toISOString();
      const id = `work_${connectorId}_${timestamp}`;
      if (!this.#works.has(id)) return { id, timestamp };
    }
  }
}

function complete(work: WorkRecord, total: number, now: string): void {
  work.status = 'complete';
  work.completedNumber = total;
  work.completedTime = now;
}

function line(timestamp: string, message: string | null, source: string | null = null): WorkLine {
  return { timestamp, message, source, sequence: null };
}
