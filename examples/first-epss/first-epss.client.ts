import { Clock, Http, Injectable, RetryableError } from 'octiflow';
import { defer, map, of, shareReplay, switchMap, tap, type Observable } from 'rxjs';
import { EpssCache } from './first-epss.cache.js';
import { EpssConfig } from './first-epss.config.js';

/** How long a question waits for others to go along with, in milliseconds. */
const GATHER_MS = 50;

/** CVEs a call: a page of the API, and well below the 2 000 characters that it takes. */
const MOST = 100;

/** Questions that go to the source in one call. */
interface Batch {
  readonly cves: Set<string>;
  /** The rows of the answer by CVE, as they came. */
  readonly rows: Observable<ReadonlyMap<string, unknown>>;
}

/**
 * Asks FIRST for EPSS rows. Questions that come at about the same time are one call, and an answer is
 * asked for once while it is good.
 */
@Injectable()
export class EpssClient {
  private gathering: Batch | undefined;

  constructor(
    private readonly config: EpssConfig,
    private readonly http: Http,
    private readonly clock: Clock,
    private readonly cache: EpssCache,
  ) {}

  /** What FIRST says about a CVE, unchecked; undefined when it does not know it. */
  row(cve: string): Observable<unknown> {
    return defer(() => {
      const kept = this.cache.get(cve);
      if (kept) return of(kept.row);
      const batch = this.open();
      batch.cves.add(cve);

      return batch.rows.pipe(map(rows => rows.get(cve)));
    });
  }

  private open(): Batch {
    if (this.gathering && this.gathering.cves.size < MOST) return this.gathering;
    const cves = new Set<string>();
    // Shared by all who wait; when the last of them gives up, so does the call.
    const rows = defer(() => this.clock.pause(GATHER_MS)).pipe(
      tap(() => this.close(batch)),
      switchMap(() => this.ask([...cves])),
      shareReplay({ bufferSize: 1, refCount: true }),
    );
    const batch: Batch = { cves, rows };
    this.gathering = batch;

    return batch;
  }

  private close(batch: Batch): void {
    if (this.gathering === batch) this.gathering = undefined;
  }

  private ask(cves: readonly string[]): Observable<ReadonlyMap<string, unknown>> {
    const query = { cve: cves.join(','), limit: MOST };

    return this.http.get(this.config.apiBaseUrl, { query }).pipe(
      map(rowsByCve),
      tap(rows => {
        for (const cve of cves) this.cache.keep(cve, rows.get(cve));
      }),
    );
  }
}

function rowsByCve(body: unknown): ReadonlyMap<string, unknown> {
  const { data } = (body ?? {}) as { readonly data?: unknown };
  if (!Array.isArray(data))
    throw new RetryableError('the reply of FIRST is no EPSS: it lacks data');

  return new Map(data.map((row: unknown) => [cveOf(row), row]));
}

function cveOf(row: unknown): string {
  const { cve } = (row ?? {}) as { readonly cve?: unknown };

  return typeof cve === 'string' ? cve.toUpperCase() : '';
}
