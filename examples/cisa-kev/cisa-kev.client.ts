import { createHash } from 'node:crypto';
import { pathToFileURL } from 'node:url';
import { FatalError, Http, Injectable, type Page } from 'octiflow';
import { firstValueFrom } from 'rxjs';
import { KevBookmark } from './cisa-kev.bookmark.js';
import { CisaConfig } from './cisa-kev.config.js';

/** Entries a page: small enough to be repeated without regret, large enough to be quick. */
const PAGE_SIZE = 250;

/** The catalogue as CISA publishes it. Its entries are checked one by one, by the converter. */
interface Catalogue {
  readonly dateReleased: string;
  readonly vulnerabilities: readonly unknown[];
}

/** Reads the Known Exploited Vulnerabilities catalogue. */
@Injectable()
export class KevClient {
  constructor(
    private readonly config: CisaConfig,
    private readonly http: Http,
  ) {}

  /** The catalogue in pages; one empty page when nothing has changed since `from`. */
  async *pages(from: KevBookmark = {}): AsyncIterable<Page<unknown, KevBookmark>> {
    const reply = await firstValueFrom(this.http.request(this.url(), { etag: from.etag }));
    if (reply.unchanged) {
      yield unchanged(from);
      return;
    }

    const { dateReleased, vulnerabilities } = checked(reply.json<unknown>());
    const digest = createHash('sha256').update(JSON.stringify(vulnerabilities)).digest('hex');
    const whole: KevBookmark = { last_update: dateReleased, digest, etag: reply.etag };
    if (from.last_update === dateReleased && (from.digest ?? digest) === digest) {
      yield unchanged(whole);
      return;
    }

    const start = from.progress?.digest === digest ? from.progress.done : 0;
    for (let done = start; done < vulnerabilities.length; done += PAGE_SIZE) {
      const end = Math.min(done + PAGE_SIZE, vulnerabilities.length);
      const bookmark =
        end === vulnerabilities.length ? whole : { ...from, progress: { digest, done: end } };
      yield { items: vulnerabilities.slice(done, end), bookmark };
    }
  }

  /** A relative address is a file beside the connector; `file:` and `http(s):` are taken as is. */
  private url(): string {
    return new URL(this.config.catalogUrl, pathToFileURL(`${__dirname}/`)).href;
  }
}

function unchanged(bookmark: KevBookmark): Page<unknown, KevBookmark> {
  return { items: [], bookmark, note: `catalogue of ${bookmark.last_update} is unchanged` };
}

function checked(body: unknown): Catalogue {
  const { dateReleased, vulnerabilities } = (body ?? {}) as Record<string, unknown>;
  if (typeof dateReleased === 'string' && Array.isArray(vulnerabilities)) {
    return { dateReleased, vulnerabilities };
  }

  throw new FatalError('the reply is no KEV catalogue: it lacks dateReleased or vulnerabilities', {
    fix: 'open CISA_CATALOG_URL in a browser and compare it with the published schema',
  });
}
