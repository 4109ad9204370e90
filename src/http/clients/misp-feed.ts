import { firstValueFrom } from 'rxjs';
import { HttpError } from '../../errors/index.js';
import type { Http } from '../http.js';
import { abortable } from '../pages/abortable.js';
import type { ReplyVersion } from '../reply-version.js';

/** What the manifest says about an event. */
export interface MispManifestEntry {
  readonly uuid: string;
  /** When it was changed last, in seconds since 1970. */
  readonly timestamp: number;
  readonly info?: string;
  readonly Orgc?: { readonly name?: string; readonly uuid?: string };
  readonly Tag?: readonly { readonly name?: string }[];
}

/** An event of a MISP feed, unchecked but for its uuid. */
export interface MispEvent {
  readonly uuid: string;
  readonly [member: string]: unknown;
}

/** How far a MISP feed has been read. */
export interface MispFeedBookmark {
  /** The version of the manifest, once all of it was read: an unchanged feed costs one 304. */
  readonly version?: ReplyVersion;
  /** Events up to this one were read, in seconds since 1970. */
  readonly timestamp?: number;
  /** Those of that very second. */
  readonly seen?: readonly string[];
}

/** A page of a MISP feed. Its events are fetched one by one as they are asked for. */
export interface MispFeedPage {
  readonly items: AsyncIterable<MispEvent>;
  readonly bookmark: MispFeedBookmark;
  readonly more: boolean;
  /** Says so when nothing is new. */
  readonly note?: string;
}

/** How a MISP feed is read. */
export interface MispFeedOptions {
  /** Where to go on. Default: at the oldest event. */
  readonly from?: MispFeedBookmark;
  /** Events that are older are left out, by their last change. Default: none are. */
  readonly since?: Date;
  /** Which events are wanted, by what the manifest says. Default: all. */
  readonly isWanted?: (entry: MispManifestEntry) => boolean;
  /** Events a page. Default 20. */
  readonly pageSize?: number;
  /** Called for each event or manifest entry that can't be read. Default: a warning in the log. */
  readonly onMalformed?: (error: HttpError) => void;
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** With so many in a row that can't be read, it is not the events. */
const TOO_MANY_IN_A_ROW = 5;

/**
 * A MISP feed: a folder with a `manifest.json` and a file for each event.
 *
 * ```ts
 * fetch(from?: MispFeedBookmark) {
 *   return new MispFeed(this.http, this.config.feedUrl).events({ from });
 * }
 * ```
 *
 * Events come in the order of their last change, so that a run that ends in the middle goes on
 * there; one that is changed comes again.
 *
 * @see MISP's feed format, https://www.misp-project.org/feeds/
 */
export class MispFeed {
  private readonly folder: string;

  /**
   * @param url of the folder, or of the manifest in it
   * @throws HttpError `HTTP_URL`
   */
  constructor(
    private readonly http: Http,
    url: string | URL,
  ) {
    const folder = http.resolve(url).href.replace(/\/manifest\.json$/, '');
    this.folder = folder.endsWith('/') ? folder : `${folder}/`;
  }

  /**
   * The events that are new or changed since the bookmark.
   *
   * @throws HttpError `HTTP_FEED_MALFORMED` or `HTTP_TRUNCATED` for what is no manifest; see
   * `Http.request`
   */
  events(options: MispFeedOptions = {}): AsyncIterable<MispFeedPage> {
    return abortable(signal => this.pages(options, signal));
  }

  private async *pages(
    options: MispFeedOptions,
    signal: AbortSignal,
  ): AsyncGenerator<MispFeedPage, void> {
    const { from = {}, pageSize = 20 } = options;
    const manifest = new URL('manifest.json', this.folder);
    const reply = await this.http.stream(manifest, { ...from.version, signal });
    if (reply.unchanged) {
      yield { items: noEvents(), bookmark: from, more: false, note: 'feed unchanged' };
      return;
    }

    const entries: MispManifestEntry[] = [];
    const { onMalformed } = options;
    for await (const [uuid, entry] of reply.jsonEntries('', { onMalformed })) {
      const known = manifestEntry(uuid, entry);
      if (known === undefined) this.report(reply.url, `entry ${uuid.slice(0, 40)}`, options);
      else if (isNew(known, options)) entries.push(known);
    }
    entries.sort((a, b) => a.timestamp - b.timestamp || (a.uuid < b.uuid ? -1 : 1));
    if (entries.length === 0) {
      const bookmark = { ...from, version: reply.version };
      yield { items: noEvents(), bookmark, more: false, note: 'nothing new in the feed' };
    }

    let read = from;
    for (let at = 0; at < entries.length; at += pageSize) {
      const page = entries.slice(at, at + pageSize);
      const more = at + pageSize < entries.length;
      read = marked(read, page);
      // What a crash leaves unread would be `unchanged` if the version were saved any earlier.
      const bookmark = more ? read : { ...read, version: reply.version };
      yield { items: this.fetch(page, options), bookmark, more };
    }
  }

  private async *fetch(
    entries: readonly MispManifestEntry[],
    options: MispFeedOptions,
  ): AsyncGenerator<MispEvent, void> {
    let inARow = 0;
    for (const { uuid } of entries) {
      try {
        yield await this.event(uuid);
        inARow = 0;
      } catch (error) {
        inARow += 1;
        if (!isOfThisEvent(error) || inARow === TOO_MANY_IN_A_ROW) throw error;
        this.report(error.details['url'] as string, `event ${uuid}`, options, error);
      }
    }
  }

  private async event(uuid: string): Promise<MispEvent> {
    const reply = await firstValueFrom(this.http.request(new URL(`${uuid}.json`, this.folder)));
    const event = reply.json<{ Event?: { uuid?: unknown } | null } | null>()?.Event;
    if (typeof event === 'object' && event?.uuid === uuid) return event as MispEvent;
    throw malformed(reply.url, `event ${uuid}`, 'it holds no event of that uuid');
  }

  private report(
    url: string,
    place: string,
    { onMalformed }: MispFeedOptions,
    cause?: HttpError,
  ): void {
    const reason = cause?.message ?? 'it is no entry of a manifest';
    if (onMalformed) onMalformed(malformed(url, place, reason, cause));
    else this.http.logger.warn('malformed item left out', { url, format: 'MISP', place, reason });
  }
}

function manifestEntry(uuid: string, entry: unknown): MispManifestEntry | undefined {
  const { timestamp } = (entry ?? {}) as { timestamp?: unknown };
  const seconds = Number(timestamp);
  // The uuid becomes part of an address.
  if (!UUID.test(uuid) || !Number.isSafeInteger(seconds) || seconds <= 0) return undefined;

  return { ...(entry as object), uuid, timestamp: seconds };
}

function isNew(entry: MispManifestEntry, { from = {}, since, isWanted }: MispFeedOptions): boolean {
  const { timestamp = 0, seen = [] } = from;
  if (entry.timestamp < timestamp || (since && entry.timestamp * 1_000 < since.getTime())) {
    return false;
  }
  const isSeen = entry.timestamp === timestamp && seen.includes(entry.uuid);

  return !isSeen && (isWanted?.(entry) ?? true);
}

/** The bookmark behind a page. */
function marked(from: MispFeedBookmark, page: readonly MispManifestEntry[]): MispFeedBookmark {
  const timestamp = page.at(-1)?.timestamp ?? from.timestamp ?? 0;
  const same = page.filter(entry => entry.timestamp === timestamp).map(({ uuid }) => uuid);
  const before = from.timestamp === timestamp ? (from.seen ?? []) : [];

  return { timestamp, seen: [...before, ...same] };
}

/** Whether an error says something about one event rather than about the feed. */
function isOfThisEvent(error: unknown): error is HttpError {
  if (!(error instanceof HttpError)) return false;
  const { code, details } = error;
  if (code === 'HTTP_NOT_JSON') return details['looksLike'] === undefined;

  return ['HTTP_NOT_FOUND', 'HTTP_TOO_LARGE', 'HTTP_ITEM_MALFORMED'].includes(code);
}

function malformed(url: string, place: string, reason: string, cause?: unknown): HttpError {
  return new HttpError('HTTP_ITEM_MALFORMED', { url, place, reason }, { cause });
}

async function* noEvents(): AsyncGenerator<MispEvent, void> {
  // A feed in which nothing is new.
}
