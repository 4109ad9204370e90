import { firstValueFrom } from 'rxjs';
import { HttpError } from '../../errors/index.js';
import type { Http } from '../http.js';

/** Whatever a source thinks of a HEAD request, its clock is in the answer. */
const ANY_ANSWER = [400, 401, 403, 404, 405, 406, 410, 411, 415, 422, 501];

/**
 * The moment on the clock of a source, for "everything until now": what this machine takes for now
 * may be in the future of the source, and what it publishes until then would never be asked for.
 *
 * @param options `lagMs`: how much earlier to stay, in milliseconds, for a source that publishes
 * with a delay. Default 0.
 * @throws HttpError `HTTP_FEED_MALFORMED` when the source does not tell; see `Http.request`
 */
export async function sourceTime(
  http: Http,
  url: string | URL,
  { lagMs = 0 }: { readonly lagMs?: number } = {},
): Promise<Date> {
  const { date, url: shown } = await firstValueFrom(
    http.request(url, { method: 'HEAD', allow: ANY_ANSWER }),
  );
  if (date) return new Date(date.getTime() - lagMs);

  throw new HttpError('HTTP_FEED_MALFORMED', {
    url: shown,
    format: 'HTTP',
    reason: 'it has no date header',
  });
}
