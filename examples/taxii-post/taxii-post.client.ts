import { Clock, FatalError, Http, HttpError, Injectable, Logger, basic, bearer } from 'octiflow';
import type { HttpAuth } from 'octiflow';
import type { StixObject } from 'octiflow/stix';
import { EMPTY, catchError, defer, expand, last, map, switchMap, tap, type Observable } from 'rxjs';
import { TaxiiPostConfig } from './taxii-post.config.js';
import { requireTaken, statusOf, type TaxiiStatus } from './taxii-status.js';

const TAXII = 'application/taxii+json;version=2.1';
const LOOKS = 10;
const BETWEEN_LOOKS_MS = 2_000;

/** Failures that are the same for all objects: to try others is of no use. */
const ABOUT_ALL: ReadonlySet<unknown> = new Set([
  ...['HTTP_REFUSED', 'HTTP_NOT_FOUND', 'HTTP_CERTIFICATE', 'HTTP_REDIRECT'],
  ...[405, 406, 415],
]);

/** Adds objects to the collection, see TAXII 2.1 section 5.5. */
@Injectable()
export class TaxiiPostClient {
  private readonly root: Http;
  private readonly path: string;

  constructor(
    config: TaxiiPostConfig,
    http: Http,
    private readonly clock: Clock,
    private readonly log: Logger,
  ) {
    const baseUrl = `${config.url.replace(/\/+$/, '')}/${config.apiRoot}`;
    this.root = http.with({ baseUrl, auth: [...authOf(config)], headers: { accept: TAXII } });
    this.path = `/collections/${encodeURIComponent(config.collectionId)}/objects/`;
  }

  /** Completes when the server has taken them all. */
  add(objects: readonly StixObject[], signal?: AbortSignal): Observable<TaxiiStatus> {
    const headers = { 'content-type': TAXII };
    const body = JSON.stringify({ objects });

    // A collection has each version once, however often it comes.
    return this.root.request(this.path, { method: 'POST', headers, body, isIdempotent: true }).pipe(
      catchError((error: unknown) => {
        throw asFatal(error);
      }),
      map(statusOf),
      expand((status, n) => (status.isPending && n < LOOKS ? this.look(status, signal) : EMPTY)),
      last(),
      tap(requireTaken),
    );
  }

  private look({ id }: TaxiiStatus, signal?: AbortSignal): Observable<TaxiiStatus> {
    return defer(() => this.clock.pause(BETWEEN_LOOKS_MS, signal)).pipe(
      switchMap(() => this.root.request(`/status/${id}/`)),
      map(statusOf),
      // The objects have been accepted, and servers need not keep the status.
      catchError((error: unknown) => {
        this.log.warn('status can not be read', { id, reason: String(error) });
        return EMPTY;
      }),
    );
  }
}

function* authOf({ token, login, password }: TaxiiPostConfig): Generator<HttpAuth> {
  if (token) yield bearer(token);
  else if (login !== undefined && password) yield basic(login, password);
}

function asFatal(error: unknown): unknown {
  if (!(error instanceof HttpError)) return error;
  const { code, details, message } = error;
  if (!ABOUT_ALL.has(code) && !ABOUT_ALL.has(details['status'])) return error;
  const fix = `${error.fix}; see TAXII_URL, TAXII_API_ROOT, TAXII_COLLECTION_ID, TAXII_TOKEN, TAXII_LOGIN, and whether the account may write`;

  return new FatalError(message, { cause: error, fix });
}
