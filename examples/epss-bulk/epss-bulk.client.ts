import { pathToFileURL } from 'node:url';
import {
  Http,
  HttpError,
  Injectable,
  Platform,
  stixId,
  type HttpBody,
  type Page,
  type PlatformEntity,
} from 'octiflow';
import type { EpssBulkBookmark } from './epss-bulk.bookmark.js';
import { EpssBulkConfig } from './epss-bulk.config.js';

/** Rows a page. */
const PAGE_SIZE = 1_000;
/** The two lines above the rows. */
const HEAD = /^#model_version:([^,]+),score_date:(\d{4}-\d\d-\d\d).*\ncve,epss,percentile/;

/** A row of the file, unchecked. */
export interface EpssRow {
  readonly line: number;
  readonly cve: string;
  readonly epss: string;
  readonly percentile: string;
}

/** A row, and what OpenCTI has under its name. */
export type EpssItem = EpssRow & { readonly known?: PlatformEntity };

type EpssPage = Page<EpssItem, EpssBulkBookmark>;

/** Reads the file of the day from a temporary copy, packed as it came. */
@Injectable()
export class EpssBulkClient {
  private readonly url: string;

  constructor(
    { url }: EpssBulkConfig,
    private readonly http: Http,
    private readonly platform: Platform,
  ) {
    // A relative address is a file beside the connector.
    this.url = new URL(url, pathToFileURL(`${__dirname}/`)).href;
  }

  /** The file in pages; one that has not changed is an empty page. */
  async *pages(from: EpssBulkBookmark = {}): AsyncIterable<EpssPage> {
    const reply = await this.http.stream(this.url, { ...from.version });
    if (reply.unchanged) {
      yield { items: [], bookmark: from, note: 'scores unchanged' };
      return;
    }

    const body = await reply.spool();
    try {
      const edition = await headOf(body);
      const [, model, day] = HEAD.exec(edition) ?? [];
      if (model === undefined) throw this.unreadable('it does not begin as a file of scores');
      const start = from.progress?.edition === edition ? from.progress.line : 2;
      let rows: EpssRow[] = [];
      let line = 0;
      for await (const [cve = '', epss = '', percentile = ''] of linesOf(body)) {
        line += 1;
        if (line > start) rows.push({ line, cve, epss, percentile });
        if (rows.length < PAGE_SIZE) continue;
        yield { items: await this.known(rows), bookmark: { progress: { edition, line } } };
        rows = [];
      }
      if (line <= 2) throw this.unreadable('it has no scores');
      const note = `scores of ${day}, model ${model}`;
      yield { items: await this.known(rows), bookmark: { version: reply.version }, note };
    } finally {
      await body.close();
    }
  }

  private async known(rows: readonly EpssRow[]): Promise<EpssItem[]> {
    const ids = rows.map(({ cve }) => stixId({ type: 'vulnerability', name: cve }));
    const known = await this.platform.entities.find(ids);

    return rows.map((row, at) => ({ ...row, known: known.get(ids[at] ?? '') }));
  }

  private unreadable(reason: string): HttpError {
    return new HttpError('HTTP_FEED_MALFORMED', { url: this.url, format: 'EPSS', reason });
  }
}

async function headOf(body: HttpBody): Promise<string> {
  const head: string[] = [];
  for await (const cells of linesOf(body)) if (head.push(cells.join()) === 2) break;

  return head.join('\n').slice(0, 200);
}

function linesOf(body: HttpBody): AsyncIterable<readonly string[]> {
  return body.gunzip().csv({ columns: false, uneven: true, quote: false });
}
