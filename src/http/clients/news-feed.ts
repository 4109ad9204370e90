import { createHash } from 'node:crypto';
import type { ReadOptions } from '../body/read-options.js';
import type { Http } from '../http.js';
import { abortable } from '../pages/abortable.js';
import type { ReplyVersion } from '../reply-version.js';
import { feedEntry, type FeedEntry } from './feed-entry.js';

/** What was read of a feed. */
export interface NewsFeedBookmark {
  /** The version that was read: an unchanged feed costs one 304. */
  readonly version?: ReplyVersion;
  /** Fingerprints of the entries that it held. */
  readonly seen?: readonly string[];
}

/** A page of a feed: all that is new in it. */
export interface NewsFeedPage {
  readonly items: readonly FeedEntry[];
  readonly bookmark: NewsFeedBookmark;
  readonly more: false;
  /** Says so when nothing is new. */
  readonly note?: string;
}

/** How a feed is read. */
export interface NewsFeedOptions extends ReadOptions {
  /** Where to go on. Default: everything is new. */
  readonly from?: NewsFeedBookmark;
}

const ACCEPT = 'application/atom+xml, application/rss+xml, application/xml;q=0.9, */*;q=0.1';

/** More than any feed holds, and as many fingerprints as a bookmark can. */
const MAX_ENTRIES = 5_000;

/**
 * A feed in RSS (0.9, 1.0, 2.0) or Atom.
 *
 * ```ts
 * fetch(from?: NewsFeedBookmark) {
 *   return new NewsFeed(this.http, this.config.feedUrl).entries({ from });
 * }
 * ```
 *
 * An entry is given once, and again when its text or one of its dates changes.
 */
export class NewsFeed {
  /** @param url of the feed */
  constructor(
    private readonly http: Http,
    private readonly url: string | URL,
  ) {}

  /**
   * One page with the entries that are new since the bookmark, in the order of the feed.
   *
   * @throws HttpError `HTTP_FEED_MALFORMED` for what is no feed; see `Http.request`
   */
  entries(options: NewsFeedOptions = {}): AsyncIterable<NewsFeedPage> {
    const { from = {}, ...reading } = options;

    return abortable(signal => this.read(from, reading, signal));
  }

  private async *read(
    from: NewsFeedBookmark,
    reading: ReadOptions,
    signal: AbortSignal,
  ): AsyncGenerator<NewsFeedPage, void> {
    const headers = { accept: ACCEPT };
    const reply = await this.http.stream(this.url, { ...from.version, headers, signal });
    if (reply.unchanged) {
      yield { items: [], bookmark: from, more: false, note: 'feed unchanged' };
      return;
    }

    const known = new Set(from.seen);
    const seen: string[] = [];
    const items: FeedEntry[] = [];
    const limits = { maxItems: MAX_ENTRIES, ...reading };
    for await (const element of reply.xml(['item', 'entry'], limits)) {
      const entry = feedEntry(element, reply.url);
      const fingerprint = fingerprintOf(entry);
      seen.push(fingerprint);
      if (!known.has(fingerprint)) items.push(entry);
    }
    const bookmark = { version: reply.version, seen: seen.slice(0, MAX_ENTRIES) };
    const note = items.length === 0 ? { note: 'nothing new in the feed' } : {};

    yield { items, bookmark, more: false, ...note };
  }
}

function fingerprintOf({ id, title, summary, content, published, updated }: FeedEntry): string {
  const parts = [id, title, summary, content, published, updated];

  return createHash('sha256').update(JSON.stringify(parts)).digest('base64url').slice(0, 12);
}
