import { pathToFileURL } from 'node:url';
import {
  Http,
  Injectable,
  apiKey,
  pastWatermark,
  utcTime,
  type HttpBody,
  type Page,
  type ReplyVersion,
} from 'octiflow';
import type { UrlhausBookmark, UrlhausMark } from './urlhaus.bookmark.js';
import { UrlhausConfig } from './urlhaus.config.js';

/** Rows a page. */
const PAGE_SIZE = 500;

const COLUMNS = [
  ...['id', 'dateadded', 'url', 'url_status', 'last_online', 'threat', 'tags'],
  ...['urlhaus_link', 'reporter'],
];

/** A row of the feed: text by column, unchecked. */
export type UrlhausRow = Readonly<Record<string, string>>;

type UrlhausPage = Page<UrlhausRow, UrlhausBookmark>;

/** What is known of the feed before its rows are handed out. */
interface Feed {
  readonly body: HttpBody;
  readonly version: ReplyVersion;
  readonly newest: UrlhausMark;
  readonly note?: string;
}

/** Reads the feed, twice, from a temporary file: it has the newest first and is never held whole. */
@Injectable()
export class UrlhausClient {
  private readonly http: Http;
  private readonly url: string;

  constructor({ csvUrl, authKey }: UrlhausConfig, http: Http) {
    // A relative address is a file beside the connector.
    this.url = new URL(csvUrl, pathToFileURL(`${__dirname}/`)).href;
    const auth = authKey && apiKey(authKey, { header: 'Auth-Key' });
    this.http = auth ? http.with({ baseUrl: new URL('/', this.url), auth }) : http;
  }

  /** What was added since `from`, in pages. */
  async *pages(from: UrlhausBookmark = {}): AsyncIterable<UrlhausPage> {
    const reply = await this.http.stream(this.url, from.gap ? {} : { ...from.version });
    if (reply.unchanged) {
      yield { items: [], bookmark: from, note: 'feed unchanged' };
      return;
    }

    const body = await reply.spool();
    try {
      const { newest, malformed } = await newestOf(body, from, reply.date);
      const note = malformed > 0 ? `${malformed} rows could not be read` : undefined;
      yield* pagesOf({ body, version: reply.version, newest, note }, from);
    } finally {
      await body.close();
    }
  }
}

async function newestOf(
  body: HttpBody,
  from: UrlhausMark,
  now: Date | undefined,
): Promise<{ newest: UrlhausMark; malformed: number }> {
  let malformed = 0;
  let newest: UrlhausMark = { since: from.since, seen: from.seen };
  const onMalformed = (): void => void (malformed += 1);
  for await (const row of body.csv({ comment: '#', columns: COLUMNS, onMalformed })) {
    const mark = { from: newest, now, time: timeOf, id: idOf };
    newest = pastWatermark([row], mark).watermark;
  }

  return { newest, malformed };
}

async function* pagesOf(feed: Feed, from: UrlhausBookmark): AsyncIterable<UrlhausPage> {
  const { since, seen, gap } = from;
  const newest = gap?.newest ?? feed.newest;
  const floor = since === undefined ? -Infinity : utcTime(since);
  const before = gap ? utcTime(gap.before) : Infinity;
  const known = new Set(seen);
  let items: UrlhausRow[] = [];
  let at = Infinity;
  let isReached = gap === undefined;
  for await (const row of feed.body.csv({ comment: '#', columns: COLUMNS })) {
    const time = utcTime(timeOf(row));
    // A row without a readable date belongs where it stands: beside its neighbour.
    if (!Number.isNaN(time)) at = time;
    isReached ||= at <= before;
    if (!isReached || at < floor || (at === floor && known.has(idOf(row)))) continue;
    items.push(row);
    if (items.length < PAGE_SIZE || at === Infinity) continue;
    yield {
      items,
      bookmark: { since, seen, gap: { newest, before: new Date(at).toISOString() } },
    };
    items = [];
  }

  // The feed may have grown above a gap that is closed now: it is read again, from its new mark.
  const version = gap ? undefined : feed.version;
  yield { items, bookmark: { ...newest, version }, more: gap !== undefined, note: feed.note };
}

function timeOf(row: UrlhausRow): string | undefined {
  return row['dateadded'];
}

function idOf(row: UrlhausRow): string {
  return row['id'] ?? '';
}
