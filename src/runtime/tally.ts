import type { ConnectorError } from '../errors/index.js';
import type { ReportedError } from './run-report.js';

const KEPT_ERRORS = 100;
const KEPT_NOTES = 20;

/** Counts of what was sent at once. */
export interface SentCounts {
  readonly objects: number;
  readonly bundles: number;
  readonly messages: number;
}

/** Counts of one page, added to the run's once the page is confirmed and bookmarked. */
export interface PageCounts extends SentCounts {
  readonly items: number;
}

/** What a run has done so far. */
export class Tally {
  pages = 0;
  items = 0;
  objects = 0;
  bundles = 0;
  messages = 0;
  skipped = 0;
  dropped = 0;
  /** Objects that were not sent, since they were sent before as they are. */
  unchanged = 0;
  readonly errors: ReportedError[] = [];
  readonly notes: string[] = [];

  confirmed(page: PageCounts): void {
    this.pages += 1;
    this.items += page.items;
    this.sent(page);
  }

  /** Adds what was sent beside the pages. */
  sent({ objects, bundles, messages }: SentCounts): void {
    this.objects += objects;
    this.bundles += bundles;
    this.messages += messages;
  }

  /** Keeps the first errors only, so that a bad feed can't fill the memory with its own faults. */
  failed(error: ConnectorError, item?: string): void {
    if (this.errors.length >= KEPT_ERRORS) return;
    this.errors.push({ code: error.code, message: error.message, ...(item && { item }) });
  }

  noted(note: string): void {
    if (this.notes.length < KEPT_NOTES) this.notes.push(note);
  }

  /** True when nothing of what the source gave is missing. */
  get whole(): boolean {
    return this.skipped === 0 && this.dropped === 0;
  }

  /** The sentence that closes the work: what an operator wants to know without opening a log. */
  summary(): string {
    const { pages, objects, skipped, dropped, errors } = this;
    const [first] = errors;
    const parts = [
      `${objects} objects in ${pages} ${pages === 1 ? 'page' : 'pages'}`,
      skipped > 0 ? `${skipped} ${skipped === 1 ? 'item' : 'items'} skipped` : '',
      skipped > 0 && first ? `first: ${first.message}` : '',
      dropped > 0 ? `${dropped} objects dropped` : '',
      ...this.notes,
    ];

    return parts.filter(part => part !== '').join('; ');
  }
}
