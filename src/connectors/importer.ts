import type { Observable, ObservableInput } from 'rxjs';
import type { StixObject } from '../stix/index.js';
import type { Page } from './page.js';

/**
 * What a class marked `@ExternalImport` does: fetch pages from a source, and turn each of their
 * items into STIX. Everything around it is octiflow's: schedule, retry, sending, back-pressure,
 * works, and the bookmark.
 *
 * ```ts
 * @ExternalImport({ scope: ['vulnerability'], durationPeriod: 'P1D', bookmark: KevBookmark })
 * export class CisaKev implements Importer<KevEntry, KevBookmark> {
 *   constructor(private readonly client: KevClient) {}
 *
 *   async *fetch(from?: KevBookmark) {
 *     for await (const { entries, asOf } of this.client.catalogue(from?.asOf)) {
 *       yield { items: entries, bookmark: { asOf } };
 *     }
 *   }
 *
 *   convert(entry: KevEntry) {
 *     return [Stix.vulnerability({ name: entry.cveId, description: entry.summary })];
 *   }
 * }
 * ```
 *
 * Delivery is *at least once*. A page's bookmark is saved only when all that the page became is
 * safe on the queue, so a crash at any moment repeats a page and loses none. A repeated page is
 * harmless: its objects have the same ids, and OpenCTI updates what it has.
 *
 * @typeParam Raw one item, as the source gives it; what `fetch` gives is what `convert` takes.
 * @typeParam Bookmark where to go on, see {@link Page.bookmark}; left out, every run starts at the
 * beginning.
 */
export interface Importer<Raw, Bookmark = undefined> {
  /**
   * Reads the source from a bookmark on.
   *
   * Called at the start of each run; again in the same run when the last page said `more`, or when
   * a page failed and is retried. It is never called while a page of an earlier call is on its way.
   *
   * Return page after page from an (async) generator: the next page is asked for only when the page
   * before is safe, at most `lookahead` pages early, so a slow broker slows the source. An Observable
   * can't be slowed; return one that gives a single page, with `more`.
   *
   * It ends by completing: the run is done, or goes on if the last page said `more`. What it throws
   * ends the page: a `RetryableError` or an unknown error starts it again from the last saved
   * bookmark, `pageRetries` times; a `FatalError` ends the run with the work in error. When the
   * connector stops, a generator's `finally` runs and an Observable is unsubscribed.
   *
   * @param from the bookmark of the last page that is safe; undefined at the first run and after
   * the state was reset in OpenCTI.
   */
  fetch(from?: Bookmark): ObservableInput<Page<Raw, Bookmark>>;

  /**
   * Turns one item into STIX objects: an array or a generator when there is no I/O, else an
   * Observable or async generator. Nothing at all is fine too.
   *
   * Called once an item, for `concurrency` items of a page at once; again for the same item when
   * its page is retried. Ids are made from what an object says, so leave them to `Stix`.
   *
   * Throw a `SkippableError` to leave the item out: it is counted and shown in the work, and the
   * page goes on. Any other error is the page's, as in {@link Importer.fetch}.
   *
   * @param raw an item of a page, as `fetch` gave it.
   */
  convert(raw: Raw): ObservableInput<StixObject | readonly StixObject[]>;

  /**
   * Works on all objects of one page before they are sent: leave out, merge, enrich; any RxJS.
   *
   * Called once a page, after its last item was converted. Must complete. What it throws is the
   * page's error. Author and markings are added afterwards.
   *
   * @param objects what the items became, in the order of the items.
   */
  refine?(objects: Observable<StixObject>): Observable<StixObject>;

  /**
   * Hears of objects that were sent in an earlier run and are not in the source any more, and says
   * what becomes of them: what it returns is sent like the result of `convert`, such as the same
   * objects with `revoked: true`. Only with `skipUnchanged`, which remembers them.
   *
   * Called at the end of a run that read the whole source: from its beginning, with no bookmark, to
   * its end, with at least one item and without an item skipped or an object dropped. Several times
   * when there are more than 500. Never called again for the same objects once what it returned is
   * safe on the queue. What it throws fails the run, after as many tries as a page has.
   *
   * @param ids STIX ids, at most 500.
   */
  onVanished?(ids: readonly string[]): ObservableInput<StixObject | readonly StixObject[]> | void;
}
