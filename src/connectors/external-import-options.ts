import type { BookmarkClass } from './bookmark-class.js';
import type { ConnectorOptions } from './connector-options.js';

/** What `@ExternalImport` takes. Everything is a default that the operator may override. */
export interface ExternalImportOptions<Bookmark = undefined> extends ConnectorOptions {
  /**
   * Time from the start of one run to the start of the next: an ISO 8601 duration above zero, such
   * as `'PT1H'` or `'P2D'`. Default: none; then `CONNECTOR_DURATION_PERIOD` is required, unless the
   * connector runs once. `CONNECTOR_DURATION_PERIOD` overrides it.
   */
  readonly durationPeriod?: string;
  /**
   * Class of the bookmarks that `fetch` gives and is given. Default: none; then every run starts at
   * the beginning.
   */
  readonly bookmark?: BookmarkClass<Bookmark>;
  /**
   * Whether references to objects that are not in the page are taken out before it is sent, and
   * with them relationships that lead nowhere. Default: false; OpenCTI then looks for the objects
   * among those it has.
   */
  readonly cleanup?: boolean;
  /** Items of a page that are converted at once, 1 or more. Default: 1. */
  readonly concurrency?: number;
  /** Pages fetched ahead of the one that is being sent, 0 or more. Default: 1. */
  readonly lookahead?: number;
  /**
   * Items of one page that may be skipped; one more and the page fails. 0 or more, `Infinity` for
   * no limit. Default: 1 000. It guards against a source that changed its format, of which every
   * item would be skipped.
   */
  readonly maxSkipped?: number;
  /** Times that a failed page is tried again before the run ends in error, 0 or more. Default: 3. */
  readonly pageRetries?: number;
  /**
   * Whether an object that was sent before with the same content is not sent again, also in later
   * runs. Default: false; then it is sent again in each run that meets it. What is remembered lasts
   * as long as the process, or longer in the folder `CONNECTOR_STORE_PATH`, and is forgotten when the
   * state is reset in OpenCTI. Up to 1,000,000 objects are remembered.
   *
   * It knows what is safe on the queue, not what became of it: an object that a user deletes in
   * OpenCTI comes back only when it changes. Leave out of objects what changes with each run, such
   * as the time of the run.
   */
  readonly skipUnchanged?: boolean;
  /**
   * How objects go on the queue: each in a message of its own (`'split'`, the default), or up to 100
   * that belong together in one (`'grouped'`), which takes far fewer messages. Only OpenCTI 7 takes
   * groups, and only from its broker; elsewhere it is `'split'`.
   */
  readonly delivery?: 'split' | 'grouped';
}
