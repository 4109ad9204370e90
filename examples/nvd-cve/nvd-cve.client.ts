import {
  FatalError,
  Http,
  HttpError,
  Injectable,
  apiKey,
  paginate,
  sourceTime,
  type DateWindow,
  type Page,
  type PageOfWindow,
} from 'octiflow';
import type { CveBookmark, CvePosition } from './nvd-cve.bookmark.js';
import { CveConfig } from './nvd-cve.config.js';

const PATH = '/2.0';

/** The most CVEs that NVD gives at once. */
const PAGE_SIZE = 2_000;

/** NVD publishes some changes later than it dates them. */
const OVERLAP_MS = 3_600_000;

const DAY_MS = 86_400_000;

interface CveReply {
  readonly totalResults: number;
  readonly vulnerabilities: readonly unknown[];
}

/** Reads the CVEs of NVD by the date of their last change. */
@Injectable()
export class NvdClient {
  private readonly nvd: Http;

  constructor(
    private readonly config: CveConfig,
    http: Http,
  ) {
    const { baseUrl, apiKey: key } = config;
    this.nvd = http.with({
      baseUrl,
      auth: key ? apiKey(key, { header: 'apiKey' }) : [],
      rateLimit: { quotas: [{ requests: key ? 50 : 5, everyMs: 30_000 }] },
      // NVD says 403 when a limit is passed, and 404 to a key that it does not know.
      retryOn: [403],
    });
  }

  /** What has changed since `from`, in pages. */
  async *pages(from?: CveBookmark): AsyncIterable<Page<unknown, CveBookmark>> {
    if (from?.complete && from.until === undefined && !this.config.maintainData) {
      yield { items: [], bookmark: from, note: 'imported once, as CVE_MAINTAIN_DATA says' };
      return;
    }

    try {
      yield* this.changed(from);
    } catch (error) {
      throw explained(error);
    }
  }

  private async *changed(from?: CveBookmark): AsyncIterable<Page<unknown, CveBookmark>> {
    const { maxDateRange: maxDays, pullHistory, historyStartYear } = this.config;
    const end = await sourceTime(this.nvd, PATH);
    const start = pullHistory
      ? new Date(Date.UTC(historyStartYear, 0))
      : new Date(end.getTime() - maxDays * DAY_MS);
    const range = { from, start, end, maxDays, overlapMs: OVERLAP_MS };
    const pages = paginate.byDate<unknown, CvePosition>(range, (window, at) =>
      this.pagesOf(window, at),
    );
    for await (const { items, bookmark, more } of pages) {
      const { since = end.toISOString() } = bookmark;
      yield { items, bookmark: { ...bookmark, since, complete: from?.complete || !more } };
    }
  }

  /** A CVE that changes while its window is read leaves it, and those behind it move up. */
  private async *pagesOf(
    window: DateWindow,
    at: CvePosition = { offset: 0 },
  ): AsyncIterable<PageOfWindow<unknown, CvePosition>> {
    let next: CvePosition | undefined = at;
    while (next) next = yield* this.pagesUntilShrunk(window, next);
  }

  private async *pagesUntilShrunk(
    { from, to }: DateWindow,
    at: CvePosition,
  ): AsyncGenerator<PageOfWindow<unknown, CvePosition>, CvePosition | undefined> {
    let { offset, total: fewest = Infinity } = at;
    const pages = paginate.byOffset<unknown, CveReply>(this.nvd, PATH, {
      from: at,
      query: { lastModStartDate: from.toISOString(), lastModEndDate: to.toISOString() },
      offsetParameter: 'startIndex',
      limit: PAGE_SIZE,
      limitParameter: 'resultsPerPage',
      items: body => body.vulnerabilities,
      total: body => body.totalResults,
    });
    for await (const { items, more, body, bookmark } of pages) {
      const missing = offset > 0 ? fewest - body.totalResults : 0;
      fewest = Math.min(fewest, body.totalResults);
      if (missing > 0) return { offset: Math.max(0, offset - missing), total: fewest };
      offset = bookmark.offset ?? 0;
      yield { items, more, bookmark: { offset, total: fewest } };
    }

    return undefined;
  }
}

function explained(error: unknown): unknown {
  if (!(error instanceof HttpError) || error.code !== 'HTTP_NOT_FOUND') return error;
  const { said } = error.details;
  if (typeof said !== 'string') return error;

  return new FatalError(`NVD refuses the request: ${said}`, {
    fix: 'set CVE_API_KEY to a key that NVD has activated, or leave it out',
    cause: error,
  });
}
