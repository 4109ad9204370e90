import { HttpError } from '../../errors/index.js';
import type { Logger } from '../../injection/index.js';
import type { ReadOptions } from './read-options.js';

/** Malformed items that the log shows one by one. */
const SHOWN = 10;
const MAX_MALFORMED = 1_000;
const MAX_REASON_LENGTH = 200;

/** What is being read, for errors and the log. */
export interface Reading {
  /** The address; already bare. */
  readonly url: string;
  /** Such as `CSV`. */
  readonly format: string;
  readonly log: Logger;
}

/** Counts the items of a body, reports those that can't be read, and ends what goes too far. */
export class ItemTally {
  private good = 0;
  private bad = 0;

  constructor(
    private readonly reading: Reading,
    private readonly options: ReadOptions,
  ) {}

  /**
   * Counts an item.
   *
   * @throws HttpError `HTTP_TOO_MANY_ITEMS`
   */
  keep(): void {
    const { maxItems = Infinity } = this.options;
    this.good += 1;
    if (this.good + this.bad <= maxItems) return;

    throw new HttpError('HTTP_TOO_MANY_ITEMS', { url: this.reading.url, maxItems });
  }

  /**
   * Reports an item that can't be read.
   *
   * @throws HttpError `HTTP_FEED_MALFORMED` when they are too many; what `onMalformed` throws
   */
  leaveOut(place: string, why: string, cause?: unknown): void {
    const { maxMalformed = MAX_MALFORMED, onMalformed } = this.options;
    const { url, format, log } = this.reading;
    const reason = why.slice(0, MAX_REASON_LENGTH);
    const error = new HttpError('HTTP_ITEM_MALFORMED', { url, place, reason }, { cause });
    this.bad += 1;

    if (onMalformed) onMalformed(error);
    else if (this.bad <= SHOWN) log.warn('malformed item left out', { url, format, place, reason });
    if (this.bad > maxMalformed) {
      throw this.fail(`more than ${maxMalformed} items are malformed; the last: ${reason}`, place);
    }
  }

  /**
   * Tells that the body has ended.
   *
   * @throws HttpError `HTTP_FEED_MALFORMED` when no item of several could be read
   */
  end(): void {
    if (this.bad > 0 && this.good === 0) {
      throw this.fail(`none of its ${this.bad} items can be read`);
    }
    if (this.bad === 0 || this.options.onMalformed) return;
    const { url, format, log } = this.reading;
    log.warn('body read, with malformed items', { url, format, items: this.good, left: this.bad });
  }

  /** The error of a body that as a whole is not what it should be. */
  fail(reason: string, place?: string): HttpError {
    const { url, format } = this.reading;

    return new HttpError('HTTP_FEED_MALFORMED', {
      url,
      format,
      ...(place !== undefined && { place }),
      reason: reason.slice(0, 2 * MAX_REASON_LENGTH),
    });
  }

  /** The error of a body that ends too early. */
  cut(reason: string): HttpError {
    return new HttpError('HTTP_TRUNCATED', { url: this.reading.url, reason });
  }
}
